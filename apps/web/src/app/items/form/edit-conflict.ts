/**
 * What to do when somebody saved the item while it was being edited: fields that nobody here
 * touched take the new value, fields that were typed keep what was typed.
 */
import type { ItemDetail } from '@action-tracker/contracts';
import { draftOf, EDITABLE_FIELDS, type EditableFields, type ItemDraft } from './item-draft';

/** The draft to go on with: typed fields as typed, all others as they are now. */
export function rebaseDraft(draft: ItemDraft, base: ItemDetail, current: ItemDetail): ItemDraft {
  const [before, rebased] = [draftOf(base), draftOf(current)];
  for (const field of EDITABLE_FIELDS) {
    if (draft[field] !== before[field]) rebased[field] = draft[field];
  }
  return rebased;
}

/** The fields to send: those whose value differs from the item the draft was made from. */
export const changedFields = (fields: EditableFields, base: ItemDetail): Partial<EditableFields> =>
  Object.fromEntries(
    EDITABLE_FIELDS.filter((field) => fields[field] !== base[field]).map((field) => [
      field,
      fields[field],
    ]),
  );
