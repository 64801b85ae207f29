/**
 * What the ledger says about logs that were imported before. A log grows: the first command of it
 * made the item, and each later one brought the rows that were new. In between people may have
 * changed the item. So its entries are gone through from the first one, and each of these commands
 * must have written what the next rows say against the item that it found.
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

/** What a log says happened to one item: its rows, oldest first, from 0. */
export interface ItemLog {
  /** When each of its rows happened. */
  readonly times: readonly Timestamp[];
  /** What the rows from one up to, not including, another say when they are imported together. */
  steps(from: number, to: number): readonly HistoryStep[];
  /** The id of the n-th command that brings rows of it; 0 makes the item. */
  commandId(part: number): string;
}

/** A log that may have grown, and the item that its first import has made. */
export interface RepeatedLog {
  readonly itemId: string;
  readonly log: ItemLog;
  /** Who imports it now. */
  readonly recordedById: number;
}

/** How far a log lies in the ledger, and where its item stands now. */
export interface FoundLog {
  /** How many of its rows, from the first one, the item tells. */
  readonly rows: number;
  /** How many commands brought them. */
  readonly parts: number;
  readonly version: number;
  /** When the last entry of the item happened. */
  readonly lastAt: Timestamp;
}

/** Which logs begin with just what their imports have written, by item; the others differ. */
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

/** The entries of an item so far, and how many rows of its log they tell. */
class LoggedItem {
  private readonly recorded: Recorded[] = [];
  private rows = 0;
  private parts = 0;

  constructor(
    private readonly repeated: RepeatedLog,
    private readonly realId: (id: number) => number,
  ) {}

  /** Takes what one command has written; answers whether its log says the same, if it was for one. */
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

  /** The next row that says more than what the item was at that time anyway. */
  private firstNews(): number {
    const { times } = this.repeated.log;
    const row = times.findIndex((at, index) => {
      if (index < this.rows) return false;
      const then = this.recorded.filter(({ occurredAt }) => occurredAt <= at);
      return this.decide(then, index, index + 1).length > 0;
    });
    return row === -1 ? times.length : row;
  }

  /** Up to which row these entries tell the log; `undefined`: they tell something else. */
  private rowsTold(events: readonly Recorded[]): number | undefined {
    const { log, recordedById } = this.repeated;
    const from = this.firstNews();
    const lastAt = events.at(-1)?.occurredAt;
    const last = log.times.findIndex((at, row) => {
      // The last row tells the last entry; to decide every part that there could be takes long.
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
    return decideHistory(past.reduce(evolve, NO_ITEM), log.steps(from, to), context);
  }
}

const evolve = (state: ItemState, recorded: Recorded): ItemState =>
  evolveItem(state, upcastTo(ITEM, recorded), recorded);
