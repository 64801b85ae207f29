/**
 * The ledger of an item as people think of it: one entry per action of a person. A save of three
 * fields is three events under one command id, and a history that shows three lines for it is noise.
 */
import type { Channel, EventType, ItemEventEntry, Timestamp } from '@action-tracker/contracts';
import { byReadingOrder } from '../fields/field-words';

export interface FieldChange {
  /** Wire name: `due_date`. */
  readonly field: string;
  /** Undefined where there was nothing to change from: a new item. */
  readonly from: string | number | null | undefined;
  readonly to: string | number | null;
}

export interface HistoryEntry {
  readonly actorId: number;
  /** Who wrote it down, when that was somebody else than the one who did it, or by an import. */
  readonly recordedById: number | undefined;
  readonly occurredAt: Timestamp;
  readonly channel: Channel;
  /** Places in the tracker's ledger. */
  readonly positions: readonly number[];
  /** What happened, each once. */
  readonly deeds: readonly EventType[];
  readonly changes: readonly FieldChange[];
  /** Reasons given with a status. */
  readonly comments: readonly string[];
  /** Texts of notes; they have a place of their own on the page. */
  readonly notes: readonly string[];
}

/** The number is in the item's id already; texts stand below the changes. */
const NOT_A_CHANGE = ['number', 'comment', 'content'];

/**
 * Groups what one person did at one time by one command, newest first: an imported history is one
 * command, but many people's work over many days.
 */
export function historyEntries(events: readonly ItemEventEntry[]): readonly HistoryEntry[] {
  const byAction = Map.groupBy(events, ({ command_id, actor_id, occurred_at }) =>
    [command_id, actor_id, occurred_at].join(' '),
  );
  return [...byAction.values()].map(entryOf).toReversed();
}

function entryOf(events: readonly ItemEventEntry[]): HistoryEntry {
  const [first] = events;
  if (!first) throw new Error('Expected a command with at least one event, found none');
  const { actor_id, recorded_by_id, channel } = first;
  // A file that names nobody leaves what it tells to the importer, who only wrote it down.
  const isOwn = recorded_by_id === actor_id && channel !== 'import';
  return {
    actorId: actor_id,
    recordedById: isOwn ? undefined : recorded_by_id,
    occurredAt: first.occurred_at,
    channel,
    positions: events.map(({ position }) => position),
    deeds: [...new Set(events.map(({ type }) => type))],
    changes: events.flatMap(changesOf),
    comments: events.flatMap(textOf('comment')),
    notes: events.flatMap(textOf('content')),
  };
}

function changesOf({ from, to }: ItemEventEntry): readonly FieldChange[] {
  return Object.entries(to)
    .toSorted(([a], [b]) => byReadingOrder(a, b))
    .filter(([field]) => !NOT_A_CHANGE.includes(field))
    .map(([field, value]) => ({ field, from: from?.[field], to: value }));
}

const textOf =
  (field: string) =>
  ({ to }: ItemEventEntry): readonly string[] => {
    const text = to[field];
    return typeof text === 'string' && text !== '' ? [text] : [];
  };
