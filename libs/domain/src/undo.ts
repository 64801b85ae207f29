/**
 * Undo of a set of entries of one stream, field by field: each change is compensated if it is the
 * newest of its field. Entries that were undone and their compensations do not count, so an undo
 * can itself be undone. What somebody else changed later is a conflict and stays.
 */
import type { AnyAggregate, AnyEvent, DecisionContext, EventEnvelope } from './aggregate';
import { DomainError } from './domain-error';
import type { Reversal } from './reversal';

/** An entry of a stream, with its event upcast. */
export interface UndoEntry extends EventEnvelope {
  readonly event: AnyEvent;
  readonly commandId: string;
  /** Everything that one act wrote; the command's id where a command was an act of its own. */
  readonly batch: string;
  /** The batch that it compensates. */
  readonly undoes: string | null;
  readonly at: string;
}

/** A value that was set back. */
export interface UndoneField {
  readonly what: string;
  readonly from: unknown;
  readonly to: unknown;
}

/** A change that stays, because somebody has changed the field since. */
export interface UndoConflict {
  readonly what: string;
  /** What the change had set. */
  readonly expected: unknown;
  /** What is there now. */
  readonly found: unknown;
  readonly byId: number;
  readonly at: string;
}

export interface UndoPlan {
  /** The compensations, newest change first. */
  readonly events: readonly AnyEvent[];
  readonly done: readonly UndoneField[];
  readonly conflicts: readonly UndoConflict[];
  /** Why entries that were asked for cannot be undone at all. */
  readonly impossible: readonly string[];
}

interface Change extends Reversal {
  readonly entry: UndoEntry;
  readonly compensates: Change | undefined;
  /** The values of the field before and after, comparable as text. */
  readonly before: string;
  readonly after: string;
  /** Its compensations, and whether this plan compensates it. */
  readonly undoneBy: Change[];
  isUndoneNow: boolean;
}

/**
 * Plans the undo of entries of one stream. Pure.
 *
 * @param entries the whole stream, oldest first
 * @param isAsked whether an entry is to be undone
 */
export function planUndo(
  aggregate: AnyAggregate,
  entries: readonly UndoEntry[],
  isAsked: (entry: UndoEntry) => boolean,
  context: DecisionContext,
): UndoPlan {
  const plan = new StreamUndo(aggregate, entries, context);
  const asked = plan.changes.filter(({ entry }) => isAsked(entry));
  const impossible = entries.filter(isAsked).flatMap(({ event }) => {
    const undo = aggregate.undo[event.type];
    return undo && 'none' in undo ? [undo.none] : [];
  });
  const creation = asked.find(({ isCreation }) => isCreation);
  if (creation) plan.undoCreation(creation, isAsked);
  else for (const change of asked.toReversed()) plan.undo(change);
  const { events, done, conflicts } = plan;
  return { events, done, conflicts, impossible: [...new Set(impossible)] };
}

class StreamUndo {
  readonly changes: readonly Change[];
  readonly events: AnyEvent[] = [];
  readonly done: UndoneField[] = [];
  readonly conflicts: UndoConflict[] = [];
  private readonly values = new Map<string, string>();
  private readonly length: number;
  private state: unknown;

  constructor(
    private readonly aggregate: AnyAggregate,
    entries: readonly UndoEntry[],
    private readonly context: DecisionContext,
  ) {
    this.length = entries.length;
    const changes: Change[] = [];
    this.state = aggregate.initial;
    for (const entry of entries) {
      this.state = aggregate.evolve(this.state, entry.event, entry);
      for (const reversal of reversalsOf(aggregate, entry.event, entry.version)) {
        changes.push(this.changeOf(entry, reversal, changes));
      }
    }
    this.changes = changes;
  }

  /** Undoes a change if it is the newest of its field. */
  undo(change: Change): void {
    const { field, after, before } = change;
    // A field that has the value already needs no compensation.
    if (!isLive(change) || isEmpty(change) || this.values.get(field) === before) return;
    const newer = this.changes.findLast(
      (other) =>
        other.field === field && other.entry.version > change.entry.version && counts(other),
    );
    if (newer || this.values.get(field) !== after) this.refuse(change, newer);
    else if (this.compensate(change)) this.values.set(field, before);
  }

  /** Undoes the creation of the stream if nobody else has written to it since. */
  undoCreation(creation: Change, isAsked: (entry: UndoEntry) => boolean): void {
    if (!isLive(creation)) return;
    const foreign = this.changes.findLast((change) => !isAsked(change.entry) && counts(change));
    if (foreign) this.refuse(creation, foreign);
    else this.compensate(creation);
  }

  private compensate(change: Change): boolean {
    const { aggregate, context } = this;
    try {
      const command = aggregate.commandOf(change.inverse);
      const events = aggregate.decide(this.state, command, { ...context, rules: 'stored' });
      for (const event of events) {
        this.events.push(event);
        const version = this.length + this.events.length;
        this.state = aggregate.evolve(this.state, event, { actorId: 0, version });
      }
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      const ended = this.endOfStream();
      this.refuse(change, ended ?? this.changes.at(-1), ended ? ended.to : error.message);
      return false;
    }
    change.isUndoneNow = true;
    this.done.push({ what: change.what, from: change.to, to: change.from });
    return true;
  }

  private refuse(change: Change, newer: Change | undefined, found?: unknown): void {
    const { what, to: expected, field } = change;
    const last = newer ?? this.changes.findLast((other) => other.field === field) ?? change;
    const { actorId: byId, at } = last.entry;
    const value = last.field === field ? last.to : last.what;
    this.conflicts.push({ what, expected, found: found ?? value, byId, at });
  }

  /** The withdrawal of the whole stream, if it is in force; such a stream refuses changes. */
  private endOfStream(): Change | undefined {
    const creation = this.changes.find(({ isCreation }) => isCreation);
    const last = this.changes.findLast(({ field }) => field === creation?.field);
    return last?.to === creation?.to ? undefined : last;
  }

  private changeOf(entry: UndoEntry, reversal: Reversal, earlier: readonly Change[]): Change {
    const { field, from, to } = reversal;
    const compensates =
      entry.undoes === null
        ? undefined
        : earlier.findLast(
            (change) =>
              change.entry.batch === entry.undoes &&
              change.field === field &&
              isLive(change) &&
              !isEmpty(change),
          );
    const before = this.values.get(field) ?? valueText(from);
    const after = compensates ? compensates.before : valueText(to);
    this.values.set(field, after);
    const undo = { undoneBy: [], isUndoneNow: false };
    const change = { ...reversal, ...undo, entry, compensates, before, after };
    compensates?.undoneBy.push(change);
    return change;
  }
}

/** What an event did to each field; nothing for one without a way back. */
export function reversalsOf(
  aggregate: AnyAggregate,
  event: AnyEvent,
  version: number,
): readonly Reversal[] {
  const undo = aggregate.undo[event.type];
  return undo && 'reverse' in undo ? undo.reverse(event.data, version) : [];
}

/** Whether it still has its effect: it was not undone, or that undo was undone. */
const isLive = ({ undoneBy, isUndoneNow }: Change): boolean =>
  !isUndoneNow && !undoneBy.some(isLive);

/** Whether it stands between an older change and its undo. */
const counts = (change: Change): boolean =>
  isLive(change) && change.compensates === undefined && !isEmpty(change);

const isEmpty = ({ before, after }: Change): boolean => before === after;

const valueText = (value: unknown): string => JSON.stringify(value ?? null);
