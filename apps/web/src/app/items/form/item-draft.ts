/**
 * An item as form values, keyed by wire name so that API errors can be assigned to fields. Controls
 * hold text, so every field is a string here: no owner is ''. `requestOf` converts a valid draft
 * into the API request.
 */
import { type SchemaFn, validate } from '@angular/forms/signals';
import type { Item, WireField } from '@action-tracker/contracts';
import type { DateTexts } from '../../platform/date-field/date-texts';
import { TBD } from '../../platform/date-field/tbd';
import type { Say } from '../../platform/language/texts';
import { EDITED_FIELDS, WIRE_FIELDS } from '../registry/edited-fields';
import { problemOfInput, textOfField, valueOfInput } from '../registry/field-input';

/** The editable fields of an item, as typed in the API. */
export type EditableFields = Pick<Item, WireField>;
export const EDITABLE_FIELDS = WIRE_FIELDS;

export type ItemDraft = Record<WireField, string>;

/** A draft with the text of each field. */
const draftWith = (textOf: (field: WireField) => string): ItemDraft =>
  // One text per field of the registry.
  Object.fromEntries(EDITABLE_FIELDS.map((field) => [field, textOf(field)])) as ItemDraft;

export const EMPTY_DRAFT: ItemDraft = {
  ...draftWith((field) => (EDITED_FIELDS[field].kind === 'date' ? TBD : '')),
  priority: 'Medium',
};

export const draftOf = (item: Item): ItemDraft => draftWith((field) => textOfField(item, field));

/** Requires a draft that `itemDraftRules` accept; a form submits no other. */
export const requestOf = (draft: ItemDraft): EditableFields =>
  // The rules have validated each text.
  Object.fromEntries(
    EDITABLE_FIELDS.map((field) => [field, valueOfInput(field, draft[field])]),
  ) as unknown as EditableFields;

export const itemDraftRules =
  (t: Say, dates: DateTexts): SchemaFn<ItemDraft> =>
  (path) => {
    for (const field of EDITABLE_FIELDS) {
      validate(path[field], ({ value }) => {
        const message = problemOfInput(field, value(), { t, dates });
        return message === undefined ? null : { kind: 'refused', message };
      });
    }
  };
