import { DomainError } from '@action-tracker/domain';
import { inPoolTransaction } from '@action-tracker/event-store';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { Pool, PoolClient } from 'pg';
import { Ledgers } from '../ledger/ledgers';

/** The number that the next item of a tracker gets. */
export interface NextNumber {
  readonly before: number;
  readonly after: number;
}

/**
 * Sets the next number of a tracker to the highest one ever used plus one; no other value is
 * possible. Writes no entry: the number is derived from the existing entries.
 */
export class ResetSequenceCommand extends Command<NextNumber> {
  constructor(readonly prefix: string) {
    super();
  }
}

@CommandHandler(ResetSequenceCommand)
export class ResetSequenceHandler implements ICommandHandler<ResetSequenceCommand> {
  constructor(private readonly ledgers: Ledgers) {}

  /** @throws DomainError NOT_FOUND when no tracker has this prefix */
  async execute({ prefix }: ResetSequenceCommand): Promise<NextNumber> {
    const ledger = await this.ledgers.ofPrefix(prefix);
    if (!ledger) {
      const message = `Expected the prefix of a tracker, found ${prefix}, which no tracker has`;
      throw new DomainError('NOT_FOUND', message);
    }
    return withLockedLedger(this.ledgers.pool, ledger.id, (client, before) =>
      setNextNumber(client, ledger.id, before),
    );
  }
}

/** Two statements: the second sees what was appended while the first waited for the lock. */
const withLockedLedger = <T>(
  pool: Pool,
  ledgerId: number,
  work: (client: PoolClient, nextNumber: number) => Promise<T>,
): Promise<T> =>
  inPoolTransaction(pool, async (client) => {
    const { rows } = await client.query<{ before: number }>(
      'SELECT next_number AS before FROM ledgers WHERE ledger_id = $1 FOR UPDATE',
      [ledgerId],
    );
    return work(client, rows[0]?.before ?? 1);
  });

async function setNextNumber(
  client: PoolClient,
  ledgerId: number,
  before: number,
): Promise<NextNumber> {
  const { rows } = await client.query<{ after: number }>(
    `SELECT coalesce(max((data ->> 'number')::int), 0) + 1 AS after
     FROM events WHERE ledger_id = $1 AND type = 'ItemCreated'`,
    [ledgerId],
  );
  const after = rows[0]?.after ?? before;
  if (after !== before) {
    await client.query('UPDATE ledgers SET next_number = $2 WHERE ledger_id = $1', [
      ledgerId,
      after,
    ]);
  }
  return { before, after };
}
