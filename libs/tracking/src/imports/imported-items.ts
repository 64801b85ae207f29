/**
 * What the ledger says about earlier imports. Read from the events, which stay for ever: the
 * records of commands are forgotten after some days, and the same file must change nothing then.
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
 * Item ids by command id, of everything that was imported into a tracker.
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

/** Which of these items were made by another import than the one with this correlation id. */
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

/** A row that may be a repeat, and the item that an earlier import of it has made. */
export interface RepeatedImport {
  readonly itemId: string;
  readonly command: ImportItemCommand;
}

type Recorded = Pick<
  RecordedEvent,
  'type' | 'schemaVersion' | 'data' | 'actorId' | 'commandId' | 'occurredAt'
>;

/** Which of these rows would write just what the ledger holds; answers their command ids. */
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
  // Without a number of its own an item takes the next one: which one that was says the ledger.
  const wanted = command.eventsAs(command.number ?? created.data.number);
  return isSameHistory(recorded, wanted, { ...command.origin, realId });
}

/** Whether an import would write again just what the ledger holds. */
export function isSameHistory(
  recorded: readonly Omit<Recorded, 'commandId'>[],
  wanted: readonly NewEvent[],
  { actorId, recordedById, realId }: ComparedOrigin,
): boolean {
  if (wanted.length !== recorded.length) return false;
  return recorded.every((event, index) => {
    const expected = wanted[index];
    const expectedActor = expected?.actorId ?? actorId;
    // A file that names nobody leaves it to the importer, and another one may import it again.
    const isActor =
      expectedActor === recordedById || realId(expectedActor) === realId(event.actorId);
    return isActor && expected !== undefined && isSameEvent(event, expected, realId);
  });
}

interface ComparedOrigin extends Pick<Origin, 'actorId' | 'recordedById'> {
  /** Who somebody was merged into; themselves for all others. */
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
