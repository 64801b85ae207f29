import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import type { Pool } from 'pg';
import { AskedTogether } from '../ledger/asked-together';
import { ReadLedgers } from '../ledger/ledgers';
import { READ_TABLES, readTableIds } from '../read-tables/read-tables';

/** What a list may cover: one tracker, the tracker of one item, or all of them. */
export type Scope =
  | { readonly trackerId: number }
  | { readonly itemId: string }
  | { readonly trackerIds: readonly number[] | undefined };

/**
 * The heads of the ledgers that a list covers, and which tables hold its rows, as text. As long as it
 * stays the same, nothing that the list is computed from has changed: another version of a read table
 * is another table, and so is one that was rebuilt.
 */
export class LedgerHeads extends Query<string> {
  constructor(readonly scope: Scope) {
    super();
  }
}

/** Ids of ledgers; `null` stands for all. */
type Covered = readonly number[] | null;

@QueryHandler(LedgerHeads)
export class LedgerHeadsHandler implements IQueryHandler<LedgerHeads> {
  private readonly heads: AskedTogether<Covered, string>;

  constructor(private readonly ledgers: ReadLedgers) {
    this.heads = new AskedTogether(
      (asked) => Promise.all(asked.map((covered) => readHeads(ledgers.pool, covered))),
      (covered) => String(covered),
    );
  }

  async execute({ scope }: LedgerHeads): Promise<string> {
    return this.heads.ask(await this.covered(scope));
  }

  private async covered(scope: Scope): Promise<Covered> {
    if ('trackerId' in scope) return [scope.trackerId];
    if ('itemId' in scope) return [(await this.ledgers.ofItem(scope.itemId)).ledger.id];
    return scope.trackerIds ?? null;
  }
}

async function readHeads(pool: Pool, covered: Covered): Promise<string> {
  const { rows } = await pool.query<{ heads: string | null; tables: string | null }>({
    name: 'ledger_heads',
    text: `SELECT string_agg(ledger_id || ':' || head, ',' ORDER BY ledger_id) AS heads,
             ${readTableIds('$2')} AS tables
           FROM ledgers WHERE $1::int[] IS NULL OR ledger_id = ANY ($1)`,
    values: [covered, READ_TABLES],
  });
  const [found] = rows;
  return `${found?.heads ?? ''} ${found?.tables ?? ''}`;
}
