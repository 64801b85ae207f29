/**
 * Groups the ledger of an item by user action. Saving three fields writes three events with one
 * command id; showing them as three entries would be noise.
 */
import type { Channel, EntrySource, ItemEventEntry, Timestamp } from '@action-tracker/contracts';
import { byReadingOrder } from '../fields/field-words';

export interface FieldChange {
  /** Wire name: `due_date`. */
  readonly field: string;
  /** Undefined when there was no previous value, as in a new item. */
  readonly from: string | number | null | undefined;
  readonly to: string | number | null;
}

export interface NoteText {
  readonly text: string;
  /** What an amended note said before. */
  readonly before: string | undefined;
}

export interface HistoryEntry {
  readonly actorId: number;
  /** The recorder, when different from the actor or when it was an import. */
  readonly recordedById: number | undefined;
  readonly occurredAt: Timestamp;
  readonly channel: Channel;
  /** Where an import found it. */
  readonly source: EntrySource | null;
  /** Positions in the tracker's ledger. */
  readonly positions: readonly number[];
  /** Distinct event types. */
  readonly deeds: readonly ItemEventEntry['type'][];
  readonly changes: readonly FieldChange[];
  /** Comments given with a status, and reasons for a due date. */
  readonly comments: readonly string[];
  /** The command, by which the entry is undone. */
  readonly commandId: string;
  readonly batch: string;
  /** Positions of the entries that it takes back; empty for other entries. */
  readonly undoes: readonly number[];
  /** Position of the undo in force; undefined when it was not undone, or that was undone. */
  readonly undoneBy: number | undefined;
  /** Note texts; the page shows them in their own section. */
  readonly notes: readonly NoteText[];
}

/** The number is already in the item's id; texts are shown below the changes. */
const NOT_A_CHANGE = ['number', 'entry', 'comment', 'reason', 'content'];

/**
 * Groups events by person, time and command, newest first. Time and person matter because an
 * imported history is one command that covers many people and days.
 */
export function historyEntries(events: readonly ItemEventEntry[]): readonly HistoryEntry[] {
  const byAction = Map.groupBy(events, ({ command_id, actor_id, occurred_at }) =>
    [command_id, actor_id, occurred_at].join(' '),
  );
  return [...byAction.values()].map((own) => entryOf(own, events)).toReversed();
}

/** @param all the events that are loaded, oldest first */
function entryOf(events: readonly ItemEventEntry[], all: readonly ItemEventEntry[]): HistoryEntry {
  const [first] = events;
  if (!first) throw new Error('Expected a command with at least one event, found none');
  const { actor_id, recorded_by_id, channel } = first;
  // If the file names no actor, the importer is only the recorder.
  const isOwn = recorded_by_id === actor_id && channel !== 'import';
  return {
    actorId: actor_id,
    recordedById: isOwn ? undefined : recorded_by_id,
    occurredAt: first.occurred_at,
    channel,
    source: first.source,
    positions: events.map(({ position }) => position),
    commandId: first.command_id,
    batch: first.batch,
    undoes: undonePositions(first, all),
    undoneBy: undoOf(first, all)?.position,
    deeds: [...new Set(events.map(({ type }) => type))],
    changes: events.flatMap(changesOf),
    comments: events.flatMap((event) => [...textOf('comment')(event), ...textOf('reason')(event)]),
    notes: events.flatMap(noteTexts),
  };
}

function undonePositions(
  { undoes, position }: ItemEventEntry,
  all: readonly ItemEventEntry[],
): readonly number[] {
  if (undoes === null) return [];
  return all
    .filter((event) => event.batch === undoes && event.position < position)
    .map((event) => event.position);
}

/** The latest undo of an event that was not itself undone. */
const undoOf = (
  { batch, position }: ItemEventEntry,
  all: readonly ItemEventEntry[],
): ItemEventEntry | undefined =>
  all.findLast(
    (event) => event.undoes === batch && event.position > position && !undoOf(event, all),
  );

function changesOf({ from, to }: ItemEventEntry): readonly FieldChange[] {
  return Object.entries(to)
    .toSorted(([a], [b]) => byReadingOrder(a, b))
    .filter(([field]) => !NOT_A_CHANGE.includes(field))
    .map(([field, value]) => ({ field, from: from?.[field], to: value }));
}

function noteTexts(event: ItemEventEntry): readonly NoteText[] {
  const before = event.from?.['content'];
  return textOf('content')(event).map((text) => ({
    text,
    before: typeof before === 'string' ? before : undefined,
  }));
}

const textOf =
  (field: string) =>
  ({ to }: ItemEventEntry): readonly string[] => {
    const text = to[field];
    return typeof text === 'string' && text !== '' ? [text] : [];
  };
