import { NgTemplateOutlet } from '@angular/common';
import { Component, computed, inject, input, model, output } from '@angular/core';
import { mdiPencilOutline } from '@mdi/js';
import type { Item, ItemEventEntry } from '@action-tracker/contracts';
import { TimeAgo } from '../../platform/formats/time-ago';
import { ValueOrigin } from '../history/value-origin';
import { Icon } from '../../platform/icons/icon';
import { type CellEdit, CellEditor } from '../inline-edit/cell-editor';
import type { CellField } from '../inline-edit/cell-fields';
import { type EditedField, withOtherFields } from '../registry/edited-fields';
import { Keyboard } from '../../platform/keyboard/keyboard';
import { Formats } from '../../platform/formats/formats';
import { Texts } from '../../platform/language/texts';
import { Moment } from '../../platform/moment/moment';
import { Person } from '../../people/person';
import { Rights } from '../../trackers/rights';
import { DueDate } from '../due/due-date';
import { FieldWords } from '../fields/field-words';
import { PriorityMark } from '../fields/priority-mark';
import { StatusChip } from '../fields/status-chip';
import { ITEM_PAGE_TEXTS } from './item-page.texts';

/** In Tab order. */
export const FACT_FIELDS: readonly EditedField[] = withOtherFields([
  ...(['title', 'status', 'due_date', 'owner_id', 'priority', 'category'] as const),
]).filter((field) => field !== 'title');

/** The fields of an item. If editable, a click, Enter or F2 edits one in place. */
@Component({
  selector: 'at-item-facts',
  imports: [
    CellEditor,
    DueDate,
    Icon,
    NgTemplateOutlet,
    Person,
    PriorityMark,
    StatusChip,
    TimeAgo,
    ValueOrigin,
  ],
  templateUrl: './item-facts.html',
  styleUrl: './item-facts.scss',
})
export class ItemFacts {
  readonly item = input.required<Item>();

  /** The item's ledger entries, for the origin of values; without them there is no button. */
  readonly events = input<readonly ItemEventEntry[]>();

  /** Past states are read-only. */
  readonly isEditable = input(false);
  /** The field being edited. */
  readonly edited = model<CellField>();
  /** The item as it was when editing began. */
  readonly editedItem = input<Item>();
  readonly finished = output<CellEdit>();

  protected readonly t = inject(Texts).with(ITEM_PAGE_TEXTS).t;
  protected readonly rights = inject(Rights);
  protected readonly words = inject(FieldWords);
  private readonly formats = inject(Formats);
  /** If the file names no creator, the importer is only the recorder. */
  protected readonly isImported = computed(() => {
    const first = this.events()?.find(({ type }) => type === 'ItemCreated');
    return first?.channel === 'import' && first.actor_id === first.recorded_by_id;
  });
  private readonly moment = inject(Moment);
  /** In the past, the time at which the last change happened: an import may have recorded it later. */
  protected readonly updated = computed(() => {
    const last = this.moment.isPast() ? this.events()?.at(-1) : undefined;
    return last?.occurred_at ?? this.item().updated_at;
  });
  protected readonly created = computed(() => this.formats.plainDate(this.item().create_date));
  protected readonly fields = FACT_FIELDS;
  protected readonly editIcon = mdiPencilOutline;

  constructor() {
    inject(Keyboard).offer(() =>
      this.isEditable() ? { editCell: true, saveAndGoOn: true, leave: true } : {},
    );
  }

  protected valueOf(field: EditedField): string {
    return this.words.value(field, this.item()[field]);
  }

  /** On a button, Enter already presses it. */
  protected followKey(event: KeyboardEvent, field: CellField): void {
    if (event.key !== 'F2') return;
    event.preventDefault();
    this.edited.set(field);
  }
}
