/** The wire shapes of a comparison of two moments. */
import type { PlainDate, Priority, Status } from '@action-tracker/domain';
import type { Moment } from './wire';

/** How an item differs between two moments. */
export const CHANGE_KINDS = [
  'created',
  'completed',
  'reopened',
  'due_date_moved',
  'reassigned',
  'reprioritised',
  'recategorised',
  'retitled',
  'status_changed',
  'noted',
  'withdrawn',
  'reinstated',
] as const;
export type ChangeKind = (typeof CHANGE_KINDS)[number];

export interface FromTo<Value> {
  readonly from: Value;
  readonly to: Value;
}

/** What happened to one item between two moments; only members that differ are present. */
export interface ItemChange {
  readonly item_id: string;
  /** The title at the later moment. */
  readonly title: string;
  /** From a comparison of the two states, so that a change and its reversal leave none. */
  readonly kinds: readonly ChangeKind[];
  readonly title_before?: string;
  /**
   * `days`: later if positive; `null` when either date is TBD. `reason`: the latest that was given
   * for a move in between.
   */
  readonly due_date?: FromTo<PlainDate | null> & {
    readonly days: number | null;
    readonly reason: string | null;
  };
  readonly owner_id?: FromTo<number>;
  readonly priority?: FromTo<Priority>;
  readonly category?: FromTo<string>;
  /** `path`: every status that it was given in between, in order. */
  readonly status?: FromTo<Status> & { readonly path: readonly Status[] };
  readonly notes_added: number;
}

/** What changed in a tracker between two moments. */
export interface Changes {
  readonly from: Moment;
  readonly to: Moment;
  /** By number. */
  readonly items: readonly ItemChange[];
  /** Items that are open at the later moment and have no entry in between. */
  readonly untouched: readonly string[];
}
