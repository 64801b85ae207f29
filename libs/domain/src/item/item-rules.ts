/** The rule of every field of an item: for what people enter, and for what ledgers hold. */
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

/** The rules of today, which request bodies and forms ask as well. */
export const ITEM_RULES: FieldRules = {
  title: TITLE_RULE,
  dueDate: DUE_DATE_RULE,
  category: CATEGORY_RULE,
  ownerId: USER_ID_RULE,
  priority: PRIORITY_RULE,
};

/** What ledgers may hold, for their replay. */
export const STORED_ITEM_RULES: FieldRules = {
  ...ITEM_RULES,
  title: STORED_TITLE_RULE,
  dueDate: orNull(STORED_DATE_RULE),
};
