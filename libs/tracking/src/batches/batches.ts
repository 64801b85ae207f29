/** Read model `batches`: one row per act on many items, such as an import. */
import type { Batch, Channel } from '@action-tracker/contracts';
import { BATCH, parseBatchStream, stateOf, type BatchKind } from '@action-tracker/domain';
import {
  upsertOf,
  type EventEnvelope,
  type Projection,
  type Row,
} from '@action-tracker/event-store';
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { entryPage, type EntryPage, type EntryPart } from '../ledger/entry-page';
import { ReadLedgers } from '../ledger/ledgers';
import type { Scope } from '../ledger/scope';
import type { StreamState } from '../ledger/stream-model';
import { PAGE_MAX_ITEMS } from '@action-tracker/contracts';

export const BATCHES: Projection<StreamState> = {
  name: 'batches',
  version: 1,
  keeps: 'latest',
  columns: {
    tracker_id: 'int',
    batch: 'text',
    kind: 'text',
    undoes: 'text?',
    file_name: 'text?',
    file_sha256: 'text?',
    items: 'int?',
    kinds: 'jsonb',
    begun_by_id: 'int',
    stream: 'text',
  },
  key: ['tracker_id', 'batch'],
  changes: (envelope, state) => upsertOf(batchRow(envelope, state)),
};

function batchRow(envelope: EventEnvelope, state: StreamState): Row | undefined {
  const batch = stateOf(BATCH, state);
  if (!batch.exists) return undefined;
  return {
    tracker_id: envelope.ledgerId,
    batch: parseBatchStream(envelope.stream),
    kind: batch.kind,
    undoes: batch.undoes,
    file_name: batch.file?.name ?? null,
    file_sha256: batch.file?.sha256 ?? null,
    items: batch.result?.items ?? null,
    kinds: batch.result?.kinds ?? [],
    begun_by_id: state.createdById,
    stream: envelope.stream,
  };
}

/** The acts that wrote to items of a tracker, latest first. @throws DomainError NOT_FOUND */
export class ListBatches extends Query<EntryPage<Batch>> {
  constructor(
    readonly scope: Scope,
    readonly trackerId: number,
    readonly part: EntryPart = {},
  ) {
    super();
  }
}

interface FoundBatch {
  readonly batch: string;
  readonly position: number;
  readonly at: string;
  readonly byId: number;
  readonly channel: Channel;
  readonly kind: BatchKind;
  readonly undoes: string | null;
  readonly fileName: string | null;
  readonly fileSha256: string | null;
  readonly items: number | null;
  readonly kinds: readonly string[];
}

/** `o` is the entry that began it. */
const BATCHES_BEGUN = `SELECT b.batch, o.position, o.recorded_at AS at, b.begun_by_id AS "byId",
    o.channel, b.kind, b.undoes, b.file_name AS "fileName", b.file_sha256 AS "fileSha256", b.items,
    b.kinds
  FROM batches b
  JOIN events o ON o.ledger_id = b.tracker_id AND o.stream = b.stream AND o.version = 1`;

@QueryHandler(ListBatches)
export class ListBatchesHandler implements IQueryHandler<ListBatches> {
  constructor(private readonly ledgers: ReadLedgers) {}

  async execute({ scope, trackerId, part }: ListBatches): Promise<EntryPage<Batch>> {
    const { limit = PAGE_MAX_ITEMS, after } = part;
    await this.ledgers.ofTracker(scope, trackerId);
    const [found, undoing] = await Promise.all([
      this.ledgers.pool.query<FoundBatch>({
        name: 'batches_of_tracker',
        text: `${BATCHES_BEGUN}
               WHERE b.tracker_id = $1 AND o.position < coalesce($2, 'infinity'::float8)
                 AND b.items IS DISTINCT FROM 0
               ORDER BY o.position DESC LIMIT $3`,
        values: [trackerId, after ?? null, limit + 1],
      }),
      this.ledgers.pool.query<Pick<FoundBatch, 'batch'> & { readonly undoes: string }>({
        name: 'undos_of_tracker',
        text: 'SELECT batch, undoes FROM batches WHERE tracker_id = $1 AND undoes IS NOT NULL',
        values: [trackerId],
      }),
    ]);
    const undos = new Map(undoing.rows.map(({ undoes, batch }) => [undoes, batch]));
    const page = entryPage(found.rows, limit, ({ position }) => position);
    return { ...page, items: page.items.map((batch) => onWire(batch, undos)) };
  }
}

function onWire(found: FoundBatch, undos: ReadonlyMap<string, string>): Batch {
  const { batch, at, byId, channel, kind, undoes, fileName, fileSha256, items, kinds } = found;
  return {
    ...{ batch, at, by_id: byId, channel, kind, kinds, items, undoes },
    label: fileName,
    file: fileName === null || fileSha256 === null ? null : { name: fileName, sha256: fileSha256 },
    undone_by: undoneBy(batch, undos) ?? null,
  };
}

/** The undo that is in force: one that was itself undone has no effect. */
function undoneBy(batch: string, undos: ReadonlyMap<string, string>): string | undefined {
  const undo = undos.get(batch);
  return undo === undefined || undoneBy(undo, undos) !== undefined ? undefined : undo;
}
