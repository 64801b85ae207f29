/** The responses about reviews as schemas, which the compiler compares with the contracts. */
import {
  AGENDA_SECTIONS,
  REVIEW_STATES,
  STATUSES,
  type Agenda,
  type AgendaItem,
  type AgendaSection,
  type Minutes,
  type MinutesNote,
  type MinutesStatus,
  type NextDate,
  type Review,
} from '@action-tracker/contracts';
import { AGENDA_EXAMPLE, MINUTES_EXAMPLE, REVIEW_EXAMPLE } from './review-examples';
import { ITEM_CHANGE } from './change-schemas';
import { list, named, nullable, object, oneOf, text, whole } from './schema';
import { COUNT, ID, TIMESTAMP } from './scalar-schemas';
import {
  DATE,
  ITEM_ID,
  ITEM_PROPERTIES,
  NOTE_PROPERTIES,
  STATUS_ENTRY_PROPERTIES,
} from './wire-schemas';

export const REVIEW = named(
  'Review',
  object<Review>({
    tracker_id: ID,
    number: whole(1),
    name: text(),
    held_on: DATE,
    participants: list(ID),
    state: oneOf(REVIEW_STATES),
    opened_at: TIMESTAMP,
    closed_at: nullable(TIMESTAMP),
    position: nullable(whole(1)),
    minutes: text(),
    discussed: list(ITEM_ID),
    opened_position: whole(1),
    opened_by_id: ID,
    version: whole(1),
  }),
  REVIEW_EXAMPLE,
);

const AGENDA_ITEM = object<AgendaItem>({ ...ITEM_PROPERTIES, carried_over: COUNT });

export const AGENDA = named(
  'Agenda',
  object<Agenda>({
    review: REVIEW,
    sections: list(
      object<AgendaSection>({ section: oneOf(AGENDA_SECTIONS), items: list(AGENDA_ITEM) }),
    ),
  }),
  AGENDA_EXAMPLE,
);

export const MINUTES = named(
  'Minutes',
  object<Minutes>({
    review: REVIEW,
    tracker: object<Minutes['tracker']>({ id: ID, prefix: text(), name: text() }),
    position: whole(1),
    discussed: list(AGENDA_ITEM),
    not_discussed: list(AGENDA_ITEM),
    notes: list(object<MinutesNote>({ ...NOTE_PROPERTIES, title: text() })),
    statuses: list(
      object<MinutesStatus>({
        ...STATUS_ENTRY_PROPERTIES,
        title: text(),
        from: oneOf(STATUSES),
      }),
    ),
    changes: list(ITEM_CHANGE),
    next_dates: list(object<NextDate>({ item_id: ITEM_ID, due_date: DATE })),
    open_items: list(AGENDA_ITEM),
  }),
  MINUTES_EXAMPLE,
);
