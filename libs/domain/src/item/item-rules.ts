/** The rules of item fields: one set for input, one for values in ledgers. */
import type { DecisionContext } from '../aggregate';
import { categoryRule } from '../categories';
import {
  CATEGORY_RULE,
  DUE_DATE_RULE,
  orNull,
  PRIORITY_RULE,
  REASON_RULE,
  STORED_DATE_RULE,
  STORED_TITLE_RULE,
  TITLE_RULE,
  USER_ID_RULE,
  type Rule,
} from '../rules';
import type { ItemChanges, ItemFields } from './item-fields';

/** One rule per field. */
export type FieldRules = { readonly [F in keyof ItemFields]: Rule<ItemFields[F]> };

/** Current rules, also used by request bodies and forms. */
export const ITEM_RULES: FieldRules = {
  title: TITLE_RULE,
  dueDate: DUE_DATE_RULE,
  category: CATEGORY_RULE,
  ownerId: USER_ID_RULE,
  priority: PRIORITY_RULE,
};

/** The rules of reasons, under their names in `ItemChanges`. */
export const REASON_RULES = { dueDateReason: REASON_RULE } as const satisfies Record<
  Exclude<keyof ItemChanges, keyof ItemFields>,
  Rule<string | null>
>;

/** Rules for values that ledgers may hold, for their replay. */
const STORED_ITEM_RULES: FieldRules = {
  ...ITEM_RULES,
  title: STORED_TITLE_RULE,
  dueDate: orNull(STORED_DATE_RULE),
};

const FIELD_RULES = { entered: ITEM_RULES, stored: STORED_ITEM_RULES };

/** The rules of a decision. @param category that the item has */
export const fieldRules = (
  { rules = 'entered', categories }: DecisionContext,
  category?: string,
): FieldRules => ({ ...FIELD_RULES[rules], category: categoryRule(categories, category) });
