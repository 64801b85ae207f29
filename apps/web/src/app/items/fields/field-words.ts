/** What the fields of an item are called on screen, and how their values read. */
import { computed, inject, Service } from '@angular/core';
import {
  CATEGORIES,
  DUE_FILTERS,
  PRIORITIES,
  STATUSES,
  TEXT_FILTERS,
} from '@action-tracker/contracts';
import { Formats } from '../../platform/formats/formats';
import { type PlainKey, Texts } from '../../platform/language/texts';
import { People } from '../../people/people';
import { TrackerStore } from '../../trackers/tracker-store';
import { EDITED_FIELDS, withOtherFields } from '../registry/edited-fields';
import { type Facet, isIdFacet } from '../view/item-filter';
import type { ItemColumn } from '../view/item-order';

/** What has a name, in the order in which a person reads it. */
const NAMED = [
  ...withOtherFields([
    ...(['title', 'status', 'due_date', 'due', 'owner_id', 'priority', 'category'] as const),
  ]),
  ...(['create_date', 'note_date', 'content', 'tracker_id', 'latest_note', 'updated_at'] as const),
];
const LABELS = new Map<string, PlainKey>(NAMED.map((field) => [field, `field.${field}`]));
const READING_ORDER: readonly string[] = NAMED;

/** Orders fields by wire name as they are read; JSON from a database has an order of its own. */
export const byReadingOrder = (a: string, b: string): number =>
  READING_ORDER.indexOf(a) - READING_ORDER.indexOf(b);

/** The texts of the values that fields share with the API: `status.In Progress`. */
const WORD_KEYS = [
  ...STATUSES.map((status) => `status.${status}` as const),
  ...PRIORITIES.map((priority) => `priority.${priority}` as const),
  ...CATEGORIES.map((category) => `category.${category}` as const),
];

@Service()
export class FieldWords {
  private readonly t = inject(Texts).t;
  private readonly formats = inject(Formats);
  private readonly people = inject(People);
  private readonly trackers = inject(TrackerStore);
  /** Every row asks for several of these. */
  private readonly words = computed(
    () => new Map<string, string>(WORD_KEYS.map((key) => [key, this.t(key)])),
  );

  /** `owner_id` is called Owner; a field that this client does not know keeps its wire name. */
  label(field: string): string {
    const key = LABELS.get(field);
    return key === undefined ? field.replaceAll('_', ' ') : this.t(key);
  }

  /** What a column of the table is called. */
  column(column: ItemColumn): string {
    return column === 'id' ? '#' : this.label(column);
  }

  /**
   * A value as people say it: a name for a user id, a date as dates are shown, TBD for no due date.
   *
   * @param field The wire name of the field that has the value.
   */
  value(field: string, value: string | number | null): string {
    if (value === null) return this.t(field === 'due_date' ? 'time.tbd' : 'field.nothing');
    if (typeof value === 'number') {
      if (field === 'tracker_id') return this.trackers.nameOf(value);
      return field.endsWith('_id') ? this.people.nameOf(value) : String(value);
    }
    if (field.endsWith('_date')) return this.formats.plainDate(value);
    return this.words().get(`${field}.${value}`) ?? value;
  }

  /** A value that a list can be narrowed by or grouped by, as people say it. */
  facetValue(facet: Facet, value: string): string {
    if (facet === 'due') {
      return this.t(`dueFilter.${DUE_FILTERS.find((due) => due === value) ?? 'none'}`);
    }
    if (facet !== 'tracker_id' && EDITED_FIELDS[facet].kind === 'text') {
      return this.t(`textFilter.${TEXT_FILTERS.find((word) => word === value) ?? 'none'}`);
    }
    return this.value(facet, isIdFacet(facet) ? Number(value) : value);
  }
}
