import fc from 'fast-check';
import { hasEntry, NO_ENTRIES, withEntry, withoutEntry } from './entry-set';

const entry = fc.integer({ min: 1, max: 200 });

it('contains what was added and not removed since', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(entry, fc.boolean())), (steps) => {
      const expected = new Set<number>();
      let found = NO_ENTRIES;
      for (const [one, isAdded] of steps) {
        if (isAdded) expected.add(one);
        else expected.delete(one);
        found = isAdded ? withEntry(found, one) : withoutEntry(found, one);
      }
      const all = Array.from({ length: 210 }, (_, index) => index);
      expect(all.filter((one) => hasEntry(found, one))).toEqual(
        [...expected].toSorted((a, b) => a - b),
      );
    }),
  );
});

it.each([0, -1, 1.5, Number.NaN, 2 ** 40])('does not contain %d', (one) => {
  expect(hasEntry(withEntry(NO_ENTRIES, 1), one)).toBe(false);
});

it('takes one digit for four entries', () => {
  const all = Array.from({ length: 20_000 }, (_, index) => index + 1);
  expect(all.reduce(withEntry, NO_ENTRIES)).toHaveLength(5_001);
});
