import type { NewEvent } from '../events';
import type { CommandMetadata } from './commands';

/** One event of a decided command, with its stream. */
export interface Step<State> {
  readonly stream: string;
  readonly version: number;
  readonly event: NewEvent;
  readonly stateAfter: State;
}

/** A decided command: its events, each with the state of its stream afterwards. */
export interface DecidedCommand<State> {
  readonly ledgerId: number;
  /** The next number of the ledger before and after, if the command takes one. */
  readonly nextNumber: { readonly before: number; readonly after: number } | undefined;
  readonly metadata: CommandMetadata;
  /** The outcome for a repeat, as JSON. */
  readonly result: string;
  readonly steps: readonly Step<State>[];
}
