/** Which imported items were withdrawn since, and which an import has reinstated. */
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { Ledgers } from '../ledger/ledgers';
import type { Scope } from '../ledger/scope';

/** The last withdrawal or reinstatement of an item. */
export interface TakenBack {
  /** `person`, `undo`: withdrawn by. `import`: reinstated by. */
  readonly by: 'person' | 'undo' | 'import';
  readonly commandId: string;
  readonly version: number;
}

/**
 * By item id, without items that were never withdrawn or that a person reinstated.
 *
 * @throws DomainError NOT_FOUND
 */
export class FindTakenBack extends Query<ReadonlyMap<string, TakenBack>> {
  constructor(
    readonly scope: Scope,
    readonly trackerId: number,
    readonly itemIds: readonly string[],
  ) {
    super();
  }
}

interface LastRow extends Omit<TakenBack, 'by'> {
  readonly stream: string;
  readonly type: 'ItemWithdrawn' | 'ItemReinstated';
  readonly isUndo: boolean;
  readonly isImport: boolean;
}

@QueryHandler(FindTakenBack)
export class FindTakenBackHandler implements IQueryHandler<FindTakenBack> {
  constructor(private readonly ledgers: Ledgers) {}

  async execute({ scope, trackerId, itemIds }: FindTakenBack) {
    await this.ledgers.ofTracker(scope, trackerId);
    const { rows } = await this.ledgers.pool.query<LastRow>(
      `SELECT x.stream, e.type, e.version, e.command_id AS "commandId",
         e.undoes IS NOT NULL AS "isUndo", e.channel = 'import' AS "isImport"
       FROM unnest($2::text[]) AS x(stream)
       CROSS JOIN LATERAL (
         SELECT * FROM events e WHERE e.ledger_id = $1 AND e.stream = x.stream
           AND e.type IN ('ItemWithdrawn', 'ItemReinstated')
         ORDER BY e.version DESC LIMIT 1
       ) e`,
      [trackerId, itemIds],
    );
    return new Map(
      rows.flatMap(({ stream, commandId, version, ...last }) => {
        const by = byOf(last);
        return by ? [[stream, { by, commandId, version }] as const] : [];
      }),
    );
  }
}

function byOf({
  type,
  isUndo,
  isImport,
}: Pick<LastRow, 'type' | 'isUndo' | 'isImport'>): TakenBack['by'] | undefined {
  if (type === 'ItemWithdrawn') return isUndo ? 'undo' : 'person';
  return isImport ? 'import' : undefined;
}
