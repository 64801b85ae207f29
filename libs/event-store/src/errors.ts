import { DatabaseError } from 'pg';

/** The command id was already used for a different request. */
export class CommandIdReused extends Error {
  override readonly name = 'CommandIdReused';

  constructor(readonly commandId: string) {
    super('Expected a repeat of the same request, found another one with the same command id');
  }
}

/** The write queue is full, or the store is shutting down: nothing was written, try again. */
export class LedgerBusy extends Error {
  override readonly name = 'LedgerBusy';
}

/** No ledger has this id. */
export class UnknownLedger extends Error {
  override readonly name = 'UnknownLedger';

  constructor(ledgerId: number) {
    super(`Expected an open ledger, found none with id ${ledgerId}`);
  }
}

/** Another command has just opened a ledger with this prefix. */
export class PrefixTaken extends Error {
  override readonly name = 'PrefixTaken';

  constructor(readonly prefix: string) {
    super(`Expected a prefix that no ledger has, found ${prefix} taken`);
  }
}

/** Another writer has added entries to a ledger while it is being imported. */
export class LedgerMoved extends Error {
  override readonly name = 'LedgerMoved';

  constructor(expected: number, found: number) {
    super(`Expected the ledger at position ${expected}, where this import left it, found ${found}`);
  }
}

/** An event cannot have happened before the previous event of its stream. */
export class TimeOutOfOrder extends Error {
  override readonly name = 'TimeOutOfOrder';

  constructor(occurredAt: string, last: string) {
    super(`Expected a time not before the last event of the stream, ${last}; found ${occurredAt}`);
  }
}

/** Another process is already rebuilding read tables. */
export class RebuildRunning extends Error {
  override readonly name = 'RebuildRunning';

  constructor() {
    super(
      'Expected no other rebuild of read tables, found one that is running: wait until it ends',
    );
  }
}

/** There is no previous read table to restore. */
export class NothingToRollBack extends Error {
  override readonly name = 'NothingToRollBack';

  constructor(readonly projection: string) {
    super(`Expected an earlier ${projection} that a rebuild has kept, found none`);
  }
}

/**
 * Whether PostgreSQL rejected the statement, so that nothing of it was written. Classes 08 and 57
 * mean that the connection or the server was lost, and the outcome is unknown.
 */
export const isRefusedByDatabase = (error: unknown): boolean =>
  error instanceof DatabaseError && !/^(08|57)/.test(error.code ?? '08');
