import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { ReadLedgers } from '../ledgers';
import { READ_TABLES, readTableIds } from './read-tables';

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

@QueryHandler(LedgerHeads)
export class LedgerHeadsHandler implements IQueryHandler<LedgerHeads> {
  constructor(private readonly ledgers: ReadLedgers) {}

  async execute({ scope }: LedgerHeads): Promise<string> {
    const { rows } = await this.ledgers.pool.query<{ heads: string | null; tables: string | null }>(
      {
        name: 'ledger_heads',
        text: `SELECT string_agg(ledger_id || ':' || head, ',' ORDER BY ledger_id) AS heads,
               ${readTableIds('$2')} AS tables
             FROM ledgers WHERE $1::int[] IS NULL OR ledger_id = ANY ($1)`,
        values: [await this.covered(scope), READ_TABLES],
      },
    );
    const [found] = rows;
    return `${found?.heads ?? ''} ${found?.tables ?? ''}`;
  }

  private async covered(scope: Scope): Promise<readonly number[] | null> {
    if ('trackerId' in scope) return [scope.trackerId];
    if ('itemId' in scope) return [(await this.ledgers.ofItem(scope.itemId)).ledger.id];
    return scope.trackerIds ?? null;
  }
}
