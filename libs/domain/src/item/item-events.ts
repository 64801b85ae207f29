/** What can happen to an action item: one event per intent, each with from and to. */
import type { PlainDate } from '../plain-date';
import type { Category, Priority, Status } from '../vocabulary';

export interface ItemCreated {
  readonly type: 'ItemCreated';
  readonly data: {
    readonly number: number;
    readonly title: string;
    readonly createDate: PlainDate;
    readonly dueDate: PlainDate | null;
    readonly category: Category;
    readonly ownerId: number;
    readonly priority: Priority;
  };
}

interface Change<Type extends string, Value> {
  readonly type: Type;
  readonly data: { readonly from: Value; readonly to: Value };
}

export type ItemRetitled = Change<'ItemRetitled', string>;
export type ItemDueDateMoved = Change<'ItemDueDateMoved', PlainDate | null>;
export type ItemRecategorised = Change<'ItemRecategorised', Category>;
export type ItemReassigned = Change<'ItemReassigned', number>;
export type ItemReprioritised = Change<'ItemReprioritised', Priority>;

/** Recorded for every transition, also to the status that the item already has. */
export interface ItemStatusChanged {
  readonly type: 'ItemStatusChanged';
  readonly data: { readonly from: Status; readonly to: Status; readonly comment: string | null };
}

export interface NoteAdded {
  readonly type: 'NoteAdded';
  readonly data: { readonly noteDate: PlainDate; readonly content: string };
}

export type ItemEvent =
  | ItemCreated
  | ItemRetitled
  | ItemDueDateMoved
  | ItemRecategorised
  | ItemReassigned
  | ItemReprioritised
  | ItemStatusChanged
  | NoteAdded;
