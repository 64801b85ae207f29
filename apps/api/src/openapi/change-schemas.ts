/** How one item differs between two moments, as a schema. */
import {
  CHANGE_KINDS,
  PRIORITIES,
  STATUSES,
  type FromTo,
  type ItemChange,
} from '@action-tracker/contracts';
import { list, nullable, object, oneOf, optional, text, whole, type Schema } from './schema';
import { DATE, ITEM_ID } from './wire-schemas';

const fromTo = <Value>(value: Schema<Value>) => object<FromTo<Value>>({ from: value, to: value });

export const ITEM_CHANGE = object<ItemChange>({
  item_id: ITEM_ID,
  title: text(),
  kinds: list(oneOf(CHANGE_KINDS)),
  title_before: optional(text()),
  due_date: optional(
    object<NonNullable<ItemChange['due_date']>>({
      from: nullable(DATE),
      to: nullable(DATE),
      days: nullable({ json: { type: 'integer' } }),
      reason: nullable(text()),
    }),
  ),
  owner_id: optional(fromTo(whole(1))),
  priority: optional(fromTo(oneOf(PRIORITIES))),
  category: optional(fromTo(text())),
  status: optional(
    object<NonNullable<ItemChange['status']>>({
      from: oneOf(STATUSES),
      to: oneOf(STATUSES),
      path: list(oneOf(STATUSES)),
    }),
  ),
  notes_added: whole(0),
});
