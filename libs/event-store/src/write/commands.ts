/** What is asked of a ledger, and what a decision sees. */
import type { NewEvent, OpenLedger } from '../events';
import type { StreamEvent } from '../read/stream-events';

/** Who gives a command, through what, and under which ids. */
export interface CommandMetadata {
  readonly commandId: string;
  readonly correlationId: string;
  readonly channel: string;
  readonly actorId: number;
  /** Who writes it down; differs from the actor for imports. */
  readonly recordedById: number;
  /**
   * Tells a repeat of the same command from another command with the same id. Without it the
   * command cannot be repeated, because nobody else knows its id, and its answer is not kept.
   */
  readonly requestHash: string | undefined;
  /** Names everything that one act of a person writes; a command is an act of its own if unset. */
  readonly batch?: string;
}

/** A stream as a decision finds it: version 0 and the initial state while it has no event. */
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
  /** A new stream named after a number: the given one, or the ledger's next. */
  | { readonly number: number | 'next'; readonly streamOf: (number: number) => string };

export interface LedgerCommand<State> {
  readonly ledgerId: number;
  /** Set when the command opens the ledger. */
  readonly opensPrefix?: string;
  readonly target: Target;
  /** Further streams of the ledger that the decision sees and may write to. */
  readonly also?: readonly string[];
  readonly metadata: CommandMetadata;
  /** What is kept with each of its events; null most of the time. */
  readonly eventMetadata?: object | undefined;
  /** Pure; whatever it throws refuses this command and no other. */
  decide(loaded: LoadedStream<State>): readonly NewEvent[];
}

/** Where an accepted command left the stream it addresses. A repeat of the command gets the same answer. */
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
  /** How many streams, and how many ledgers, are remembered between two writes; 50,000 if unset. */
  readonly maxRemembered?: number;
  readonly now: () => Date;
}

/** Everything that the command writes is one act of a person, unless it is part of a larger one. */
export const withBatch = <State>(
  command: LedgerCommand<State>,
  batch: string,
): LedgerCommand<State> => ({
  ...command,
  metadata: { batch, ...command.metadata },
});
