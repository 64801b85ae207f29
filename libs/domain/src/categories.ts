/**
 * The categories of a tracker. An item keeps the key of its category, which is the name that the
 * category had first: giving it another name changes no item.
 */
import { CATEGORY_RULE, oneOf, type Rule } from './rules';
import { CATEGORIES } from './vocabulary';

export interface TrackerCategory {
  /** Its first name. */
  readonly key: string;
  readonly name: string;
  /** Whether only items that have it already keep it. */
  readonly retired: boolean;
}

/** Whether the words of a field, by its name on the wire or in a mapping, differ from tracker to tracker. */
export const isOfTracker = (field: string): boolean => field === 'category';

/** What every tracker begins with. */
export const FIRST_CATEGORIES: readonly TrackerCategory[] = CATEGORIES.map((name) => ({
  key: name,
  name,
  retired: false,
}));

/** The name of a category; a key that the tracker does not know is a name itself. */
export const categoryName = (categories: readonly TrackerCategory[], key: string): string =>
  categories.find((category) => category.key === key)?.name ?? key;

/**
 * What a name means now: itself, unless no category has it any more and one had it first. Filters that
 * people have saved or sent to somebody go on matching when a category gets another name.
 */
export const presentName = (categories: readonly TrackerCategory[], name: string): string =>
  categories.some((category) => category.name === name) ? name : categoryName(categories, name);

/** The names that can be chosen, in order. */
export const offeredCategories = (categories: readonly TrackerCategory[]): readonly string[] =>
  categories.filter(({ retired }) => !retired).map(({ name }) => name);

/**
 * The rule for a category that somebody chooses by its name; its stored form is the key.
 *
 * @param categories of the tracker; `undefined` where keys are given that a ledger holds already
 * @param current the key that the item has, which it can keep
 */
export function categoryRule(
  categories: readonly TrackerCategory[] | undefined,
  current?: string,
): Rule<string> {
  if (!categories) return CATEGORY_RULE;
  const offered = categories.filter(({ key, retired }) => !retired || key === current);
  const named = oneOf(offered.map(({ name }) => name));
  return {
    problem: (value) => CATEGORY_RULE.problem(value) ?? named.problem(value),
    clean: (value) => offered.find(({ name }) => name === value)?.key ?? value,
    schema: CATEGORY_RULE.schema,
  };
}
