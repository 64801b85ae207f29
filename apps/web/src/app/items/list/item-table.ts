import {
  ApplicationRef,
  Component,
  computed,
  DOCUMENT,
  ElementRef,
  inject,
  input,
  linkedSignal,
  model,
  signal,
  viewChild,
} from '@angular/core';
import { Router } from '@angular/router';
import { mdiClockAlertOutline } from '@mdi/js';
import { Icon } from '../../platform/icons/icon';
import type { CellField, OpenEdit } from '../inline-edit/cell-fields';
import type { CellDraft } from '../inline-edit/cell-drafts';
import { type CellEdit, CellEditor } from '../inline-edit/cell-editor';
import { type Cell, cellOf, nextEditable, walk } from '../inline-edit/grid-cursor';
import { ItemEdits } from '../inline-edit/item-edits';
import { isEdited } from '../registry/edited-fields';
import { Keyboard } from '../../platform/keyboard/keyboard';
import { Texts } from '../../platform/language/texts';
import { ColumnEdge } from './column-edge';
import { FieldWords } from '../fields/field-words';
import { ItemListStore } from '../store/item-list-store';
import { ItemSelection } from '../store/item-selection';
import { isListReadOnly } from '../store/read-only-list';
import { Rights } from '../../trackers/rights';
import {
  ariaSortOf,
  ITEM_COLUMNS,
  type ItemColumn,
  type ItemOrder,
  turned,
} from '../view/item-order';
import type { ItemSection } from '../store/item-sections';
import { keepPlace } from './list-place';
import { NOTE_FRAGMENT } from './note-fragment';
import { RowCellsOfItems } from './row-cells';
import { keepFocus } from './row-focus';
import { RowSelection } from './row-selection';
import { screenBand } from './screen-band';
import { TableLayout } from './table-layout';
import { TableUse } from './table-use';
import { drawnRows, rowsBetween, rowTops, tableRows } from './table-rows';

/**
 * The table of items: one line each, or one card each on a narrow screen. It is an ARIA grid: one
 * tab stop, arrow keys move between cells, Enter or F2 edits the cell.
 */
@Component({
  selector: 'at-item-table',
  imports: [CellEditor, ColumnEdge, Icon],
  templateUrl: './item-table.html',
  styleUrl: './item-table.scss',
  hostDirectives: [RowSelection, TableUse],
  host: {
    '(click)': 'followLink($event)',
    '(keydown)': 'followKey($event)',
    '(dblclick)': 'editCellOf($event.target)',
    '(focusin)': 'enter($event.target)',
    '(window:beforeprint)': 'drawForPaper(true)',
    '(window:afterprint)': 'drawForPaper(false)',
  },
})
export class ItemTable {
  readonly sections = input.required<readonly ItemSection[]>();
  /** Known here at once: a second click may come before the page is drawn again. */
  readonly order = model.required<ItemOrder>();

  protected readonly t = inject(Texts).t;
  protected readonly number = inject(Texts).number;
  protected readonly words = inject(FieldWords);
  protected readonly cells = inject(RowCellsOfItems);
  protected readonly layout = inject(TableLayout);
  private readonly edits = inject(ItemEdits);
  protected readonly store = inject(ItemListStore);
  protected readonly selection = inject(ItemSelection);
  protected readonly isReadOnly = isListReadOnly();
  private readonly rights = inject(Rights);
  private readonly router = inject(Router);
  private readonly application = inject(ApplicationRef);
  private readonly document = inject(DOCUMENT);
  private readonly host = inject<ElementRef<HTMLElement>>(ElementRef);

