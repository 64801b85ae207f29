/** The parameters of the API: what a path, a query string or a header may say. */
import { DUE_FILTERS, ENTRY_ORDERS, PAGE_MAX_ITEMS } from '@action-tracker/contracts';
import { CATEGORIES, ITEM_ID_PATTERN, PRIORITIES, STATUSES } from '@action-tracker/domain';
import { AXES } from '@action-tracker/tracking';
import { SIGN_IN_REASONS } from '../auth/sign-in-texts';
import type { JsonSchema } from './schema';

export interface Parameter {
  readonly name: string;
  readonly in: 'path' | 'query' | 'header';
  readonly description: string;
  readonly schema: JsonSchema;
}

const query = (name: string, description: string, schema: JsonSchema): Parameter => ({
  name,
  in: 'query',
  description,
  schema,
});

/** A filter that may be given more than once: any of its values will do. */
const repeatable = (name: string, description: string, items: JsonSchema): Parameter =>
  query(name, `${description}; may be repeated`, { type: 'array', items });

const header = (name: string, description: string, schema: JsonSchema): Parameter => ({
  name,
  in: 'header',
  description,
  schema,
});

const ID: JsonSchema = { type: 'integer', minimum: 1, maximum: 999_999_999 };
const word = (allowed: readonly string[]): JsonSchema => ({ type: 'string', enum: allowed });

export const TRACKER_ID: Parameter = {
  name: 'trackerId',
  in: 'path',
  description: 'Id of a tracker',
  schema: ID,
};

export const ITEM_ID: Parameter = {
  name: 'itemId',
  in: 'path',
  description: 'Id of an action item',
  schema: { type: 'string', pattern: ITEM_ID_PATTERN },
};

/** `/go/ad-1` is a form that people write into mails. */
export const LOOSE_ITEM_ID: Parameter = { ...ITEM_ID, schema: { type: 'string', minLength: 1 } };

export const TRACKER_FILTER = repeatable('tracker_id', 'Only items of this tracker', ID);

/** Filters of every list of items. */
export const ITEM_FILTERS: readonly Parameter[] = [
  repeatable('status', 'Only items with this status', word(STATUSES)),
  repeatable('owner_id', 'Only items of this owner', ID),
  repeatable('category', 'Only items of this category', word(CATEGORIES)),
  repeatable('priority', 'Only items with this priority', word(PRIORITIES)),
  query(
    'due',
    'Open items before today, from today to today + 7 days, or without a date',
    word(DUE_FILTERS),
  ),
  query(
    'q',
    'Words of title and notes together, in any order and each as a beginning; a word like `ad1` also means that item. There are no operators',
    {
      type: 'string',
      maxLength: 500,
    },
  ),
  query('limit', 'Pages of so many items, with a Link to the next', {
    type: 'integer',
    minimum: 1,
    maximum: PAGE_MAX_ITEMS,
  }),
  query('after', 'Only items after this one', { type: 'string', pattern: ITEM_ID_PATTERN }),
];

export const AS_OF: readonly Parameter[] = [
  query('as_of', 'The item as it was at this instant', { type: 'string', format: 'date-time' }),
  query('axis', 'By when things happened, or by when they were recorded', word(AXES)),
];

/** Far more entries than a ledger will have, and far less than a number of JavaScript can hold. */
export const POSITION_MAX = 999_999_999_999_999;
export const VERSION_MAX = 999_999_999;

/** Pages of what an item has gathered. */
export const ENTRY_PAGE: readonly Parameter[] = [
  query('limit', 'Pages of so many entries, with a Link to the next', {
    type: 'integer',
    minimum: 1,
    maximum: PAGE_MAX_ITEMS,
    default: PAGE_MAX_ITEMS,
  }),
  query('after', 'Only what follows the entry with this position, in the order of the list', {
    type: 'integer',
    minimum: 1,
    maximum: POSITION_MAX,
  }),
];

/** Pages of ledger entries, which can also be read backwards. */
export const EVENT_PAGE: readonly Parameter[] = [
  ...ENTRY_PAGE,
  query('after_version', 'Only entries after this version', {
    type: 'integer',
    minimum: 0,
    maximum: VERSION_MAX,
  }),
  query('order', 'Oldest or newest first', { ...word(ENTRY_ORDERS), default: 'oldest' }),
];

export const RETURN_TO = query('return_to', 'Path on this site to go to after signing in', {
  type: 'string',
});

export const SIGN_IN_REASON = query('reason', 'Why the visitor is here; the form says it', {
  type: 'string',
  enum: [...SIGN_IN_REASONS],
});

export const EVERYWHERE = query('everywhere', 'End every session of the user', {
  type: 'string',
  enum: ['true', 'false'],
});

export const IF_NONE_MATCH = header('If-None-Match', 'ETags that the caller has', {
  type: 'string',
});

export const IF_MATCH = header('If-Match', 'ETags of which it must still have one, or *', {
  type: 'string',
});

export const IDEMPOTENCY_KEY = header(
  'Idempotency-Key',
  'The same key with the same request again gives the first answer, and writes nothing',
  { type: 'string', pattern: '^[\\x21-\\x7e]{1,255}$' },
);
