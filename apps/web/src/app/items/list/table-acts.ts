import { Component, computed, DOCUMENT, inject, signal } from '@angular/core';
import { BulkBar } from '../bulk/bulk-bar';
import { BulkChanges } from '../bulk/bulk-changes';
import { BULK_TEXTS } from '../bulk/bulk.texts';
import { PasteDialog } from '../bulk/paste-dialog';
import { type PastedCell, PastedCells } from '../bulk/pasted-cells';
import { cellsOf, tsvOf } from '../bulk/tsv';
import { type Cell, cellOf } from '../inline-edit/grid-cursor';
import { ItemEdits } from '../inline-edit/item-edits';
import { EDITED_FIELDS, type EditedField, isEdited } from '../registry/edited-fields';
import { problemOfInput, textOfField, valueOfInput } from '../registry/field-input';
import { ItemListStore } from '../store/item-list-store';
import { ItemSelection } from '../store/item-selection';
import { isListReadOnly } from '../store/read-only-list';
import { Announcer } from '../../platform/announcer/announcer';
import { isComposing } from '../../platform/keyboard/composing';
import { KEY_ACTIONS } from '../../platform/keyboard/key-actions';
import { Keyboard } from '../../platform/keyboard/keyboard';
import { Texts } from '../../platform/language/texts';
import { Rights } from '../../trackers/rights';
import { DropToImport } from './drop-to-import';
import { RowCellsOfItems } from './row-cells';
import { TableLayout } from './table-layout';

/** Letters, and the keys for search and help, are shortcuts. */
const SHORTCUT = /^[\p{Ll}/? ]$/u;

/**
 * What the cells of the table do as in a spreadsheet: copy and paste, fill down with Ctrl-D, clear
 * with Delete, and begin to edit with what is typed. With several rows selected, it is done to all
 * of them at once.
 */
@Component({
  selector: 'at-table-acts',
  imports: [BulkBar, DropToImport, PasteDialog],
  template: `
    <at-bulk-bar />
    @if (trackerId(); as id) {
      <at-drop-to-import [trackerId]="id" />
    }
    @if (pasted(); as cells) {
      <at-paste-dialog [cells]="cells" (closed)="pasted.set(undefined)" />
    }
  `,
  styles: `
    :host {
      display: contents;
    }
  `,
  host: {
    '(document:keydown)': 'followKey($event)',
    '(document:copy)': 'copy($event)',
    '(document:paste)': 'paste($event)',
  },
})
export class TableActs {
  private readonly texts = inject(Texts).with(BULK_TEXTS);
  private readonly store = inject(ItemListStore);
  private readonly selection = inject(ItemSelection);
  private readonly layout = inject(TableLayout);
  private readonly cells = inject(RowCellsOfItems);
  private readonly edits = inject(ItemEdits);
  private readonly bulk = inject(BulkChanges);
  private readonly reader = inject(PastedCells);
  private readonly keyboard = inject(Keyboard);
  private readonly announcer = inject(Announcer);
  private readonly document = inject(DOCUMENT);
  private readonly rights = inject(Rights);
  private readonly isReadOnly = isListReadOnly();
  /** Where a file can be dropped. */
  protected readonly trackerId = computed(() => {
    const scope = this.store.scope();
    if (scope === 'all' || scope === undefined || this.isReadOnly()) return undefined;
    return this.rights.mayImport(scope) ? scope : undefined;
  });
  /** What is about to be pasted. */
  protected readonly pasted = signal<readonly PastedCell[] | undefined>(undefined);

  constructor() {
    this.keyboard.offer(() => {
      const isUsable = !this.isReadOnly() && this.store.shown().length > 0;
      return isUsable ? { clearCell: true, fillDown: true } : {};
    });
  }

  protected copy(event: ClipboardEvent): void {
    const cell = cellOf(event.target);
    const isText = String(this.document.getSelection() ?? '') !== '';
    if (!cell || isText || !event.clipboardData) return;
    const isOne = this.selection.count() === 0;
    const columns = isOne ? [cell.column] : this.layout.columns();
    const items = isOne ? this.rowsFrom(cell).slice(0, 1) : this.selection.items();
    const rows = items.map((item) => columns.map((column) => this.cells.of(item)[column].text));
    event.clipboardData.setData('text/plain', tsvOf(rows));
    event.preventDefault();
    this.announcer.announce(this.texts.counted('bulk.copied', rows.length));
  }

