/** The change that an editor of one field makes. */
import type { ChangeItemRequest, Item } from '@action-tracker/contracts';
import type { EditedField } from '../registry/edited-fields';
import { type InputWords, problemOfInput, valueOfInput } from '../registry/field-input';

export type CellField = EditedField;

/** A change of one field as the API takes it; the status has its own endpoint. */
export type CellChange = ChangeItemRequest & Partial<Pick<Item, 'status'>>;

/** The change that a text means, or the reason why it is invalid. */
export function changeOf(field: CellField, typed: string, words: InputWords): CellChange | string {
  return problemOfInput(field, typed, words) ?? { [field]: valueOfInput(field, typed) };
}

/** A field that is being edited, with the item as it was when that began. */
export interface OpenEdit {
  readonly item: Item;
  readonly field: CellField;
}
