/** Columns, column widths and row density of the table: preferences of the user. */
import { computed, DestroyRef, DOCUMENT, inject, Service, signal } from '@angular/core';
import { ViewState } from '../view/view-state';
import { ItemListStore } from '../store/item-list-store';
import { ITEM_COLUMNS, type ItemColumn, SLIP_COLUMNS } from '../view/item-order';
import { isEdited, isOptionalText } from '../registry/edited-fields';
import type { RowHeights } from './table-rows';

/** Always visible, because they identify the row. */
const FIXED_COLUMNS: readonly ItemColumn[] = ['id', 'title'];

/**
 * In pixels, for the longest value in either language. The title is flexible; this is its minimum.
 */
const WIDTHS: Readonly<Partial<Record<ItemColumn, number>>> = {
  id: 118,
  title: 190,
  tracker_id: 140,
  due_date: 214,
  status: 144,
  owner_id: 150,
  priority: 96,
  category: 116,
  first_due_date: 116,
  due_date_moves: 80,
  days_slipped: 104,
  updated_at: 104,
};
/** What a comparison adds to a column with an earlier value in it. */
const EARLIER_WIDTHS: Readonly<Partial<Record<ItemColumn, number>>> = {
  due_date: 58,
  owner_id: 40,
  status: 72,
  priority: 48,
  category: 76,
};
/** For the latest note and other texts. */
const TEXT_WIDTH = 144;
export const MIN_WIDTH = 56;
export const MAX_WIDTH = 1200;

/** Below this width, the latest note has no room for its date and the title not for three words. */
const TIGHT = 'screen and (width < 1400px)';

/** Below this width items are cards; must match the style sheet of the table. */
const NARROW = '(width < 860px)';
const CARDS: RowHeights = { item: 139, group: 40 };
const ROWS: RowHeights = { item: 38, group: 38 };
const COMPACT_ROWS: RowHeights = { item: 29, group: 34 };

/** Columns that few people need are shown on request, and cards have no room for them. */
const isRare = (column: ItemColumn): boolean => SLIP_COLUMNS.some((name) => name === column);

/** Columns of long text, which a screen that is too small leaves out. */
const isLongText = (column: ItemColumn): boolean =>
  column === 'latest_note' || (isEdited(column) && isOptionalText(column));

@Service()
export class TableLayout {
  private readonly viewState = inject(ViewState);
  private readonly store = inject(ItemListStore);
  private readonly isNarrow = matchesScreen(NARROW);
  private readonly isTight = matchesScreen(TIGHT);
  /** Print has room for more lines, so only columns hidden by the user are left out. */
  readonly isForPaper = signal(false);
  /** The width of a column while its edge is being dragged. */
  private readonly dragged = signal<{ column: ItemColumn; width: number } | undefined>(undefined);

  readonly heights = computed(() => {
    if (this.isNarrow()) return CARDS;
    return this.isCompact() ? COMPACT_ROWS : ROWS;
  });
  /** The columns in which a comparison shows earlier values. */
  private readonly compared = computed(
    () =>
      new Set<string>(
        [...(this.store.marks()?.values() ?? [])].flatMap(({ before }) => Object.keys(before)),
      ),
  );
  readonly isCompact = computed(() => this.viewState.table().isCompact);
  /** Every column of this list; a single tracker's list has no tracker column. */
  private readonly possible = computed(() =>
    ITEM_COLUMNS.filter((column) => column !== 'tracker_id' || this.store.isOfAllTrackers()),
  );
  /** The columns that can be hidden. */
  readonly optional = computed(() =>
    this.possible().filter((column) => !FIXED_COLUMNS.includes(column)),
  );
  readonly columns = computed(() => {
    const { hidden, shown } = this.viewState.table();
    const isTight = this.isTight() || this.store.marks() !== undefined;
    const isSpared = (column: ItemColumn) =>
      isRare(column)
        ? this.isNarrow() || !shown?.includes(column)
        : isLongText(column) && isTight && !this.isForPaper() && !shown?.includes(column);
    return this.possible().filter((column) => !hidden.includes(column) && !isSpared(column));
  });
  private readonly chosenWidths = computed(() => {
    const dragged = this.dragged();
    const { widths } = this.viewState.table();
    return dragged ? { ...widths, [dragged.column]: dragged.width } : widths;
  });
  readonly isResized = computed(() => Object.keys(this.viewState.table().widths).length > 0);

  /** In pixels; a narrower screen scrolls the table under its id column. */
  readonly minWidth = computed(() =>
    this.columns().reduce((sum, column) => sum + this.widthOf(column), 0),
  );
  /**
   * If the user set the title's width, no column is flexible and the table is as wide as its
   * columns.
   */
  readonly width = computed(() => (this.chosenWidths().title ? this.minWidth() : undefined));

  /** In pixels: the chosen width, or the default minimum. */
  widthOf(column: ItemColumn): number {
    return this.chosenWidths()[column] ?? this.usualWidth(column);
  }

  private usualWidth(column: ItemColumn): number {
    const earlier = this.compared().has(column) ? EARLIER_WIDTHS[column] : 0;
    return (WIDTHS[column] ?? TEXT_WIDTH) + (earlier ?? 0);
  }

  /** As CSS; null for the flexible column. */
  styleOf(column: ItemColumn): string | null {
    const chosen = this.chosenWidths()[column];
    if (chosen !== undefined) return `${chosen}px`;
    if (column === 'title') return null;
    const usual = this.usualWidth(column);
    return isLongText(column) ? `clamp(${usual}px, 10vw, 340px)` : `${usual}px`;
  }

  /** Previews a width while dragging. */
  drag(column: ItemColumn, width: number): void {
    this.dragged.set({ column, width: within(width) });
  }

  drop(): void {
    const dragged = this.dragged();
    this.dragged.set(undefined);
    if (dragged) this.resize(dragged.column, dragged.width);
  }

  resize(column: ItemColumn, width: number): void {
    const { widths } = this.viewState.table();
    this.viewState.rememberTable({ widths: { ...widths, [column]: within(width) } });
  }

  /** @param column If left out, resets all columns. */
  resetWidth(column?: ItemColumn): void {
    const { widths } = this.viewState.table();
    const others = Object.entries(widths).filter(([name]) => column && name !== column);
    this.viewState.rememberTable({ widths: Object.fromEntries(others) });
  }

  toggleColumn(name: string): void {
    const column = this.optional().find((candidate) => candidate === name);
    if (column === undefined) return;
    const { hidden, shown = [] } = this.viewState.table();
    const others = (columns: readonly ItemColumn[]) => columns.filter((other) => other !== column);
    this.viewState.rememberTable(
      this.columns().includes(column)
        ? { hidden: [...hidden, column], shown: others(shown) }
        : { hidden: others(hidden), shown: [...shown, column] },
    );
  }

  toggleDensity(): void {
    this.viewState.rememberTable({ isCompact: !this.isCompact() });
  }
}

const within = (width: number): number =>
  Math.round(Math.max(MIN_WIDTH, Math.min(width, MAX_WIDTH)));

/** Whether a media query matches, updated live; requires an injection context. */
function matchesScreen(query: string) {
  const media = inject(DOCUMENT).defaultView?.matchMedia(query);
  const matches = signal(media?.matches ?? false);
  const note = () => matches.set(media?.matches ?? false);
  media?.addEventListener('change', note);
  inject(DestroyRef).onDestroy(() => media?.removeEventListener('change', note));
  return matches.asReadonly();
}
