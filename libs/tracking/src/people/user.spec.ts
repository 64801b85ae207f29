import { initialsOf } from './user';

describe('initialsOf', () => {
  it.each([
    ['Maria Ferreira', 'MF'],
    ['Maria de Fátima Gomes', 'MG'],
    ['  maria\u00a0 ferreira  ', 'MF'],
    ['Cher', 'C'],
    ['élodie Œuf', 'ÉŒ'],
    ['𝒳avier 🚀', '𝒳🚀'],
    ['李 小龍', '李小'],
    ['ßtraße ﬁeld', 'SSFI'],
    ['', '?'],
    ['   ', '?'],
  ])('makes of %j the initials %s', (name, initials) => {
    expect(initialsOf(name)).toBe(initials);
  });
});
