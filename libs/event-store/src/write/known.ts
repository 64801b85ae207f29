/** What a batch is decided against. */
import type { Ledger } from '../events';
import type { Versioned } from '../stream-state';

/** What an earlier command with the same id left. */
export interface EarlierCommand {
  readonly requestHash: string;
  readonly result: string;
}

/** A stream whose events cannot be folded: a newer program wrote them, or something is broken. */
export interface Unreadable {
  readonly error: unknown;
}

/** Ledgers by id, streams by `streamKey`, commands by `commandKey`. What is missing does not exist. */
export interface Known<State> {
  readonly ledgers: ReadonlyMap<number, Ledger>;
  readonly streams: ReadonlyMap<string, Versioned<State> | Unreadable>;
  readonly earlier: ReadonlyMap<string, EarlierCommand>;
}

/** Names a command among those of all ledgers. */
export const commandKey = (ledgerId: number, commandId: string): string =>
  `${ledgerId}/${commandId}`;
