import type { HttpResourceRef } from '@angular/common/http';
import { linkedSignal, type WritableSignal } from '@angular/core';

/** The page after the entry with this position. */
export interface PageAfter {
  readonly itemId: string;
  readonly after: number;
}

type Entries<Entry> = readonly Entry[];

export interface Gathering<Entry> {
  readonly itemId: () => string | undefined;
  /** Changes when the entries become others: with the item, or with the moment. */
  readonly key: () => string;
  /** The newest entries, part of every response about the item. */
  readonly newest: () => Entries<Entry> | undefined;
  readonly page: (
    place: () => PageAfter | undefined,
  ) => HttpResourceRef<Entries<Entry> | undefined>;
  /** Position in the ledger, which identifies an entry. */
  readonly positionOf: (entry: Entry) => number;
  /** Newest first. */
  readonly compare: (a: Entry, b: Entry) => number;
}

/**
 * The paged entries of an item, newest first: the newest ones, plus earlier pages on demand. Pages
 * stay when newer entries arrive, without duplicates; only if so many arrive at once that some in
 * between are missing, the list restarts with the newest.
 */
export class GatheredEntries<Entry> {
  /** The page that is loading or was loaded last. */
  readonly earlier: HttpResourceRef<Entries<Entry> | undefined>;
  private readonly after: WritableSignal<number | undefined>;
  private readonly known: WritableSignal<Entries<Entry> | undefined>;

  constructor(private readonly gathering: Gathering<Entry>) {
    const { itemId, key, newest, page } = gathering;
    this.after = linkedSignal({ source: key, computation: () => undefined });
    this.earlier = page(() => {
      const [id, after] = [itemId(), this.after()];
      return id === undefined || after === undefined ? undefined : { itemId: id, after };
    });
    this.known = linkedSignal<Arrived<Entry>, Entries<Entry> | undefined>({
      source: () => ({
        key: key(),
        newest: newest(),
        earlier: this.earlier.hasValue() ? this.earlier.value() : [],
      }),
      computation: (now, before) =>
        this.joined(now, before?.source.key === now.key ? before.value : undefined),
    });
  }

  /** Undefined until the newest entries are loaded. */
  shown(): Entries<Entry> | undefined {
    return this.known();
  }

  /** Requests the page after the last entry. */
  showEarlier(): void {
    const last = this.known()?.at(-1);
    if (!last) return;
    const after = this.gathering.positionOf(last);
    if (after !== this.after()) {
      this.after.set(after);
      return;
    }
    // Nothing follows, so the missing entries were added among those already shown.
    this.known.set(this.gathering.newest());
    this.after.set(undefined);
  }

  /** Adds an entry that was just written, if its position is within the shown range. */
  add(entry: Entry): void {
    const known = this.known();
    const last = known?.at(-1);
    if (!known || !last || this.gathering.compare(entry, last) > 0) return;
    this.known.set(this.union(known, [entry]));
  }

  private joined(
    { newest, earlier }: Arrived<Entry>,
    known: Entries<Entry> = [],
  ): Entries<Entry> | undefined {
    if (!newest) return known.length > 0 ? known : undefined;
    const isGap = known.length > 0 && !this.overlap(known, newest);
    const recent = isGap ? newest : this.union(known, newest);
    const after = this.after();
    const fits = recent.some((entry) => this.gathering.positionOf(entry) === after);
    return fits ? this.union(recent, earlier) : recent;
  }

  private overlap(some: Entries<Entry>, others: Entries<Entry>): boolean {
    const positions = new Set(some.map(this.gathering.positionOf));
    return others.some((entry) => positions.has(this.gathering.positionOf(entry)));
  }

  private union(some: Entries<Entry>, others: Entries<Entry>): Entries<Entry> {
    const { positionOf, compare } = this.gathering;
    const byPosition = new Map([...some, ...others].map((entry) => [positionOf(entry), entry]));
    return [...byPosition.values()].sort(compare);
  }
}

/** The entries of the current item. */
interface Arrived<Entry> {
  readonly key: string;
  readonly newest: Entries<Entry> | undefined;
  readonly earlier: Entries<Entry>;
}
