/**
 * Rebases a form when the item was saved by someone else during editing: untouched fields take the
 * new value, edited fields keep the typed one.
 */
import type { ItemDetail } from '@action-tracker/contracts';
import { draftOf, EDITABLE_FIELDS, type EditableFields, type ItemDraft } from './item-draft';

/** The rebased draft: edited fields as typed, all others with their current values. */
export function rebaseDraft(draft: ItemDraft, base: ItemDetail, current: ItemDetail): ItemDraft {
  const [before, rebased] = [draftOf(base), draftOf(current)];
  for (const field of EDITABLE_FIELDS) {
    if (draft[field] !== before[field]) rebased[field] = draft[field];
  }
  return rebased;
}

/** The fields whose value differs from the item that the draft is based on. */
export const changedFields = (fields: EditableFields, base: ItemDetail): Partial<EditableFields> =>
  Object.fromEntries(
    EDITABLE_FIELDS.filter((field) => fields[field] !== base[field]).map((field) => [
      field,
      fields[field],
    ]),
  );
