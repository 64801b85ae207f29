/** The responses of the API as schemas, which the compiler compares with the contracts. */
import {
  CHANNELS,
  ITEM_MATCHES,
  ITEM_NOTES_MAX,
  NOTE_LINE_MAX_CHARS,
  PRIORITIES,
  SLIP_GROUPS,
  STATUSES,
  type EventFields,
  type ItemAsOf,
  type ItemDetail,
  type EntrySource,
  type ItemEventEntry,
  type LatestNote,
  type ListedItem,
  type Me,
  type Note,
  type Slips,
  type SlipsOfGroup,
  type Status,
  type StatusEntry,
  type Summary,
  type Withdrawal,
} from '@action-tracker/contracts';
import {
  isOfTracker,
  ITEM,
  ITEM_ID_PATTERN,
  NAMED_FIELDS,
  type FieldKind,
  type ItemEvent,
  type NamedField,
  type WireItemFields,
} from '@action-tracker/domain';
import {
  ITEM_AS_OF_EXAMPLE,
  ITEM_DETAIL_EXAMPLE,
  ITEM_EVENT_EXAMPLE,
  LISTED_ITEM_EXAMPLE,
  ME_EXAMPLE,
  NOTE_EXAMPLE,
  SLIPS_EXAMPLE,
  STATUS_ENTRY_EXAMPLE,
  SUMMARY_EXAMPLE,
} from './examples';
import { SITE_ROLE } from './people-schemas';
import { COUNT, ID, TIMESTAMP } from './scalar-schemas';
import {
  constant,
  list,
  named,
  nullable,
  object,
  oneOf,
  optional,
  text,
  whole,
  type AnySchema,
  type Schema,
} from './schema';

export const ITEM_ID = text({ pattern: ITEM_ID_PATTERN });
/** Any date, because a ledger may hold dates that could not be entered today. */
export const DATE = text({ format: 'date' });
const DAYS: Schema<number> = { json: { type: 'integer', description: 'Negative: earlier' } };
export const UUID = text({ format: 'uuid' });

export const OK_STATUS = named('Ok', object<{ status: 'ok' }>({ status: constant('ok') }), {
  status: 'ok',
});

export const ME = named(
  'Me',
  object<Me>({
    id: ID,
    email: text(),
    name: text(),
    initials: text(),
    site_role: SITE_ROLE,
    today: DATE,
    time_zone: text(),
  }),
  ME_EXAMPLE,
);

const WITHDRAWN: Schema<Withdrawal | null> = nullable(
  object<Withdrawal>({ at: TIMESTAMP, by_id: ID, reason: nullable(text()) }),
);

export const NOTE_PROPERTIES = {
  id: ID,
  entry: whole(1),
  action_item_id: ITEM_ID,
  note_date: DATE,
  author_id: ID,
  content: text(),
  created_at: TIMESTAMP,
  edited_at: nullable(TIMESTAMP),
  edited_by_id: nullable(ID),
  withdrawn: WITHDRAWN,
};
export const NOTE = named('Note', object<Note>(NOTE_PROPERTIES), NOTE_EXAMPLE);

/** The values of each kind of field. */
const VALUES: Readonly<Record<FieldKind, (field: NamedField) => AnySchema>> = {
  text: () => text(),
  date: () => DATE,
  // Each tracker has categories of its own.
  word: ({ wire, words = [] }) => (isOfTracker(wire) ? text() : oneOf(words)),
  user: () => ID,
};

const FIELD_PROPERTIES = Object.fromEntries(
  NAMED_FIELDS.map((field) => {
    const { json } = VALUES[field.kind](field);
    return [field.wire, field.isRequired ? { json } : nullable({ json })];
  }),
  // One schema per field of the registry.
) as { readonly [Name in keyof WireItemFields]: Schema<WireItemFields[Name]> };

