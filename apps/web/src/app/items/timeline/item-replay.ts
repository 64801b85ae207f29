/**
 * The items of a tracker at any moment, from all of their versions. They are put in order of time
 * once; moving to another moment then applies, or takes back, only what lies between the two.
 */
import type { ListedItem, Timestamp } from '@action-tracker/contracts';

/** The first version of an item is complete; each later one has the members that changed. */
export type ItemVersion = Pick<ListedItem, 'id'> &
  Partial<ListedItem> & { readonly at: Timestamp; readonly position: number };

interface Step {
  readonly at: number;
  /** The place of the item among all items. */
  readonly place: number;
  readonly after: ListedItem;
  readonly before: ListedItem | undefined;
}

export class ItemReplay {
  private readonly steps: readonly Step[];
  private readonly items: (ListedItem | undefined)[];
  private shown: readonly ListedItem[] = [];
  /** The number of steps that are applied. */
  private applied = 0;

  /**
   * @param versions Ordered by item and version.
   * @param orderOf When a version came to be: milliseconds, or its position in the ledger.
   */
  constructor(versions: readonly ItemVersion[], orderOf: (version: ItemVersion) => number) {
    const steps = stepsOf(versions, orderOf);
    this.items = new Array<undefined>((steps.at(-1)?.place ?? -1) + 1).fill(undefined);
    // Stable: versions of one item at the same time stay in their order.
    this.steps = steps.sort((a, b) => a.at - b.at);
  }

  /** The items in use by number, with all that came to be up to then; the same array if nothing did. */
  upTo(at: number): readonly ListedItem[] {
    const wanted = this.countUpTo(at);
    if (wanted === this.applied) return this.shown;
    for (; this.applied < wanted; this.applied++) this.put(this.applied, 'after');
    for (; this.applied > wanted; this.applied--) this.put(this.applied - 1, 'before');
    return (this.shown = this.items.filter(isInUse));
  }

  private put(index: number, side: 'before' | 'after'): void {
    const step = this.steps[index];
    if (step) this.items[step.place] = step[side];
  }

  private countUpTo(at: number): number {
    let [low, high] = [0, this.steps.length];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.steps[middle]?.at ?? Infinity) <= at) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

const isInUse = (item: ListedItem | undefined): item is ListedItem => item?.withdrawn === null;

function stepsOf(
  versions: readonly ItemVersion[],
  orderOf: (version: ItemVersion) => number,
): Step[] {
  let place = -1;
  let before: ListedItem | undefined;
  return versions.map((version) => {
    const { at: _, position: __, ...changed } = version;
    if (before?.id !== version.id) [place, before] = [place + 1, undefined];
    // The first version of each item is complete.
    const after = { ...before, ...changed } as ListedItem;
    const step = { at: orderOf(version), place, after, before };
    before = after;
    return step;
  });
}
