import type { NewEvent } from '../events';
import type { CommandMetadata } from './commands';

/** One event of a decided command, in the stream that it goes to. */
export interface Step<State> {
  readonly stream: string;
  readonly version: number;
  readonly event: NewEvent;
  readonly stateAfter: State;
}

/** One decided command: its events with the state of their stream after each of them. */
export interface DecidedCommand<State> {
  readonly ledgerId: number;
  /** The ledger's next number before and after, for a command that takes a number. */
  readonly nextNumber: { readonly before: number; readonly after: number } | undefined;
  readonly metadata: CommandMetadata;
  readonly eventMetadata: object | undefined;
  /** The answer to a repeat, as JSON. */
  readonly result: string;
  readonly steps: readonly Step<State>[];
}