export const ITEM_PROPERTIES = {
  id: ITEM_ID,
  tracker_id: ID,
  number: whole(1),
  create_date: DATE,
  created_by_id: ID,
  ...FIELD_PROPERTIES,
  first_due_date: nullable(DATE),
  due_date_moves: COUNT,
  due_date_slips: COUNT,
  days_slipped: nullable(DAYS),
  status: oneOf(STATUSES),
  created_at: TIMESTAMP,
  updated_at: TIMESTAMP,
  version: whole(1),
  note_count: COUNT,
  withdrawn: WITHDRAWN,
};
const NEWEST_NOTES: Schema<readonly Note[]> = {
  json: {
    ...list(NOTE).json,
    maxItems: ITEM_NOTES_MAX,
    description: 'The newest notes; /api/items/{itemId}/notes has all of them',
  },
};
const DETAIL_PROPERTIES = { ...ITEM_PROPERTIES, notes: NEWEST_NOTES };
const LATEST_NOTE = object<LatestNote>({
  note_date: DATE,
  author_id: ID,
  content: text({
    maxLength: NOTE_LINE_MAX_CHARS,
    description: 'The first line of the note, shortened to this length',
  }),
});
export const LISTED_ITEM = named(
  'ListedItem',
  object<ListedItem>({
    ...ITEM_PROPERTIES,
    latest_note: nullable(LATEST_NOTE),
    matched: optional(list(oneOf(ITEM_MATCHES))),
  }),
  LISTED_ITEM_EXAMPLE,
);
export const ITEM_DETAIL = named(
  'ItemDetail',
  object<ItemDetail>(DETAIL_PROPERTIES),
  ITEM_DETAIL_EXAMPLE,
);
export const ITEM_AS_OF = named(
  'ItemAsOf',
  object<ItemAsOf>({ ...DETAIL_PROPERTIES, as_of: TIMESTAMP }),
  ITEM_AS_OF_EXAMPLE,
);

export const STATUS_ENTRY_PROPERTIES = {
  id: ID,
  action_item_id: ITEM_ID,
  status: oneOf(STATUSES),
  changed_by_id: ID,
  changed_at: TIMESTAMP,
  comment: nullable(text()),
};
export const STATUS_ENTRY = named(
  'StatusEntry',
  object<StatusEntry>(STATUS_ENTRY_PROPERTIES),
  STATUS_ENTRY_EXAMPLE,
);

const EVENT_FIELDS: Schema<EventFields> = {
  json: { type: 'object', additionalProperties: { type: ['string', 'integer', 'null'] } },
};
const SOURCE = object<EntrySource>({ file: text(), sha256: text(), row: nullable(whole(1)) });
export const ITEM_EVENT = named(
  'ItemEvent',
  object<ItemEventEntry>({
    position: whole(1),
    version: whole(1),
    type: oneOf(Object.keys(ITEM.events) as ItemEvent['type'][]),
    from: nullable(EVENT_FIELDS),
    to: EVENT_FIELDS,
    actor_id: ID,
    recorded_by_id: ID,
    occurred_at: TIMESTAMP,
    recorded_at: TIMESTAMP,
    channel: oneOf(CHANNELS),
    command_id: UUID,
    batch: UUID,
    undoes: nullable(UUID),
    source: nullable(SOURCE),
    token_id: nullable(UUID),
  }),
  ITEM_EVENT_EXAMPLE,
);

/** One count per value. */
const countsOf = <T extends string>(words: readonly T[]): Schema<Readonly<Record<T, number>>> => {
  const { json } = object<Record<string, number>>(
    Object.fromEntries(words.map((word) => [word, COUNT])),
  );
  return { json };
};
export const SUMMARY = named(
  'Summary',
  object<Summary>({
    items: COUNT,
    open: COUNT,
    overdue: COUNT,
    week: COUNT,
    tbd: COUNT,
    by_status: countsOf<Status>(STATUSES),
    by_category: { json: { type: 'object', additionalProperties: COUNT.json } },
    by_priority: countsOf(PRIORITIES),
    by_owner: list(
      object<Summary['by_owner'][number]>({ owner_id: ID, items: COUNT, open: COUNT }),
    ),
  }),
  SUMMARY_EXAMPLE,
);

const AT_PERCENTILE: Schema<number | null> = nullable({ json: { type: 'number' } });
export const SLIPS = named(
  'Slips',
  object<Slips>({
    by: oneOf(SLIP_GROUPS),
    groups: list(
      object<SlipsOfGroup>({
        key: { json: { type: ['integer', 'string'] } },
        items: COUNT,
        moved_items: COUNT,
        moves: COUNT,
        days_median: AT_PERCENTILE,
        days_p85: AT_PERCENTILE,
        completed: COUNT,
        completed_on_time: COUNT,
        completed_by_first_date: COUNT,
      }),
    ),
  }),
  SLIPS_EXAMPLE,
);
