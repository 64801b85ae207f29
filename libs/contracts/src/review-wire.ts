/** The wire shapes of reviews: meetings in which people walk through the items of a tracker. */
import type { PlainDate } from '@action-tracker/domain';
import type { ItemChange } from './changes-wire';
import type { Item, Note, StatusEntry, Timestamp } from './wire';

export const REVIEW_STATES = ['open', 'closed', 'cancelled'] as const;
export type ReviewState = (typeof REVIEW_STATES)[number];

export interface Review {
  readonly tracker_id: number;
  /** 1, 2, … within its tracker. */
  readonly number: number;
  readonly name: string;
  readonly held_on: PlainDate;
  /** Ids of users. */
  readonly participants: readonly number[];
  readonly state: ReviewState;
  readonly opened_at: Timestamp;
  /** `null` unless it is closed. */
  readonly closed_at: Timestamp | null;
  /** Position at which it was closed; `null` unless it is closed. */
  readonly position: number | null;
  readonly minutes: string;
  /** Ids of the discussed items, in the order in which they were marked. */
  readonly discussed: readonly string[];
  /** Position at which it was opened. */
  readonly opened_position: number;
  readonly opened_by_id: number;
  /** Number of ledger entries of the review; its ETag starts with it. */
  readonly version: number;
}

export interface OpenReviewRequest {
  readonly name: string;
  /** Defaults to today. */
  readonly held_on?: PlainDate;
  readonly participants?: readonly number[];
}

export interface ChangeReviewRequest {
  readonly name?: string;
  readonly held_on?: PlainDate;
  readonly participants?: readonly number[];
  readonly minutes?: string;
}

export interface DiscussItemRequest {
  readonly item_id: string;
}

/** The sections of an agenda, in order. An item is in the first one that fits. */
export const AGENDA_SECTIONS = [
  'overdue',
  'due',
  'blocked',
  'new',
  'changed',
  'tbd',
  'rest',
  'completed',
] as const;
export type AgendaSectionName = (typeof AGENDA_SECTIONS)[number];

export interface AgendaItem extends Item {
  /** Number of closed reviews at whose close the item was open. */
  readonly carried_over: number;
}

export interface AgendaSection {
  readonly section: AgendaSectionName;
  readonly items: readonly AgendaItem[];
}

/**
 * The items of a review. Sections and order are those of the moment when it was opened; values are
 * those of now or, once it has ended, of that moment.
 */
export interface Agenda {
  readonly review: Review;
  readonly sections: readonly AgendaSection[];
}

/** The note that a meeting added, or the status that it set, with the title of the item. */
export interface MinutesNote extends Note {
  readonly title: string;
}
export interface MinutesStatus extends StatusEntry {
  readonly title: string;
  /** The status before. */
  readonly from: StatusEntry['status'];
}

/** When an open item is due. */
export interface NextDate {
  readonly item_id: string;
  readonly due_date: PlainDate;
}

/** What a meeting hands out: as of its close or, while it is open, as of now. */
export interface Minutes {
  readonly review: Review;
  readonly tracker: { readonly id: number; readonly prefix: string; readonly name: string };
  /** The last entry that the minutes take into account. */
  readonly position: number;
  /** Every item that was discussed, then the open items of the agenda that were not. */
  readonly discussed: readonly AgendaItem[];
  readonly not_discussed: readonly AgendaItem[];
  /** What was added and decided between opening and close, in the order in which it happened. */
  readonly notes: readonly MinutesNote[];
  readonly statuses: readonly MinutesStatus[];
  /** How items differ between opening and close, by number. */
  readonly changes: readonly ItemChange[];
  /** Every open item with a due date, soonest first. */
  readonly next_dates: readonly NextDate[];
  /** Every open item by number. */
  readonly open_items: readonly AgendaItem[];
}
