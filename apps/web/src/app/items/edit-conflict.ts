/**
 * What to do when somebody saved the item while it was being edited: fields that nobody here
 * touched take the new value, fields that were typed keep what was typed, and the difference is
 * told, so that saving again is a decision and not an accident.
 */
import type { ItemDetail } from '@action-tracker/contracts';
import { draftOf, EDITABLE_FIELDS, type EditableFields, type ItemDraft } from './item-draft';

export interface MeanwhileChange {
  /** Wire name. */
  readonly field: keyof EditableFields;
  readonly before: string | number | null;
  readonly now: string | number | null;
  /** Something else was typed here: saving again writes over the newer value. */
  readonly isContested: boolean;
}

/** The draft to go on with: typed fields as typed, all others as they are now. */
export function rebaseDraft(draft: ItemDraft, base: ItemDetail, current: ItemDetail): ItemDraft {
  const [before, rebased] = [draftOf(base), draftOf(current)];
  for (const field of EDITABLE_FIELDS) {
    if (draft[field] !== before[field]) rebased[field] = draft[field];
  }
  return rebased;
}

/** The fields that changed on the server since `base`, seen from what was typed. */
export function meanwhileChanges(
  draft: ItemDraft,
  base: ItemDetail,
  current: ItemDetail,
): readonly MeanwhileChange[] {
  const [before, now] = [draftOf(base), draftOf(current)];
  return EDITABLE_FIELDS.filter((field) => base[field] !== current[field]).map((field) => ({
    field,
    before: base[field],
    now: current[field],
    isContested: draft[field] !== before[field] && draft[field] !== now[field],
  }));
}

/** The fields to send: those whose value differs from the item the draft was made from. */
export const changedFields = (fields: EditableFields, base: ItemDetail): Partial<EditableFields> =>
  Object.fromEntries(
    EDITABLE_FIELDS.filter((field) => fields[field] !== base[field]).map((field) => [
      field,
      fields[field],
    ]),
  );
