/** Which columns the table shows and how close its rows are: a habit of a person, not of a list. */
import { BreakpointObserver } from '@angular/cdk/layout';
import { computed, inject, Service, signal } from '@angular/core';
import { toSignal } from '@angular/core/rxjs-interop';
import { BrowserStorage } from '../browser-storage/browser-storage';
import { ITEM_COLUMNS, type ItemColumn } from './item-order';
import type { RowHeights } from './table-rows';

export const TABLE_LAYOUT_KEY = 'action-tracker-table-layout';
const VERSION = 1;

/** Without these two nobody knows which item a row is. */
const FIXED_COLUMNS: readonly ItemColumn[] = ['id', 'title'];
export const OPTIONAL_COLUMNS = ITEM_COLUMNS.filter((column) => !FIXED_COLUMNS.includes(column));

/** In pixels. The title takes what is left, and no less than this. */
export const COLUMN_WIDTHS: Readonly<Record<ItemColumn, number>> = {
  id: 92,
  title: 280,
  due_date: 202,
  category: 128,
  owner_id: 190,
  priority: 108,
  status: 132,
  updated_at: 112,
};

/** Below this width an item is a card; the style sheet of the table draws it so. */
const NARROW = '(width < 860px)';
const CARDS: RowHeights = { item: 139, group: 40 };
const ROWS: RowHeights = { item: 38, group: 38 };
const COMPACT_ROWS: RowHeights = { item: 29, group: 34 };

interface Layout {
  readonly hidden: readonly ItemColumn[];
  readonly isCompact: boolean;
}

@Service()
export class TableLayout {
  private readonly storage = inject(BrowserStorage);
  private readonly layout = signal(layoutOf(this.storage.read(TABLE_LAYOUT_KEY)));
  private readonly screen = toSignal(inject(BreakpointObserver).observe(NARROW), {
    requireSync: true,
  });

  readonly heights = computed(() => {
    if (this.screen().matches) return CARDS;
    return this.isCompact() ? COMPACT_ROWS : ROWS;
  });
  readonly isCompact = computed(() => this.layout().isCompact);
  readonly columns = computed(() =>
    ITEM_COLUMNS.filter((column) => !this.layout().hidden.includes(column)),
  );

  /** In pixels; a narrower screen moves the table under its ids. */
  readonly minWidth = computed(() =>
    this.columns().reduce((width, column) => width + COLUMN_WIDTHS[column], 0),
  );

  toggleColumn(name: string): void {
    const column = OPTIONAL_COLUMNS.find((candidate) => candidate === name);
    if (column === undefined) return;
    const { hidden } = this.layout();
    const others = hidden.filter((candidate) => candidate !== column);
    this.write({ hidden: others.length < hidden.length ? others : [...hidden, column] });
  }

  toggleDensity(): void {
    this.write({ isCompact: !this.layout().isCompact });
  }

  private write(given: Partial<Layout>): void {
    const layout = { ...this.layout(), ...given };
    this.layout.set(layout);
    this.storage.write(TABLE_LAYOUT_KEY, { version: VERSION, ...layout });
  }
}

function layoutOf(stored: unknown): Layout {
  const isKnown =
    typeof stored === 'object' &&
    stored !== null &&
    'version' in stored &&
    stored.version === VERSION;
  const names: unknown = isKnown && 'hidden' in stored ? stored.hidden : [];
  return {
    hidden: OPTIONAL_COLUMNS.filter((column) => Array.isArray(names) && names.includes(column)),
    isCompact: isKnown && 'isCompact' in stored && stored.isCompact === true,
  };
}
