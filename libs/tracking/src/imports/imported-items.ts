/**
 * Finds what earlier imports wrote. Reads events, which are permanent: command records expire after
 * some days, but importing the same file again must change nothing even after that.
 */
import { REGISTRY, upcast } from '@action-tracker/domain';
import type { NewEvent, RecordedEvent } from '@action-tracker/event-store';
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { isDeepStrictEqual } from 'node:util';
import type { ImportItemCommand } from './import-item';
import type { Origin } from '../ledger/origin';
import { Ledgers } from '../ledger/ledgers';
import type { Scope } from '../ledger/scope';
import { Users } from '../people/user';

/**
 * Item ids by command id for everything imported into a tracker.
 *
 * @throws DomainError NOT_FOUND
 */
export class ListImportedItems extends Query<ReadonlyMap<string, string>> {
  constructor(
    readonly scope: Scope,
    readonly trackerId: number,
  ) {
    super();
  }
}

@QueryHandler(ListImportedItems)
export class ListImportedItemsHandler implements IQueryHandler<ListImportedItems> {
  constructor(private readonly ledgers: Ledgers) {}

  async execute({ scope, trackerId }: ListImportedItems): Promise<ReadonlyMap<string, string>> {
    await this.ledgers.ofTracker(scope, trackerId);
    const { rows } = await this.ledgers.pool.query<{ commandId: string; stream: string }>(
      `SELECT e.command_id AS "commandId", e.stream FROM events e
       WHERE e.ledger_id = $1 AND e.channel = 'import' AND e.type = 'ItemCreated'`,
      [trackerId],
    );
    return new Map(rows.map(({ commandId, stream }) => [commandId, stream]));
  }
}

/** Which of these items were created by an import with a different correlation id. */
export class ListImportedByOthers extends Query<ReadonlySet<string>> {
  constructor(
    readonly scope: Scope,
    readonly trackerId: number,
    readonly itemIds: readonly string[],
    readonly correlationId: string,
  ) {
    super();
  }
}

@QueryHandler(ListImportedByOthers)
export class ListImportedByOthersHandler implements IQueryHandler<ListImportedByOthers> {
  constructor(private readonly ledgers: Ledgers) {}

  async execute(query: ListImportedByOthers): Promise<ReadonlySet<string>> {
    await this.ledgers.ofTracker(query.scope, query.trackerId);
    const { trackerId, itemIds, correlationId } = query;
    if (itemIds.length === 0) return new Set();
    const { rows } = await this.ledgers.pool.query<{ stream: string }>(
      `SELECT stream FROM events
       WHERE ledger_id = $1 AND stream = ANY ($2) AND version = 1 AND correlation_id <> $3`,
      [trackerId, itemIds, correlationId],
    );
    return new Set(rows.map(({ stream }) => stream));
  }
}

/** A row that may be a repeat, and the item that an earlier import of it created. */
export interface RepeatedImport {
  readonly itemId: string;
  readonly command: ImportItemCommand;
}

type Recorded = Pick<
  RecordedEvent,
  'type' | 'schemaVersion' | 'data' | 'actorId' | 'commandId' | 'occurredAt'
>;

/**
 * Finds the rows that would write exactly the events already in the ledger; returns their command
 * ids.
 */
export class FindSameImports extends Query<ReadonlySet<string>> {
  constructor(
    readonly scope: Scope,
    readonly trackerId: number,
    readonly imports: readonly RepeatedImport[],
  ) {
    super();
  }
}

@QueryHandler(FindSameImports)
export class FindSameImportsHandler implements IQueryHandler<FindSameImports> {
  constructor(
    private readonly ledgers: Ledgers,
    private readonly users: Users,
  ) {}

  async execute({ scope, trackerId, imports }: FindSameImports): Promise<ReadonlySet<string>> {
    await this.ledgers.ofTracker(scope, trackerId);
    const realId = await this.users.realIds();
    const { rows } = await this.ledgers.pool.query<Recorded>(
      `SELECT e.type, e.schema_version AS "schemaVersion", e.data, e.actor_id AS "actorId",
         e.command_id AS "commandId", e.occurred_at AS "occurredAt"
       FROM events e
       WHERE e.ledger_id = $1 AND e.stream = ANY ($2) AND e.channel = 'import'
       ORDER BY e.stream, e.version`,
      [trackerId, imports.map(({ itemId }) => itemId)],
    );
    const byCommand = Map.groupBy(rows, ({ commandId }) => commandId);
    const same = imports.filter((repeated) =>
      isSame(repeated, byCommand.get(repeated.command.origin.commandId) ?? [], realId),
    );
    return new Set(same.map(({ command }) => command.origin.commandId));
  }
}

function isSame(
  { command }: RepeatedImport,
  recorded: readonly Recorded[],
  realId: (id: number) => number,
): boolean {
  const [created] = recorded.map(upcast);
  if (created?.type !== 'ItemCreated') return false;
  // A row without a number got the next free one; take it from the recorded event.
  const wanted = command.eventsAs(command.number ?? created.data.number);
  return isSameHistory(recorded, wanted, { ...command.origin, realId });
}

/** Whether an import would write exactly the recorded events. */
export function isSameHistory(
  recorded: readonly Omit<Recorded, 'commandId'>[],
  wanted: readonly NewEvent[],
  { actorId, recordedById, realId }: ComparedOrigin,
): boolean {
  if (wanted.length !== recorded.length) return false;
  return recorded.every((event, index) => {
    const expected = wanted[index];
    const expectedActor = expected?.actorId ?? actorId;
    // An entry whose file names no actor has the importer as its actor, and a different user may
    // repeat the import.
    const isActor =
      expectedActor === recordedById || realId(expectedActor) === realId(event.actorId);
    return isActor && expected !== undefined && isSameEvent(event, expected, realId);
  });
}

interface ComparedOrigin extends Pick<Origin, 'actorId' | 'recordedById'> {
  /** Maps a merged user to the user they were merged into, and every other user to themselves. */
  readonly realId: (id: number) => number;
}

function isSameEvent(
  recorded: Omit<Recorded, 'commandId'>,
  wanted: NewEvent,
  realId: ComparedOrigin['realId'],
): boolean {
  const meaning = (event: Pick<Recorded, 'type' | 'schemaVersion' | 'data'>) =>
    REGISTRY.withUsers(upcast(event), (id) => realId(Number(id)));
  return (
    recorded.type === wanted.type &&
    recorded.occurredAt === wanted.occurredAt &&
    isDeepStrictEqual(meaning(recorded), meaning(wanted))
  );
}
