/**
 * Finds how much of a log was imported before. A log grows: its first command created the item, and
 * each later command added the rows that were new then. People may have changed the item in
 * between. So the item's events are replayed from the first one, and each import command must have
 * written exactly what the next rows of the log decide against the item as it was at that point.
 */
import {
  evolveItem,
  ITEM,
  NO_ITEM,
  parseItemId,
  upcastTo,
  type ItemState,
} from '@action-tracker/domain';
import type { NewEvent, RecordedEvent, Timestamp } from '@action-tracker/event-store';
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { decideHistory, type HistoryStep } from './import-history';
import { Ledgers } from '../ledger/ledgers';
import { Users } from '../people/user';
import { isSameHistory } from './imported-items';
import type { Scope } from '../ledger/scope';

/** The log of one item: its rows, oldest first, indexed from 0. */
export interface ItemLog {
  /** Time of each row. */
  readonly times: readonly Timestamp[];
  /**
   * The steps of the rows `from` (inclusive) to `to` (exclusive) when they are imported together.
   */
  steps(from: number, to: number): readonly HistoryStep[];
  /** Id of the n-th command that imports rows of this log; 0 creates the item. */
  commandId(part: number): string;
}

/** A log that may have grown, and the item that its first import created. */
export interface RepeatedLog {
  readonly itemId: string;
  readonly log: ItemLog;
  /** Id of the user who imports it now. */
  readonly recordedById: number;
}

/** How much of a log is in the ledger, and the current version of its item. */
export interface FoundLog {
  /** Number of rows, from the first one on, that the item already reflects. */
  readonly rows: number;
  /** Number of commands that imported them. */
  readonly parts: number;
  readonly version: number;
  /** Time of the item's last entry. */
  readonly lastAt: Timestamp;
}

/** Finds the logs that start with exactly what their imports wrote, by item; the others differ. */
export class FindImportedLogs extends Query<ReadonlyMap<string, FoundLog>> {
  constructor(
    readonly scope: Scope,
    readonly trackerId: number,
    readonly logs: readonly RepeatedLog[],
  ) {
    super();
  }
}

type Recorded = Pick<
  RecordedEvent,
  'version' | 'type' | 'schemaVersion' | 'data' | 'actorId' | 'commandId' | 'occurredAt'
>;

@QueryHandler(FindImportedLogs)
export class FindImportedLogsHandler implements IQueryHandler<FindImportedLogs> {
  constructor(
    private readonly ledgers: Ledgers,
    private readonly users: Users,
  ) {}

  async execute({
    scope,
    trackerId,
    logs,
  }: FindImportedLogs): Promise<ReadonlyMap<string, FoundLog>> {
    await this.ledgers.ofTracker(scope, trackerId);
    const { rows } = await this.ledgers.pool.query<Recorded & { readonly stream: string }>(
      `SELECT e.stream, e.version, e.type, e.schema_version AS "schemaVersion", e.data,
         e.actor_id AS "actorId", e.command_id AS "commandId", e.occurred_at AS "occurredAt"
       FROM events e
       WHERE e.ledger_id = $1 AND e.stream = ANY ($2)
       ORDER BY e.stream, e.version`,
      [trackerId, logs.map(({ itemId }) => itemId)],
    );
    const realId = await this.users.realIds();
    const byStream = Map.groupBy(rows, ({ stream }) => stream);
    const found = logs.flatMap((repeated) => {
      const log = find(new LoggedItem(repeated, realId), byStream.get(repeated.itemId) ?? []);
      return log ? [[repeated.itemId, log] as const] : [];
    });
    return new Map(found);
  }
}

function find(item: LoggedItem, recorded: readonly Recorded[]): FoundLog | undefined {
  const commands = [...Map.groupBy(recorded, ({ commandId }) => commandId).values()];
  return commands.every((events) => item.take(events)) ? item.found() : undefined;
}

/** Replays the events of an item and tracks how many rows of its log they reflect. */
class LoggedItem {
  private readonly recorded: Recorded[] = [];
  private rows = 0;
  private parts = 0;

  constructor(
    private readonly repeated: RepeatedLog,
    private readonly realId: (id: number) => number,
  ) {}

  /**
   * Applies the events of one command; `false` when it imported the log but the log now differs.
   */
  take(events: readonly Recorded[]): boolean {
    if (events[0]?.commandId === this.repeated.log.commandId(this.parts)) {
      const to = this.rowsTold(events);
      if (to === undefined) return false;
      this.rows = to;
      this.parts += 1;
    }
    this.recorded.push(...events);
    return true;
  }

  found(): FoundLog | undefined {
    const last = this.recorded.at(-1);
    if (!last) return undefined;
    const { version, occurredAt: lastAt } = last;
    return { rows: this.firstNews(), parts: this.parts, version, lastAt };
  }

  /** Index of the next row that would change the item as it was at that row's time. */
  private firstNews(): number {
    const { times } = this.repeated.log;
    const row = times.findIndex((at, index) => {
      if (index < this.rows) return false;
      const then = this.recorded.filter(({ occurredAt }) => occurredAt <= at);
      return this.decide(then, index, index + 1).length > 0;
    });
    return row === -1 ? times.length : row;
  }

  /** Number of rows that these events reflect; `undefined` when the events differ from the log. */
  private rowsTold(events: readonly Recorded[]): number | undefined {
    const { log, recordedById } = this.repeated;
    const from = this.firstNews();
    const lastAt = events.at(-1)?.occurredAt;
    const last = log.times.findIndex((at, row) => {
      // The last row has the time of the last event. Deciding every possible range would be slow.
      if (row < from || at !== lastAt) return false;
      const wanted = this.decide(this.recorded, from, row + 1);
      const { realId } = this;
      return isSameHistory(events, wanted, { actorId: recordedById, recordedById, realId });
    });
    return last === -1 ? undefined : last + 1;
  }

  private decide(past: readonly Recorded[], from: number, to: number): readonly NewEvent[] {
    const { itemId, log } = this.repeated;
    const nextNumber = parseItemId(itemId)?.number ?? 0;
    const context = { today: '', nextNumber, isUser: () => true };
    const item = past.reduce(evolve, NO_ITEM);
    // What the rows say does not depend on whether the item was withdrawn.
    const state = item.exists ? { ...item, withdrawn: null } : item;
    const before = { state, version: past.at(-1)?.version ?? 0 };
    return decideHistory(before, log.steps(from, to), context);
  }
}

const evolve = (state: ItemState, recorded: Recorded): ItemState =>
  evolveItem(state, upcastTo(ITEM, recorded), recorded);