  /** The cell that has, or last had, the focus. */
  protected readonly cursor = signal<Cell | undefined>(undefined);
  /** Holds the item as it was when editing began: updates may arrive and may conflict. */
  private readonly edited = linkedSignal<boolean, OpenEdit | undefined>({
    source: this.isReadOnly,
    computation: () => undefined,
  });
  /** While editing, Tab goes to the editor instead of the cell below it. */
  protected readonly isEditing = computed(() => this.edited() !== undefined);
  private readonly grid = computed(() => ({
    items: this.sections().flatMap(({ items }) => items),
    columns: this.layout.columns(),
  }));
  protected readonly rows = computed(() => tableRows(this.sections()));
  private readonly tops = computed(() => rowTops(this.rows(), this.layout.heights()));
  private readonly places = computed(() => new Map(this.rows().map(({ key }, at) => [key, at])));
  private readonly body = viewChild.required<ElementRef<HTMLElement>>('body');
  private readonly band = screenBand(this.body);
  protected readonly stop = computed<Cell | undefined>(() => {
    const { items, columns } = this.grid();
    const cursor = this.cursor();
    const [[item], [column]] = [items, columns];
    const isThere = cursor && this.places().has(cursor.itemId);
    if (isThere && columns.includes(cursor.column)) return cursor;
    return item && column ? { itemId: item.id, column } : undefined;
  });
  /** The rows to render; most scroll events do not change it. */
  private readonly range = computed(
    () => {
      const { from, to } = this.band();
      if (this.layout.isForPaper()) return { start: 0, end: this.rows().length };
      return rowsBetween(this.tops(), from, to);
    },
    { equal: (a, b) => a.start === b.start && a.end === b.end },
  );
  /** Index of the focused row when it is outside that range; else -1. */
  private readonly kept = computed(() => {
    const { start, end } = this.range();
    const place = this.places().get(this.stop()?.itemId ?? '') ?? -1;
    return place >= start && place < end ? -1 : place;
  });
  protected readonly drawn = computed(() =>
    drawnRows(this.rows(), this.tops(), this.range(), this.kept()),
  );
  protected readonly sortOf = ariaSortOf;
  protected readonly turned = turned;
  protected readonly overdueIcon = mdiClockAlertOutline;

  /** The sorted column reverses its direction; another one starts with its default direction. */
  protected orderBy(column: ItemColumn): void {
    const order = this.order();
    this.order.set(column === order.column ? turned(order) : { column, direction: 'asc' });
  }

  /** A narrow screen has no headers to click; it sorts with a menu of columns. */
  protected orderByName(name: string): void {
    const column = ITEM_COLUMNS.find((candidate) => candidate === name);
    if (column) this.order.update((order) => ({ ...order, column }));
  }

  constructor() {
    const table = { element: this.host.nativeElement, grid: this.grid, cursor: this.cursor };
    keepPlace(table, (cell) => this.focus(cell));
    keepFocus(table, this.drawn);
    this.edits.offerOpener((draft) => this.editAgain(draft));
    inject(Keyboard).offer(() => ({
      ...{ open: true, walk: true },
      ...{ next: () => this.stepRow('ArrowDown'), previous: () => this.stepRow('ArrowUp') },
      ...(this.isReadOnly() ? {} : this.writes()),
    }));
  }

  private writes() {
    return {
      ...({ editCell: true, saveAndGoOn: true, leave: true } as const),
      edit: () => this.editColumn('title'),
      // The bar of the selected rows offers these for all of them.
      ...(this.selection.count() === 0 && {
        ...{ status: () => this.editColumn('status'), owner: () => this.editColumn('owner_id') },
        ...{ priority: () => this.editColumn('priority'), note: () => this.writeNote() },
        due: () => this.editColumn('due_date'),
      }),
      ...{ select: () => this.selectRow(), selectAll: () => this.selection.selectAll() },
      selectNext: () => this.stepRow('ArrowDown', true),
      selectPrevious: () => this.stepRow('ArrowUp', true),
    };
  }

  protected editOf(itemId: string, column: ItemColumn): OpenEdit | undefined {
    const edited = this.edited();
    return edited?.item.id === itemId && edited.field === column ? edited : undefined;
  }

  protected editCellOf(target: EventTarget | null): void {
    const cell = target instanceof Element ? cellOf(target.closest('td')) : undefined;
    if (cell) this.edit(cell);
  }

  protected edit(cell: Cell): void {
    const opened = this.editable(cell);
    if (opened) this.openEditor(opened);
    else void this.router.navigate(['/items', cell.itemId]);
  }

  private editable({ itemId, column }: Cell): OpenEdit | undefined {
    const item = this.grid().items.find(({ id }) => id === itemId);
    const isOpen = item && isEdited(column) && !this.isReadOnly();
    return isOpen && this.rights.mayEdit(item, column) ? { item, field: column } : undefined;
  }

