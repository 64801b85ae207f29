/** The filters of item lists as SQL about rows with the alias `i`. */
import type { Dimension, FigureKey, Measure } from '@action-tracker/contracts/measures';
import {
  CHOICE_FILTERS,
  type Axis,
  type ChoiceFilter,
  type CompletedFilter,
  type DueFilter,
} from '@action-tracker/domain';
import { completedConditions, MOVED, SLIPPED } from '../items/slip-conditions';
import type { AskedPeriod } from '../measures/periods';
import type { CategoryNames } from '../ledger/tracker-categories';
import type { Users } from '../people/user';
import type { Conditions } from './conditions';

/** A number of a report: a measure, when it was taken, and the group. */
export interface CountedBy extends AskedPeriod {
  readonly measure: Measure;
  readonly axis: Axis;
  readonly groups: readonly { readonly by: Dimension; readonly key: FigureKey }[];
}

/** Items must meet every given condition; a condition with several values accepts any of them. */
export interface ItemFilter {
  readonly trackerIds?: readonly number[];
  /** Words by filter name. */
  readonly words?: Readonly<Partial<Record<ChoiceFilter['wire'], readonly string[]>>>;
  /** User ids by filter name. */
  readonly users?: Readonly<Partial<Record<ChoiceFilter['wire'], readonly number[]>>>;
  readonly due?: DueFilter;
  /** Only items whose due date moved, or moved to a later date, at least once. */
  readonly isMoved?: true;
  readonly isSlipped?: true;
  readonly completed?: CompletedFilter;
  /** Only items that a number of a report counts; the other filters then apply as it counted them. */
  readonly counted?: CountedBy;
  /** Only withdrawn items, which are otherwise left out. */
  readonly isWithdrawn?: true;
  /** Words (or beginnings of words) of titles and notes, and item ids in any notation. */
  readonly text?: string;
  /** Maximum number of items; `PAGE_MAX_ITEMS` if unset. */
  readonly limit?: number;
  /** Id of the item to continue after. */
  readonly after?: string;
}

interface FilterContext {
  readonly users: Users;
  readonly timeZone: string;
  /** The names of categories in the trackers that are read. */
  readonly names: () => Promise<CategoryNames>;
}

/** What a filter says about the item itself: not when it is due, nor the texts in which it searches. */
export async function addFilter(
  conditions: Conditions,
  filter: ItemFilter,
  { users, timeZone, names }: FilterContext,
): Promise<void> {
  addWords(conditions, filter);
  const categories = filter.words?.category;
  if (categories) addCategories(conditions, categories, await names());
  for (const { wire } of CHOICE_FILTERS) {
    const chosen = filter.users?.[wire];
    if (chosen) conditions.add(`i.${wire} = ANY (?::int[])`, await users.sameAs(chosen));
  }
  addSlips(conditions, filter, timeZone);
}

function addWords(conditions: Conditions, { words = {} }: ItemFilter): void {
  for (const { wire, kind } of CHOICE_FILTERS) {
    const chosen = words[wire];
    const value =
      kind === 'text' ? `CASE WHEN i.${wire} IS NULL THEN 'none' ELSE 'some' END` : `i.${wire}`;
    if (chosen && wire !== 'category') conditions.add(`${value} = ANY (?::text[])`, chosen);
  }
}

/** A name that a category had first still finds it where no other category has the name. */
function addCategories(
  conditions: Conditions,
  chosen: readonly string[],
  names: CategoryNames,
): void {
  const isOneOf = (some: readonly string[]) =>
    `i.category = ANY (${conditions.take(some)}::text[])`;
  const others = names
    .alsoMeant(chosen)
    .map((meant) => `(i.tracker_id = ${meant.trackerId} AND ${isOneOf(meant.names)})`);
  conditions.addFixed(`(${[isOneOf(chosen), ...others].join(' OR ')})`);
}

function addSlips(
  conditions: Conditions,
  { isMoved, isSlipped, completed }: ItemFilter,
  timeZone: string,
): void {
  if (isMoved) conditions.addFixed(MOVED);
  if (isSlipped) conditions.addFixed(SLIPPED);
  if (completed) conditions.add(COMPLETED_CONDITIONS[completed], timeZone);
}

const COMPLETED_CONDITIONS = completedConditions('?');
