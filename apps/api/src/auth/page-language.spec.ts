import { accepted } from './page-language';

describe('the language of a page of the server', () => {
  it.each([
    ['pt-BR,pt;q=0.9,en;q=0.8', 'pt-BR'],
    ['pt-PT', 'pt-BR'],
    ['en-GB, pt;q=0.5', 'en'],
    ['en;q=0.2, pt;q=0.7', 'pt-BR'],
    ['de, fr;q=0.9', 'en'],
    ['de, pt;q=0.1', 'pt-BR'],
    ['pt;q=0, en;q=0.1', 'en'],
    ['', 'en'],
    ['*', 'en'],
    [';;;q=,,', 'en'],
  ])('for "%s" is %s', (header, language) => {
    expect(accepted(header)).toBe(language);
  });
});