  /** Edits from the version of the draft: changes since then may conflict. */
  private editAgain({ itemId, field, itemVersion }: CellDraft): boolean {
    const { items, columns } = this.grid();
    const item = items.find(({ id }) => id === itemId);
    const isShown = item !== undefined && columns.includes(field);
    if (isShown) this.openEditor({ item: { ...item, version: itemVersion }, field });
    return isShown;
  }

  private openEditor(opened: OpenEdit): void {
    this.cursor.set({ itemId: opened.item.id, column: opened.field });
    this.edited.set(opened);
    // Render now, so that the next key press reaches the editor.
    this.application.tick();
  }

  protected finish({ change, then }: CellEdit): void {
    const edited = this.edited();
    if (!edited) return;
    const { item, field } = edited;
    const cell = { itemId: item.id, column: field };
    // Before the editor is removed: without the focus in the table, rows may move.
    if (then !== 'leave') this.focus(cell);
    this.edited.set(undefined);
    if (change) void this.edits.save(item, field, change);
    const isGoingOn = then === 'next' || then === 'previous';
    const next = isGoingOn && nextEditable(this.grid(), cell, then === 'next' ? 1 : -1);
    const opened = next && this.editable(next);
    if (opened) this.openEditor(opened);
  }

  protected followKey(event: KeyboardEvent): void {
    const from = this.stop();
    if (!from || !cellOf(event.target) || event.altKey || event.metaKey) return;
    const to = walk(this.grid(), from, event.ctrlKey ? `Control+${event.key}` : event.key);
    if (to) this.step(from, to, event.shiftKey);
    else if (!event.ctrlKey && (event.key === 'Enter' || event.key === 'F2')) this.edit(from);
    else return;
    event.preventDefault();
  }

  /** The browser takes its print snapshot as soon as this returns. */
  protected drawForPaper(isForPaper: boolean): void {
    this.layout.isForPaper.set(isForPaper);
    this.application.tick();
  }

  /** One listener for all links: a router link per cell doubles the cost of a row. */
  protected followLink(event: MouseEvent): void {
    const { target } = event;
    const path = target instanceof Element && target.closest('a')?.getAttribute('href');
    if (!path || event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    void this.router.navigateByUrl(path);
  }

  /** Focus that enters from outside, by Tab or click, sets the current cell. */
  protected enter(target: EventTarget | null): void {
    const cell = target instanceof Element ? cellOf(target.closest('td')) : undefined;
    if (cell) this.cursor.set(cell);
  }

  /** From outside the table, the first step goes to the last focused row. */
  private stepRow(key: 'ArrowDown' | 'ArrowUp', isSelecting = false): void {
    const stop = this.stop();
    if (!stop) return;
    const isInside = cellOf(this.document.activeElement) !== undefined;
    this.step(stop, isInside ? (walk(this.grid(), stop, key) ?? stop) : stop, isSelecting);
  }

  private step(from: Cell, to: Cell, isSelecting: boolean): void {
    this.focus(to);
    if (!isSelecting || this.isReadOnly() || to.itemId === from.itemId) return;
    this.selection.extendTo(to.itemId, from.itemId);
  }

  private selectRow(): void {
    const stop = this.stop();
    if (stop) this.focus(stop);
    if (stop) this.selection.toggle(stop.itemId);
  }

  private editColumn(column: CellField): void {
    const stop = this.stop();
    if (!stop) return;
    // Show the column: users would press a key without effect again, with an unwanted result.
    if (!this.grid().columns.includes(column)) this.layout.toggleColumn(column);
    this.edit({ ...stop, column });
  }

  private writeNote(): void {
    void this.router.navigate(['/items', this.stop()?.itemId], { fragment: NOTE_FRAGMENT });
  }

  /** Renders a row outside the viewport first; the focus then scrolls it into view. */
  private focus({ itemId, column }: Cell): void {
    this.cursor.set({ itemId, column });
    this.application.tick();
    this.host.nativeElement
      .querySelector<HTMLElement>(`[data-cell="${itemId} ${column}"]`)
      ?.focus();
  }
}
