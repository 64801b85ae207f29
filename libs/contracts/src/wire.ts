/**
 * The wire shapes of the API: snake_case, dates as `YYYY-MM-DD`, timestamps as ISO 8601 UTC. API
 * request classes implement the request shapes; queries return the response shapes.
 */
import type {
  Axis,
  ItemEvent,
  NewWireItemFields,
  PlainDate,
  Priority,
  Status,
  TrackerCategory,
  TrackerRole,
  Visibility,
  WantedCategory,
  WireItemChanges,
  WireItemFields,
} from '@action-tracker/domain';

/** An instant as ISO 8601 in UTC. */
export type Timestamp = string;

/** A resolved point in the past. */
export interface Moment {
  readonly instant: Timestamp;
  /** Position in the ledger of one tracker; `null` on the axis `occurred`. */
  readonly position: number | null;
  /** The review at whose close it is. */
  readonly review: number | null;
  readonly axis: Axis;
}

export interface Tracker {
  readonly id: number;
  readonly prefix: string;
  readonly name: string;
  readonly description: string | null;
  readonly next_number: number;
  readonly created_at: Timestamp;
  /** Whether all members of the organisation see it, or only its own members. */
  readonly visibility: Visibility;
  /** What members of the organisation may do in it while it is visible to them. */
  readonly organisation_role: TrackerRole;
  /** What the caller may do in it. */
  readonly my_role: TrackerRole;
  /** Whether it can only be read. */
  readonly archived: boolean;
  /** Its categories in order, also retired ones, which only items that have them keep. */
  readonly categories: readonly TrackerCategory[];
}

/** A tracker in the list of trackers. Open items are those that are not Complete. */
export interface TrackerSummary extends Tracker {
  readonly open_items: number;
  readonly total_items: number;
  readonly last_updated: Timestamp;
}

export interface OpenTrackerRequest {
  readonly prefix: string;
  readonly name: string;
  readonly description?: string | null;
}

export interface ChangeTrackerRequest {
  readonly name?: string;
  readonly description?: string | null;
  readonly visibility?: Visibility;
  readonly organisation_role?: TrackerRole;
  readonly archived?: boolean;
  /** Every category in the wanted order; those without a key are new. */
  readonly categories?: readonly WantedCategory[];
}

/** An action item as it is now: the fields of the registry plus what the ledger adds. */
export interface Item extends WireItemFields {
  /** `AD-001`: the tracker's prefix and a number of at least three digits. */
  readonly id: string;
  readonly tracker_id: number;
  readonly number: number;
  readonly create_date: PlainDate;
  readonly created_by_id: number;
  /** The first due date that was not TBD. */
  readonly first_due_date: PlainDate | null;
  /** How often one due date was replaced with another; to or from TBD does not count. */
  readonly due_date_moves: number;
  /** How many of these moves were to a later date. */
  readonly due_date_slips: number;
  /** Days from the first due date to the current one; `null` while the due date is TBD. */
  readonly days_slipped: number | null;
  readonly status: Status;
  readonly created_at: Timestamp;
  /** Of the last entry: when it was recorded; as of a moment, its time on the axis asked for. */
  readonly updated_at: Timestamp;
  /** Number of ledger entries of the item, notes included; its ETag starts with it. */
  readonly version: number;
  /** Withdrawn notes included. */
  readonly note_count: number;
  /** Set while the item is withdrawn: it is in no list and refuses changes. */
  readonly withdrawn: Withdrawal | null;
}

/** Who withdrew an item or a note, when, and why. */
export interface Withdrawal {
  readonly at: Timestamp;
  readonly by_id: number;
  readonly reason: string | null;
}

export interface WithdrawRequest {
  readonly reason?: string | null;
}

/** Where a search can match. */
export const ITEM_MATCHES = ['id', 'title', 'note'] as const;
export type ItemMatch = (typeof ITEM_MATCHES)[number];

/** The newest note of an item, as a list shows it. */
export interface LatestNote {
  readonly note_date: PlainDate;
  readonly author_id: number;
  /** The first line of the note, at most `NOTE_LINE_MAX_CHARS` characters. */
  readonly content: string;
}

/** An item in a list response. */
export interface ListedItem extends Item {
  /** `null` while the item has no notes, or only withdrawn ones. */
  readonly latest_note: LatestNote | null;
  /** Where the search matched; only present in search responses. */
  readonly matched?: readonly ItemMatch[];
}

/** An action item with its newest notes, newest first: at most `ITEM_NOTES_MAX` of `note_count`. */
export interface ItemDetail extends Item {
  readonly notes: readonly Note[];
}

