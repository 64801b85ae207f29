import fc from 'fast-check';
import { guarded, unguarded } from './formula-guard';

it.each([
  ['=1+1', "'=1+1"],
  ['+5V rail', "'+5V rail"],
  ['-3', "'-3"],
  ['@SUM(A1)', "'@SUM(A1)"],
  ['＝1', "'＝1"],
  ['a;=1+1', "a;'=1+1"],
  ["'=x", "''=x"],
  ["it's 1=1", "it's 1=1"],
  ['plain; text', 'plain; text'],
])('writes %s as %s', (text, cell) => {
  expect(guarded(text)).toBe(cell);
  expect(unguarded(cell)).toBe(text);
});

it('gives every text back as it was', () => {
  const text = fc.string({ unit: fc.constantFrom("'", '=', ';', '+', '@', 'a', ' ', '\t', '＝') });
  fc.assert(
    fc.property(text, (value) => {
      expect(unguarded(guarded(value))).toBe(value);
      expect(guarded(value)).not.toMatch(/(^|;)[=+\-@\t\r＝]/);
    }),
    { seed: 20_261_128 },
  );
});
