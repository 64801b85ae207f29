/** The order of groups: words as in the vocabulary or the tracker, owners and trackers by id. */
import { DAY_BUCKETS, type Dimension, type FigureKey } from '@action-tracker/contracts/measures';
import { PRIORITIES, STATUSES } from '@action-tracker/domain';
import type { Keys } from './running';

type Words = Readonly<Partial<Record<Dimension, readonly FigureKey[]>>>;

const WORDS: Words = {
  status: STATUSES,
  priority: PRIORITIES,
  bucket: DAY_BUCKETS,
};

function placeOf(words: readonly FigureKey[] | undefined, key: FigureKey | null): number {
  if (typeof key === 'number') return key;
  const place = key === null ? 0 : words?.indexOf(key);
  return place === undefined || place < 0 ? Number.MAX_SAFE_INTEGER : place;
}

interface OfKeys {
  readonly keys: Keys;
}

/**
 * Compares groups by their keys in each dimension.
 *
 * @param categories the names of categories, in order
 */
export function byKeys(
  [first, second]: readonly Dimension[],
  categories: readonly string[],
): (a: OfKeys, b: OfKeys) => number {
  const words: Words = { ...WORDS, category: categories };
  const place = (by: Dimension | undefined, key: FigureKey | null) => placeOf(by && words[by], key);
  const compare = (by: Dimension | undefined, n: 0 | 1) => (a: OfKeys, b: OfKeys) =>
    place(by, a.keys[n]) - place(by, b.keys[n]) ||
    String(a.keys[n]).localeCompare(String(b.keys[n]), 'en');
  const [byFirst, bySecond] = [compare(first, 0), compare(second, 1)];
  return (a, b) => byFirst(a, b) || bySecond(a, b);
}
