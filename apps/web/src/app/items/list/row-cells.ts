/**
 * What the cells of a row say. A table draws some hundred cells whenever it scrolls, so a cell is
 * plain text with a look, no component; and what a row says is worked out once, until the item, the
 * language, the day or the people change.
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
import { People } from '../../people/people';
import { Session } from '../../platform/session/session';
import { TrackerStore } from '../../trackers/tracker-store';
import { dueInWords, isOverdue } from '../due/due';
import { FieldWords } from '../fields/field-words';
import { priorityLevel, toneOf } from '../fields/marks';
import type { ItemColumn } from '../view/item-order';

export interface RowCell {
  readonly text: string;
  /** Classes of `styles/_values.scss`. */
  readonly look?: string;
  /** What the look draws: initials, a level, a tone. */
  readonly mark?: string | number;
  readonly title?: string;
  /** Where the text leads. */
  readonly href?: string;
  /** Said beside the text, smaller. */
  readonly aside?: string | undefined;
}

type RowCells = Readonly<Record<ItemColumn, RowCell>>;

@Service()
export class RowCellsOfItems {
  private readonly texts = inject(Texts);
  private readonly formats = inject(Formats);
  private readonly words = inject(FieldWords);
  private readonly people = inject(People);
  private readonly session = inject(Session);
  private readonly trackers = inject(TrackerStore);

  /** Begun anew when anything that cells are made of has changed. */
  private readonly known = computed(() => {
    this.texts.language();
    this.people.all();
    this.people.status();
    this.trackers.all.status();
    this.session.me();
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
      latest_note: this.noteCell(item),
      updated_at: {
        text: this.formats.timestampDay(item.updated_at),
        title: this.formats.timestamp(item.updated_at),
      },
    };
  }

  /** What the kind of a field makes of its value. */
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

  /** `01/26/2026 MF: the first line`, as notes read everywhere. */
  private noteCell({ latest_note }: ListedItem): RowCell {
    if (latest_note === null) return { text: '' };
    const { note_date, author_id, content } = latest_note;
    const date = this.formats.plainDate(note_date);
    const text = `${date} ${this.people.initialsOf(author_id)}: ${content}`;
    return { text, title: text };
  }

  private dueCell(item: Item): RowCell {
    const today = this.session.today();
    const state = item.due_date === null ? ' is-tbd' : '';
    const text = this.formats.dueDate(item.due_date);
    const aside = dueInWords(item, today, this.texts.t);
    return {
      text,
      look: `due${isOverdue(item, today) ? ' is-overdue' : state}`,
      aside,
      // A narrow column has no room for both.
      title: aside === undefined ? text : `${text}, ${aside}`,
    };
  }
}
