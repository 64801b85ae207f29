/** Undo, changes of many items at once, and the jobs that carry them out. */
import type { BatchKind, Status } from '@action-tracker/domain';
import type { ErrorCode } from './errors';
import type { ChangeItemRequest, Channel, Timestamp } from './wire';

/** Up to so many items are answered at once; more become a job. */
export const ITEMS_AT_ONCE = 1_000;
/** Most items of one bulk change. */
export const BULK_MAX_ITEMS = 10_000;

/** Exactly one of the two ids. */
export interface UndoRequest {
  readonly command_id?: string;
  readonly batch?: string;
  /** Answers what an undo would do, and writes nothing. */
  readonly dry_run?: boolean;
}

export interface UndoneField {
  readonly what: string;
  readonly from: unknown;
  readonly to: unknown;
}

/** A change that stays, because the field has been changed since. */
export interface UndoConflict {
  readonly what: string;
  /** What the change had set. */
  readonly expected: unknown;
  readonly found: unknown;
  readonly by_id: number;
  readonly at: Timestamp;
}

export interface UndoneItem {
  /** `null` for the tracker itself. */
  readonly item_id: string | null;
  readonly tracker_id: number;
  readonly done: readonly UndoneField[];
  readonly conflicts: readonly UndoConflict[];
}

export interface UndoResult {
  readonly dry_run: boolean;
  /** The batch of the undo, by which it can be undone; `null` for a dry run. */
  readonly batch: string | null;
  readonly done: number;
  readonly conflicts: number;
  readonly items: readonly UndoneItem[];
}

/** What one item gets besides the change for all. */
export interface EachChange {
  readonly item_id: string;
  readonly changes?: ChangeItemRequest;
  readonly status?: Status;
}

/** Either `item_ids`, or `each`, or `filter` with `expected_count`. */
export interface BulkRequest {
  readonly item_ids?: readonly string[];
  /** Items with values of their own, as a spreadsheet pastes them. */
  readonly each?: readonly EachChange[];
  /** Parameters of the list of items by name, as in its query string. */
  readonly filter?: Readonly<Record<string, string | readonly string[]>>;
  /** Refused with 409 if the filter matches another number of items. */
  readonly expected_count?: number;
  readonly changes?: ChangeItemRequest;
  readonly status?: Status;
  /** Of the status, and the reason of a withdrawal. */
  readonly comment?: string | null;
  readonly note?: string;
  readonly withdraw?: boolean;
  /** Expected versions by item id. */
  readonly versions?: Readonly<Record<string, number>>;
  readonly dry_run?: boolean;
}

export interface BulkItem {
  readonly item_id: string;
  readonly outcome: 'changed' | 'unchanged' | 'refused';
  readonly error?: { readonly code: ErrorCode; readonly message: string };
}

export interface BulkResult {
  /** The batch of the change, by which it can be undone; `null` for a dry run. */
  readonly batch: string | null;
  readonly items: readonly BulkItem[];
}

/** An act on more than `ITEMS_AT_ONCE` items. */
export interface JobStatus {
  readonly id: string;
  readonly kind: 'undo' | 'bulk';
  readonly state: 'running' | 'done' | 'failed';
  readonly done: number;
  readonly of: number;
  readonly result: UndoResult | BulkResult | null;
  /** Why it failed. */
  readonly problem: string | null;
}

/** What one act did to many items of a tracker. */
export interface Batch {
  readonly batch: string;
  readonly at: Timestamp;
  readonly by_id: number;
  readonly channel: Channel;
  readonly kind: BatchKind;
  /** The types of its entries. */
  readonly kinds: readonly string[];
  /** The name of the imported file. */
  readonly label: string | null;
  readonly file: { readonly name: string; readonly sha256: string } | null;
  /** How many items it has written to; `null` until it has ended. */
  readonly items: number | null;
  /** The batch that it undoes. */
  readonly undoes: string | null;
  /** The undo in force. */
  readonly undone_by: string | null;
}
