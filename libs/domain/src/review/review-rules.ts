/** The rules of a review's fields. */
import { parseItemId } from '../item/item-id';
import { DATE_RULE, NAME_RULE, shown, text, USER_ID_RULE, type Rule } from '../rules';
import { MINUTES_MAX_CHARS, PARTICIPANTS_MAX } from '../vocabulary';

export const MINUTES_RULE: Rule<string> = text({
  min: 0,
  max: MINUTES_MAX_CHARS,
  isMultiline: true,
});

/** User ids, each at most once, in the order in which they were given. */
export const PARTICIPANTS_RULE: Rule<readonly number[]> = {
  problem(value) {
    if (!Array.isArray(value)) return `expected a list of user ids, found ${shown(value)}`;
    if (value.length > PARTICIPANTS_MAX) {
      return `expected at most ${PARTICIPANTS_MAX} users, found ${value.length}`;
    }
    const ids: readonly unknown[] = value;
    const problem = ids.map((id) => USER_ID_RULE.problem(id)).find((found) => found);
    if (problem !== undefined) return problem;
    const twice = ids.find((id, index) => ids.indexOf(id) !== index);
    return twice === undefined ? undefined : `expected each user once, found ${shown(twice)} twice`;
  },
  clean: (value) => [...value],
  schema: { type: 'array', items: USER_ID_RULE.schema, maxItems: PARTICIPANTS_MAX },
};

export const ITEM_ID_RULE: Rule<string> = {
  problem: (value) =>
    typeof value === 'string' && parseItemId(value)
      ? undefined
      : `expected the id of an item like AD-001, found ${shown(value)}`,
  clean: (value) => value,
  schema: { type: 'string' },
};

/** What people enter about a review. */
export interface ReviewDetails {
  readonly name: string;
  readonly heldOn: string;
  readonly participants: readonly number[];
}

export const REVIEW_DETAIL_RULES: { readonly [F in keyof ReviewDetails]: Rule<ReviewDetails[F]> } =
  { name: NAME_RULE, heldOn: DATE_RULE, participants: PARTICIPANTS_RULE };