  protected paste(event: ClipboardEvent): void {
    const cell = cellOf(event.target);
    const text = event.clipboardData?.getData('text/plain') ?? '';
    if (!cell || this.isReadOnly() || text.trim() === '') return;
    event.preventDefault();
    const columns = this.layout.columns();
    const isRepeated = this.selection.count() > 1;
    this.pasted.set(
      this.reader.of(cellsOf(text), {
        items: isRepeated ? this.selection.items() : this.rowsFrom(cell),
        columns: columns.slice(columns.indexOf(cell.column)),
        isRepeated,
      }),
    );
  }

  protected followKey(event: KeyboardEvent): void {
    const cell = cellOf(event.target);
    if (!cell || !isEdited(cell.column) || isComposing(event)) return;
    if (!this.mayEdit(cell, cell.column)) return;
    const isControl = event.ctrlKey || event.metaKey;
    const isFill = isControl && !event.shiftKey && event.key.toLowerCase() === 'd';
    if (event.altKey || (isControl && !isFill)) return;
    if (isFill) this.fillDown(cell, cell.column);
    else if (event.key === 'Delete' || event.key === 'Backspace') this.clear(cell, cell.column);
    else {
      if (!this.isTyped(event)) return;
      // The editor has the focus then, and gets the character, which is no shortcut.
      this.beginEdit(cell, cell.column);
      event.stopPropagation();
      return;
    }
    event.preventDefault();
  }

  private mayEdit(cell: Cell, field: EditedField): boolean {
    const [item] = this.rowsFrom(cell);
    return !this.isReadOnly() && item !== undefined && this.rights.mayEdit(item, field);
  }

  /** The value of the first selected row for all others; or the one above for the current row. */
  private fillDown(cell: Cell, field: EditedField): void {
    const [first, ...others] = this.selection.items();
    if (first && others.length > 0) {
      this.change(
        others.map(({ id }) => id),
        field,
        first[field],
      );
      return;
    }
    const rows = this.rows();
    const at = rows.findIndex(({ id }) => id === cell.itemId);
    const [above, item] = [rows[at - 1], rows[at]];
    if (above && item) void this.edits.save(item, field, { [field]: above[field] });
  }

  /** A field that needs a value is edited instead. */
  private clear(cell: Cell, field: EditedField): void {
    const isDate = EDITED_FIELDS[field].kind === 'date';
    const isRequired = !isDate && problemOfInput(field, '', { t: this.texts.t, dates: undefined });
    const [item] = this.rowsFrom(cell);
    if (isRequired || !item) this.beginEdit(cell, field);
    else if (this.selection.count() > 1 && this.selection.has(item.id)) {
      this.change(
        this.selection.items().map(({ id }) => id),
        field,
        null,
      );
    } else void this.edits.save(item, field, { [field]: valueOfInput(field, '') });
  }

  private change(ids: readonly string[], field: EditedField, value: string | number | null): void {
    const given = { [field]: value };
    void this.bulk.send({ item_ids: ids, ...(field === 'status' ? given : { changes: given }) });
  }

  /** Opens the editor with its text selected, so that the character replaces it. */
  private beginEdit({ itemId }: Cell, field: EditedField): void {
    const item = this.rows().find(({ id }) => id === itemId);
    if (!item) return;
    const { version: itemVersion } = item;
    const text = textOfField(item, field);
    this.edits.editAgain({ id: '', itemId, field, text, itemVersion, begunAt: 0 });
    const { activeElement } = this.document;
    if (activeElement instanceof HTMLInputElement) activeElement.select();
  }

  private isTyped({ key, ctrlKey }: KeyboardEvent): boolean {
    if (Array.from(key).length !== 1 || ctrlKey || key === ' ') return false;
    if (!this.keyboard.areSingleKeysOn()) return true;
    return !SHORTCUT.test(key) && !KEY_ACTIONS.some(({ keys }) => keys === `Shift+${key}`);
  }

  private rows() {
    return this.store.sections().flatMap(({ items }) => items);
  }

  private rowsFrom({ itemId }: Cell) {
    const rows = this.rows();
    return rows.slice(rows.findIndex(({ id }) => id === itemId));
  }
}
