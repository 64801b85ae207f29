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

/** `entry` is the version of the entry that added the note, here and below. */
export interface NoteAmended {
  readonly type: 'NoteAmended';
  readonly data: { readonly entry: number; readonly from: string; readonly to: string };
}

export interface NoteWithdrawn {
  readonly type: 'NoteWithdrawn';
  readonly data: { readonly entry: number; readonly reason: string | null };
}

export interface NoteReinstated {
  readonly type: 'NoteReinstated';
  readonly data: { readonly entry: number };
}

/** A withdrawn item keeps its number and refuses every change. */
export interface ItemWithdrawn {
  readonly type: 'ItemWithdrawn';
  readonly data: { readonly reason: string | null };
}

export interface ItemReinstated {
  readonly type: 'ItemReinstated';
  readonly data: object;
}

export type NoteEvent = NoteAdded | NoteAmended | NoteWithdrawn | NoteReinstated;

/** Each field has its own event, named in the field registry. */
export type ItemEvent =
  ItemCreated | FieldChange | ItemStatusChanged | NoteEvent | ItemWithdrawn | ItemReinstated;
