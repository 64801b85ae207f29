/** The rows that the user has selected, to change or copy them together. */
import { computed, inject, linkedSignal, Service } from '@angular/core';
import type { ListedItem } from '@action-tracker/contracts';
import { ItemListStore } from './item-list-store';
import { isListReadOnly } from './read-only-list';

const NONE: ReadonlySet<string> = new Set();

@Service()
export class ItemSelection {
  private readonly store = inject(ItemListStore);
  private readonly isReadOnly = isListReadOnly();

  /** Another list, and one that cannot be changed, begins with nothing selected. */
  private readonly chosen = linkedSignal<string, ReadonlySet<string>>({
    source: () => `${this.store.scope()} ${this.isReadOnly()}`,
    computation: () => NONE,
  });
  /** The row from which Shift selects a range, and what was selected beside that range. */
  private anchor: string | undefined;
  private beside = NONE;
  /** The rows of the table from top to bottom. */
  private readonly rows = computed(() => this.store.sections().flatMap(({ items }) => items));
  /** From top to bottom; a row that a filter hides does not count. */
  readonly items = computed<readonly ListedItem[]>(() => {
    const chosen = this.chosen();
    return chosen.size === 0 ? [] : this.rows().filter(({ id }) => chosen.has(id));
  });
  readonly count = computed(() => this.items().length);
  /** Whether every item that matches the filters is selected. */
  readonly isAll = computed(() => {
    const chosen = this.chosen();
    return chosen.size > 0 && this.store.shown().every(({ id }) => chosen.has(id));
  });

  has(id: string): boolean {
    return this.chosen().has(id);
  }

  toggle(id: string): void {
    const chosen = new Set(this.chosen());
    if (!chosen.delete(id)) chosen.add(id);
    this.select([...chosen]);
    this.anchor = id;
  }

  /** Selects the rows from the last toggled one to this one, in place of an earlier range. */
  extendTo(id: string, from = id): void {
    if (this.anchor === undefined || !this.has(this.anchor)) this.anchor = from;
    const rows = this.rows().map((item) => item.id);
    const ends = [rows.indexOf(this.anchor), rows.indexOf(id)];
    const range = rows.slice(Math.min(...ends), Math.max(...ends) + 1);
    this.chosen.set(new Set([...this.beside, ...range]));
  }

  select(ids: readonly string[]): void {
    this.beside = new Set(ids);
    this.chosen.set(this.beside);
    this.anchor = undefined;
  }

  /** Every item that matches the filters, drawn or not. */
  selectAll(): void {
    this.select(this.store.shown().map(({ id }) => id));
  }

  clear(): void {
    this.select([]);
  }
}
