import { isPlaceholder } from './placeholders';

it.each(['', '-', '?', 'n/a', '(TBD)', 'não atribuído', '#REF!', '-'.repeat(100)])(
  'takes %j for nobody',
  (word) => {
    expect(isPlaceholder(word)).toBe(true);
  },
);

it.each(['Ana', 'Nadie Smith', 'Open University', '-'.repeat(101)])(
  'takes %j for a person',
  (word) => {
    expect(isPlaceholder(word)).toBe(false);
  },
);

it('looks no further into a long word', () => {
  const before = performance.now();
  expect(isPlaceholder(`${'- '.repeat(50_000)}x`)).toBe(false);
  expect(performance.now() - before).toBeLessThan(1_000);
});
