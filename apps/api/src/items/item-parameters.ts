/** Query parameters of items and their lists. */
import { ENTRY_ORDERS, PAGE_MAX_ITEMS } from '@action-tracker/contracts';
import {
  CATEGORY_MAX_CHARS,
  CHOICE_FILTERS,
  COMPLETED_FILTERS,
  DUE_FILTERS,
  isOfTracker,
  ITEM_ID_PATTERN,
  type ChoiceFilter,
} from '@action-tracker/domain';
import { COUNTED_PARAMETERS } from './counted-parameters';
import { ID, queryParameter, repeatable, type Parameter } from '../openapi/parameters';
import type { JsonSchema } from '../openapi/schema';

const NAME: JsonSchema = { type: 'string', maxLength: CATEGORY_MAX_CHARS };

const word = (allowed: readonly string[]): JsonSchema => ({ type: 'string', enum: allowed });

const CHOICES: Readonly<Record<ChoiceFilter['kind'], string>> = {
  word: 'Only items with this',
  user: 'Only items of this',
  text: 'Only items with or without a',
};

/** Filters of every list of items and of reports over them. */
export const MATCHING_FILTERS: readonly Parameter[] = [
  ...CHOICE_FILTERS.map(({ wire, kind, heading, words }) =>
    repeatable(
      wire,
      `${CHOICES[kind]} ${heading.toLowerCase()}`,
      kind === 'user' ? ID : isOfTracker(wire) ? NAME : word(words),
    ),
  ),
  queryParameter(
    'due',
    'Open items before today, from today to today + 7 days, or without a date',
    word(DUE_FILTERS),
  ),
  queryParameter(
    'slipped',
    'Items whose due date moved to a later one at least once',
    word(['true']),
  ),
  queryParameter('moved', 'Items whose due date moved at least once', word(['true'])),
  queryParameter(
    'completed',
    'Items completed by the due date that they had then, or by their first due date',
    word(COMPLETED_FILTERS),
  ),
  queryParameter('withdrawn', 'Only withdrawn items, which are otherwise left out', word(['true'])),
  queryParameter(
    'q',
    'Words in title and notes, in any order, each matching the beginning of a word; a word like `ad1` also matches that item. There are no operators',
    {
      type: 'string',
      maxLength: 500,
    },
  ),
];

/** The filters and pages of lists of items. */
export const ITEM_FILTERS: readonly Parameter[] = [
  ...MATCHING_FILTERS,
  ...COUNTED_PARAMETERS,
  queryParameter('limit', 'Number of items per page; Link points to the next page', {
    type: 'integer',
    minimum: 1,
    maximum: PAGE_MAX_ITEMS,
  }),
  queryParameter('after', 'Only items after this one', {
    type: 'string',
    pattern: ITEM_ID_PATTERN,
  }),
];

/** Far more than the entries of any ledger, and far less than the largest safe integer. */
export const POSITION_MAX = 999_999_999_999_999;
export const VERSION_MAX = 999_999_999;

/** Pages of the notes, status changes and entries of an item. */
export const ENTRY_PAGE: readonly Parameter[] = [
  queryParameter('limit', 'Number of entries per page; Link points to the next page', {
    type: 'integer',
    minimum: 1,
    maximum: PAGE_MAX_ITEMS,
    default: PAGE_MAX_ITEMS,
  }),
  queryParameter(
    'after',
    'Only what follows the entry with this position, in the order of the list',
    {
      type: 'integer',
      minimum: 1,
      maximum: POSITION_MAX,
    },
  ),
];

/** Pages of ledger entries, which can also be read backwards. */
export const EVENT_PAGE: readonly Parameter[] = [
  ...ENTRY_PAGE,
  queryParameter('after_version', 'Only entries after this version', {
    type: 'integer',
    minimum: 0,
    maximum: VERSION_MAX,
  }),
  queryParameter('order', 'Oldest or newest first', { ...word(ENTRY_ORDERS), default: 'oldest' }),
];
