/** The labels of item fields and the display text of their values. */
import { computed, inject, Service } from '@angular/core';
import {
  CATEGORIES,
  DUE_FILTERS,
  isOfTracker,
  PRIORITIES,
  STATUSES,
  TEXT_FILTERS,
} from '@action-tracker/contracts';
import { Formats } from '../../platform/formats/formats';
import { type PlainKey, Texts } from '../../platform/language/texts';
import { People } from '../../people/people';
import { TrackerStore } from '../../trackers/tracker-store';
import { EDITED_FIELDS, type EditedField, withOtherFields } from '../registry/edited-fields';
import { type Facet, isIdFacet } from '../view/item-filter';
import type { ItemColumn } from '../view/item-order';

/** Everything with a label, in reading order. */
const NAMED = [
  ...withOtherFields([
    ...(['title', 'status', 'due_date', 'due', 'owner_id', 'priority', 'category'] as const),
  ]),
  ...(['create_date', 'note_date', 'content', 'tracker_id', 'latest_note', 'updated_at'] as const),
  ...(['slipped', 'first_due_date', 'due_date_moves', 'days_slipped'] as const),
];
const LABELS = new Map<string, PlainKey>(NAMED.map((field) => [field, `field.${field}`]));
const READING_ORDER: readonly string[] = NAMED;

/**
 * Orders fields by wire name in reading order, because JSON from the database has its own order.
 */
export const byReadingOrder = (a: string, b: string): number =>
  READING_ORDER.indexOf(a) - READING_ORDER.indexOf(b);

/** Text keys for values shared with the API: `status.In Progress`. */
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
  /** Cached, because every row needs several of these. */
  private readonly words = computed(
    () => new Map<string, string>(WORD_KEYS.map((key) => [key, this.t(key)])),
  );

  /** `owner_id` becomes Owner; an unknown field keeps its wire name. */
  label(field: string): string {
    const key = LABELS.get(field);
    return key === undefined ? field.replaceAll('_', ' ') : this.t(key);
  }

  /** The heading of a table column. */
  column(column: ItemColumn): string {
    return column === 'id' ? '#' : this.label(column);
  }

  /**
   * The display text of a value: a name for a user id, a formatted date, TBD for no due date.
   *
   * @param field The wire name of the field.
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

  /**
   * The words that can be chosen for a field of an item.
   *
   * @param current What the item has, which it may keep; '' for nothing.
   */
  choices(field: EditedField, trackerId: number, current = ''): readonly string[] {
    if (!isOfTracker(field)) return EDITED_FIELDS[field].words ?? [];
    const offered = this.trackers.offeredCategories(trackerId);
    return current === '' || offered.includes(current) ? offered : [...offered, current];
  }

  /** The display text of a facet value, for filters and groups. */
  facetValue(facet: Facet, value: string): string {
    if (facet === 'due') {
      return this.t(`dueFilter.${DUE_FILTERS.find((due) => due === value) ?? 'none'}`);
    }
    if (facet === 'slipped') return this.t('slipped.true');
    if (facet !== 'tracker_id' && EDITED_FIELDS[facet].kind === 'text') {
      return this.t(`textFilter.${TEXT_FILTERS.find((word) => word === value) ?? 'none'}`);
    }
    return this.value(facet, isIdFacet(facet) ? Number(value) : value);
  }
}
