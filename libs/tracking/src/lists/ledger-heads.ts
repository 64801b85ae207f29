import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import type DataLoader from 'dataloader';
import type { Pool } from 'pg';
import { dataLoader } from '../ledger/data-loader';
import { ReadLedgers } from '../ledger/ledgers';
import type { Scope } from '../ledger/scope';
import { READ_TABLES, readTableIds } from '../read-tables/read-tables';

/** What a list may cover: one tracker, the tracker of one item, or all trackers. */
export type ListCover =
  | { readonly trackerId: number }
  | { readonly itemId: string }
  | { readonly trackerIds: readonly number[] | undefined };

/**
 * The heads of the ledgers that a list covers and the ids of its tables, as text. While it is
 * unchanged, so is everything the list is computed from: a new version or a rebuild of a read table
 * creates a new table.
 */
export class LedgerHeads extends Query<string> {
  constructor(
    readonly scope: Scope,
    readonly cover: ListCover,
  ) {
    super();
  }
}

interface Covered {
  /** Ledger ids; `null` for all. */
  readonly ids: readonly number[] | null;
}

@QueryHandler(LedgerHeads)
export class LedgerHeadsHandler implements IQueryHandler<LedgerHeads> {
  private readonly heads: DataLoader<Covered, string, string>;

  constructor(private readonly ledgers: ReadLedgers) {
    this.heads = dataLoader(
      (asked) => Promise.all(asked.map((covered) => readHeads(ledgers.pool, covered))),
      ({ ids }) => String(ids),
    );
  }

  async execute({ scope, cover }: LedgerHeads): Promise<string> {
    return this.heads.load({ ids: await this.covered(scope, cover) });
  }

  private async covered(scope: Scope, cover: ListCover): Promise<Covered['ids']> {
    if ('itemId' in cover) return [(await this.ledgers.ofItem(scope, cover.itemId)).ledger.id];
    return scope.within('trackerId' in cover ? [cover.trackerId] : cover.trackerIds);
  }
}

async function readHeads(pool: Pool, { ids }: Covered): Promise<string> {
  const { rows } = await pool.query<{ heads: string | null; tables: string | null }>({
    name: ids ? 'heads_of_ledgers' : 'heads_of_all_ledgers',
    text: `SELECT string_agg(ledger_id || ':' || head, ',' ORDER BY ledger_id) AS heads,
             ${readTableIds('$1')} AS tables
           FROM ledgers ${ids ? 'WHERE ledger_id = ANY ($2)' : ''}`,
    values: ids ? [READ_TABLES, ids] : [READ_TABLES],
  });
  const [found] = rows;
  return `${found?.heads ?? ''} ${found?.tables ?? ''}`;
}
