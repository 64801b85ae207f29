/**
 * A multiset of numbers that answers percentiles while numbers are added and removed: a tree of
 * counts over all numbers that will occur, so that each operation takes logarithmic time. A series by
 * day would otherwise sort all open items for every day.
 */
export class OrderStatistics {
  private readonly values: readonly number[];
  private readonly places: ReadonlyMap<number, number>;
  /** A Fenwick tree: entry n holds the count of a range of places that ends at n. */
  private readonly tree: Int32Array;
  private count = 0;

  /** @param possible every number that will be added */
  constructor(possible: Iterable<number>) {
    this.values = [...new Set(possible)].toSorted((a, b) => a - b);
    this.places = new Map(this.values.map((value, index) => [value, index + 1]));
    this.tree = new Int32Array(this.values.length + 1);
  }

  /** Adds a number so many times; removes it with a negative count. */
  add(value: number, times: number): void {
    this.count += times;
    const { tree } = this;
    for (let n = this.places.get(value) ?? tree.length; n < tree.length; n += n & -n) {
      tree[n] = (tree[n] ?? 0) + times;
    }
  }

  /** `null` of an empty set. */
  percentile(fraction: number): number | null {
    return interpolated(fraction, this.count, (index) => this.at(index));
  }

  /** How many of the numbers are at most this one. */
  countUpTo(value: number): number {
    let place = 0;
    for (let end = this.values.length; place < end;) {
      const middle = Math.floor((place + end) / 2);
      if ((this.values[middle] ?? 0) <= value) place = middle + 1;
      else end = middle;
    }
    let count = 0;
    for (let n = place; n > 0; n -= n & -n) count += this.tree[n] ?? 0;
    return count;
  }

  /** The number at an index of the sorted multiset, from 0. */
  private at(index: number): number {
    const { tree } = this;
    let left = index + 1;
    let place = 0;
    for (let bit = 2 ** Math.floor(Math.log2(tree.length)); bit > 0; bit = Math.floor(bit / 2)) {
      const count = tree[place + bit];
      if (count !== undefined && count < left) {
        place += bit;
        left -= count;
      }
    }
    return this.values[place] ?? NaN;
  }
}

/** A percentile of numbers in ascending order; `null` if there are none. */
export const percentileOf = (sorted: Int32Array, fraction: number): number | null =>
  interpolated(fraction, sorted.length, (index) => sorted[index] ?? NaN);

/**
 * A percentile, interpolated between two numbers as PostgreSQL does it, rounded to two digits.
 *
 * @param at the number at an index of the sorted numbers, from 0
 */
function interpolated(
  fraction: number,
  count: number,
  at: (index: number) => number,
): number | null {
  if (count === 0) return null;
  const place = fraction * (count - 1);
  const below = Math.floor(place);
  const low = at(below);
  const high = place > below ? at(below + 1) : low;
  return Math.round((low + (high - low) * (place - below)) * 100) / 100;
}