/** An action item as it was at an instant in the past. */
export interface ItemAsOf extends ItemDetail {
  readonly as_of: Timestamp;
}

export interface CreateItemRequest extends NewWireItemFields {
  readonly create_date?: PlainDate;
}

/** New values of fields. A `due_date` may come with a `due_date_reason`. */
export type ChangeItemRequest = WireItemChanges;

export interface Note {
  /** Position of the entry in the tracker's ledger. */
  readonly id: number;
  /** Version of the entry in the item's own history; names the note in paths. */
  readonly entry: number;
  readonly action_item_id: string;
  readonly note_date: PlainDate;
  readonly author_id: number;
  readonly content: string;
  readonly created_at: Timestamp;
  /** When and by whom the text was last amended. */
  readonly edited_at: Timestamp | null;
  readonly edited_by_id: number | null;
  readonly withdrawn: Withdrawal | null;
}

export interface AmendNoteRequest {
  readonly content: string;
}

export interface AddNoteRequest {
  readonly content: string;
  readonly note_date?: PlainDate;
}

export interface StatusEntry {
  /** Position of the entry in the tracker's ledger. */
  readonly id: number;
  readonly action_item_id: string;
  readonly status: Status;
  readonly changed_by_id: number;
  readonly changed_at: Timestamp;
  readonly comment: string | null;
}

export interface ChangeStatusRequest {
  readonly status: Status;
  readonly comment?: string | null;
}

/** Counts of items. Only open items are overdue, due this week, or without a date. */
export interface Summary {
  readonly items: number;
  readonly open: number;
  readonly overdue: number;
  readonly week: number;
  readonly tbd: number;
  readonly by_status: Readonly<Record<Status, number>>;
  /** By name: the categories that trackers begin with, and all others that items have. */
  readonly by_category: Readonly<Record<string, number>>;
  readonly by_priority: Readonly<Record<Priority, number>>;
  readonly by_owner: readonly {
    readonly owner_id: number;
    readonly items: number;
    readonly open: number;
  }[];
}

/** The entries of a tracker by day, and its closed reviews. */
export interface Timeline {
  /** The days of the first and the last entry; `null` without entries. */
  readonly from: PlainDate | null;
  readonly to: PlainDate | null;
  /** Days with entries, oldest first. */
  readonly days: readonly { readonly date: PlainDate; readonly entries: number }[];
  readonly reviews: readonly {
    readonly number: number;
    readonly name: string;
    readonly closed_at: Timestamp;
    readonly position: number;
  }[];
}

/**
 * A version of an item: all members of the first one, and of later ones those that differ from the
 * version before.
 */
export interface ItemVersion extends Partial<ListedItem> {
  readonly id: string;
  readonly version: number;
  /** When it happened, or on the axis `recorded` when it was recorded. */
  readonly at: Timestamp;
  readonly position: number;
}

/** Where a change came from. */
export const CHANNELS = ['web', 'api', 'cli', 'import'] as const;
export type Channel = (typeof CHANNELS)[number];

/** The fields an entry touched, by wire name: `{"status": "New"}`. */
export type EventFields = Readonly<Record<string, string | number | null>>;

/**
 * One entry of an item's ledger. Entries with the same `command_id` were one action of one person.
 */
export interface ItemEventEntry {
  /** Position in the tracker's gapless ledger. */
  readonly position: number;
  /** Position in the item's own history, from 1. */
  readonly version: number;
  readonly type: ItemEvent['type'];
  /** Values before; `null` where there were none (a new item, a note). */
  readonly from: EventFields | null;
  readonly to: EventFields;
  /** Who did it. */
  readonly actor_id: number;
  /** Who recorded it; differs from the actor for imports. */
  readonly recorded_by_id: number;
  readonly occurred_at: Timestamp;
  readonly recorded_at: Timestamp;
  readonly channel: Channel;
  readonly command_id: string;
  /** Everything that one act wrote; the command's own id for an act of one command. */
  readonly batch: string;
  /** The batch that this entry compensates. */
  readonly undoes: string | null;
  /** Where an import found it; `null` for other entries. */
  readonly source: EntrySource | null;
  /** The personal access token by which it came; `null` for entries without one. */
  readonly token_id: string | null;
}

export interface EntrySource {
  /** Name of the file. */
  readonly file: string;
  readonly sha256: string;
  /**
   * From 1: the row of a workbook, or the line of a text file in which the row begins; `null` for
   * imports that did not record it.
   */
  readonly row: number | null;
}
