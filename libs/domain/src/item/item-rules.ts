/** The rules of item fields: one set for input, one for values in ledgers. */
import {
  CATEGORY_RULE,
  DUE_DATE_RULE,
  orNull,
  PRIORITY_RULE,
  STORED_DATE_RULE,
  STORED_TITLE_RULE,
  TITLE_RULE,
  USER_ID_RULE,
  type Rule,
} from '../rules';
import type { ItemFields } from './item-fields';

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

/** Rules for values that ledgers may hold, for their replay. */
export const STORED_ITEM_RULES: FieldRules = {
  ...ITEM_RULES,
  title: STORED_TITLE_RULE,
  dueDate: orNull(STORED_DATE_RULE),
};
