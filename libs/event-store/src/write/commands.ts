/** Commands on a ledger, and what a decision receives. */
import type { NewEvent, OpenLedger } from '../events';
import type { StreamEvent } from '../read/stream-events';

/** Who gives a command, through which channel, and under which ids. */
export interface CommandMetadata {
  readonly commandId: string;
  readonly correlationId: string;
  readonly channel: string;
  readonly actorId: number;
  /** The recorder, who differs from the actor in imports. */
  readonly recordedById: number;
  /**
   * Distinguishes a repeat of this command from a different command with the same id. Without it
   * the command cannot be repeated, because nobody else knows its id, and no record is kept.
   */
  readonly requestHash: string | undefined;
  /** Identifies everything written by one act of a user; the command's own id if unset. */
  readonly batch?: string;
  /** The batch that it compensates. */
  readonly undoes?: string;
  /** Additional facts about each of its events, which no state depends on. */
  readonly facts?: object;
}

/** A stream as a decision receives it: version 0 and the initial state if it has no events. */
export interface FoundStream<State> {
  readonly version: number;
  readonly state: State;
}

/** What a decision sees. */
export interface LoadedStream<State> extends FoundStream<State> {
  readonly ledger: OpenLedger;
  readonly stream: string;
  /** The further streams of the command, by name. */
  readonly also: ReadonlyMap<string, FoundStream<State>>;
}

/** The stream that a command addresses. */
export type Target =
  | { readonly stream: string }
  /** A new stream named after a number: a given one, or the next of the ledger. */
  | { readonly number: number | 'next'; readonly streamOf: (number: number) => string };

export interface LedgerCommand<State> {
  readonly ledgerId: number;
  /** Set if the command opens the ledger. */
  readonly opensPrefix?: string;
  readonly target: Target;
  /** Other streams of the ledger that the decision reads and may write to. */
  readonly also?: readonly string[];
  readonly metadata: CommandMetadata;
  /** Must be pure. Throwing refuses this command only. */
  decide(loaded: LoadedStream<State>): readonly NewEvent[];
}

/** The version at which an accepted command left its stream. A repeat gets the same outcome. */
export interface CommandOutcome {
  readonly stream: string;
  readonly versionBefore: number;
  readonly version: number;
  /**
   * The last entry that the command wrote to that stream, equal to what a reader finds. Missing for a
   * repeat, whose entry is in the ledger, for a command that wrote nothing, and after COPY.
   */
  readonly lastEntry?: StreamEvent;
}

export interface LedgerWriterOptions {
  readonly maxBatch: number;
  readonly maxQueued: number;
  /** Capacity of the cache, for streams and for ledgers; default 50,000. */
  readonly maxCached?: number;
  readonly now: () => Date;
}
