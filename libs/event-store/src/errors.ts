/** The command id was used before, for another request. */
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

/** Two ledgers cannot have one prefix, and somebody else was faster. */
export class PrefixTaken extends Error {
  override readonly name = 'PrefixTaken';

  constructor(readonly prefix: string) {
    super(`Expected a prefix that no ledger has, found ${prefix} taken`);
  }
}
