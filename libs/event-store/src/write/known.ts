/** What a batch is decided on. */
import type { Ledger } from '../events';
import type { Versioned } from '../stream-state';

/** The record of an earlier command with the same id. */
export interface EarlierCommand {
  readonly requestHash: string;
  readonly result: string;
}

/**
 * A stream whose events cannot be folded, because a newer program wrote them or they are damaged.
 */
export interface Unreadable {
  readonly error: unknown;
}

/**
 * Ledgers by id, streams by `streamKey`, commands by `commandKey`. Missing entries do not exist.
 */
export interface Known<State> {
  readonly ledgers: ReadonlyMap<number, Ledger>;
  readonly streams: ReadonlyMap<string, Versioned<State> | Unreadable>;
  readonly earlier: ReadonlyMap<string, EarlierCommand>;
}

/** Identifies a command across all ledgers. */
export const commandKey = (ledgerId: number, commandId: string): string =>
  `${ledgerId}/${commandId}`;
