/** The order of groups: words as in the vocabulary, owners and trackers by id. */
import { DAY_BUCKETS, type Dimension, type FigureKey } from '@action-tracker/contracts/measures';
import { CATEGORIES, PRIORITIES, STATUSES } from '@action-tracker/domain';
import type { Keys } from './running';

const WORDS: Readonly<Partial<Record<Dimension, readonly FigureKey[]>>> = {
  status: STATUSES,
  category: CATEGORIES,
  priority: PRIORITIES,
  bucket: DAY_BUCKETS,
};

function placeOf(by: Dimension | undefined, key: FigureKey | null): number {
  if (typeof key === 'number') return key;
  const place = by && key !== null ? WORDS[by]?.indexOf(key) : 0;
  // Words that are not in the vocabulary come last, such as categories of a tracker's own.
  return place === undefined || place < 0 ? Number.MAX_SAFE_INTEGER : place;
}

interface OfKeys {
  readonly keys: Keys;
}

/** Compares groups by their keys in each dimension. */
export function byKeys([first, second]: readonly Dimension[]): (a: OfKeys, b: OfKeys) => number {
  const compare = (by: Dimension | undefined, n: 0 | 1) => (a: OfKeys, b: OfKeys) =>
    placeOf(by, a.keys[n]) - placeOf(by, b.keys[n]) ||
    String(a.keys[n]).localeCompare(String(b.keys[n]), 'en');
  const [byFirst, bySecond] = [compare(first, 0), compare(second, 1)];
  return (a, b) => byFirst(a, b) || bySecond(a, b);
}
