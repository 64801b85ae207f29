/** The events of an action item: one per intent, each with `from` and `to`. */
import type { PlainDate } from '../plain-date';
import type { Status } from '../vocabulary';
import type { FieldChange, NewItemFields } from './item-fields';

export interface ItemCreated {
  readonly type: 'ItemCreated';
  readonly data: { readonly number: number; readonly createDate: PlainDate } & NewItemFields;
}

/** Recorded for every transition, even to the current status. */
export interface ItemStatusChanged {
  readonly type: 'ItemStatusChanged';
  readonly data: { readonly from: Status; readonly to: Status; readonly comment: string | null };
}

export interface NoteAdded {
  readonly type: 'NoteAdded';
  readonly data: { readonly noteDate: PlainDate; readonly content: string };
}

/** Each field has its own event, named in the field registry. */
export type ItemEvent = ItemCreated | FieldChange | ItemStatusChanged | NoteAdded;
