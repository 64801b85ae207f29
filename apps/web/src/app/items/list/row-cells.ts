/**
 * The texts of a row's cells. Scrolling renders hundreds of cells, so a cell is plain text with a
 * CSS class, not a component; texts are cached until the item, the language, the date or the people
 * change.
 */
import { computed, inject, Service } from '@angular/core';
import {
  type FieldKind,
  type Item,
  type ListedItem,
  NAMED_FIELDS,
  type WireField,
} from '@action-tracker/contracts';
import { Formats } from '../../platform/formats/formats';
import { Texts } from '../../platform/language/texts';
import { Moment } from '../../platform/moment/moment';
import { People } from '../../people/people';
import { TrackerStore } from '../../trackers/tracker-store';
import { dueInWords, isOverdue } from '../due/due';
import { FieldWords } from '../fields/field-words';
import { priorityLevel, toneOf } from '../fields/marks';
import type { ItemColumn } from '../view/item-order';

export interface RowCell {
  readonly text: string;
  /** CSS class in `styles/_values.scss`. */
  readonly look?: string;
  /** Content drawn by that class: initials, a level, a tone. */
  readonly mark?: string | number;
  readonly title?: string;
  /** Link target. */
  readonly href?: string;
  /** Shown beside the text, smaller. */
  readonly aside?: string | undefined;
}

type RowCells = Readonly<Record<ItemColumn, RowCell>>;

@Service()
export class RowCellsOfItems {
  private readonly texts = inject(Texts);
  private readonly formats = inject(Formats);
  private readonly words = inject(FieldWords);
  private readonly people = inject(People);
  private readonly moment = inject(Moment);
  private readonly trackers = inject(TrackerStore);

  /** Cache, discarded when any input of the texts changes. */
  private readonly known = computed(() => {
    this.texts.language();
    this.people.all();
    this.people.status();
    this.trackers.all.status();
    this.moment.today();
    return new WeakMap<ListedItem, RowCells>();
  });

  of(item: ListedItem): RowCells {
    const known = this.known().get(item);
    if (known) return known;
    const cells = this.cellsOf(item);
    this.known().set(item, cells);
    return cells;
  }

  private cellsOf(item: ListedItem): RowCells {
    const href = `/items/${item.id}`;
    return {
      ...this.fieldCells(item),
      id: { text: item.id, href },
      title: { text: item.title, href, title: item.title },
      tracker_id: { text: this.trackers.nameOf(item.tracker_id) },
      due_date: this.dueCell(item),
      priority: {
        text: this.words.value('priority', item.priority),
        look: 'urgency',
        mark: priorityLevel(item),
      },
      status: { text: this.words.value('status', item.status), look: 'chip', mark: toneOf(item) },
      first_due_date: this.firstDueCell(item),
      due_date_moves: { text: this.texts.number(item.due_date_moves) },
      days_slipped: { text: this.texts.number(item.days_slipped ?? undefined) },
      latest_note: this.noteCell(item),
      updated_at: {
        text: this.formats.timestampDay(item.updated_at),
        title: this.formats.timestamp(item.updated_at),
      },
    };
  }

  /** The cell of each field, by field kind. */
  private fieldCells(item: Item): Readonly<Record<WireField, RowCell>> {
    const cells = NAMED_FIELDS.map(({ wire, kind }) => [wire, this.cell(kind, wire, item[wire])]);
    // One entry per field of the registry.
    return Object.fromEntries(cells) as Record<WireField, RowCell>;
  }

  private cell(kind: FieldKind, field: WireField, value: string | number | null): RowCell {
    if (value === null) return { text: '' };
    const text = this.words.value(field, value);
    switch (kind) {
      case 'text':
        return { text, title: text, look: 'line' };
      case 'user':
        return { text, title: text, look: 'person', mark: this.people.initialsOf(Number(value)) };
      case 'date':
      case 'word':
        return { text };
    }
  }

  /** `01/26/2026 MF: the first line`, the format of notes everywhere. */
  private noteCell({ latest_note }: ListedItem): RowCell {
    if (latest_note === null) return { text: '' };
    const { note_date, author_id, content } = latest_note;
    const date = this.formats.plainDate(note_date);
    const text = `${date} ${this.people.initialsOf(author_id)}: ${content}`;
    return { text, title: text };
  }

  private firstDueCell({ first_due_date: date }: Item): RowCell {
    return { text: date === null ? '' : this.formats.plainDate(date) };
  }

  private dueCell(item: Item): RowCell {
    const today = this.moment.today();
    const state = item.due_date === null ? ' is-tbd' : '';
    const text = this.formats.dueDate(item.due_date);
    const aside = dueInWords(item, today, this.texts.t);
    return {
      text,
      look: `due${isOverdue(item, today) ? ' is-overdue' : state}`,
      aside,
      // A narrow column has no room for both, so the tooltip repeats them.
      title: aside === undefined ? text : `${text}, ${aside}`,
    };
  }
}
