/** Folds what one person changed on an item within a few minutes. */
import { byReadingOrder } from '../fields/field-words';
import type { FieldChange, HistoryEntry } from './history-entries';

const WITHIN_MS = 5 * 60_000;

/** Entries of one person within five minutes, newest first as in the history. */
export interface HistoryRun {
  readonly entries: readonly [HistoryEntry, ...HistoryEntry[]];
  /** Distinct, in the order in which they happened. */
  readonly deeds: HistoryEntry['deeds'];
  /** What differs after the run from before; empty if everything was changed back. */
  readonly net: readonly FieldChange[];
  /** Of all entries. */
  readonly positions: readonly number[];
}

/**
 * Neighbours that fold become one run; any other entry is a run of its own.
 *
 * @param entries newest first, as the runs are
 */
export function historyRuns(entries: readonly HistoryEntry[]): readonly HistoryRun[] {
  const runs: [HistoryEntry, ...HistoryEntry[]][] = [];
  // From the oldest on, so that a new entry does not divide the earlier ones in another way.
  for (const entry of entries.toReversed()) {
    const run = runs.at(-1);
    if (run && belongsTo(run, entry)) run.unshift(entry);
    else runs.push([entry]);
  }
  return runs.map(runOf).toReversed();
}

function belongsTo(run: readonly [HistoryEntry, ...HistoryEntry[]], entry: HistoryEntry): boolean {
  const [latest] = run;
  const first = run.at(-1) ?? latest;
  return (
    folds(latest) &&
    folds(entry) &&
    latest.actorId === entry.actorId &&
    latest.recordedById === entry.recordedById &&
    Date.parse(entry.occurredAt) - Date.parse(first.occurredAt) <= WITHIN_MS
  );
}

/**
 * Only changes of fields fold, made one by one. What was done at once, undone or corrected is a step
 * of its own, and a text is there to be read.
 */
const folds = (entry: HistoryEntry): boolean =>
  entry.batch === entry.commandId &&
  entry.undoes.length === 0 &&
  entry.undoneBy === undefined &&
  entry.comments.length === 0 &&
  entry.notes.length === 0 &&
  entry.changes.length > 0 &&
  entry.changes.every(({ from }) => from !== undefined);

function runOf(entries: readonly [HistoryEntry, ...HistoryEntry[]]): HistoryRun {
  const inOrder = entries.toReversed();
  return {
    entries,
    deeds: [...new Set(inOrder.flatMap(({ deeds }) => deeds))],
    net: netOf(inOrder.flatMap(({ changes }) => changes)),
    positions: inOrder.flatMap(({ positions }) => positions),
  };
}

/** @param changes in the order in which they happened */
function netOf(changes: readonly FieldChange[]): readonly FieldChange[] {
  return [...Map.groupBy(changes, ({ field }) => field)]
    .map(([field, own]) => ({ field, from: own.at(0)?.from, to: own.at(-1)?.to ?? null }))
    .filter(({ from, to }) => from !== to)
    .toSorted((a, b) => byReadingOrder(a.field, b.field));
}
