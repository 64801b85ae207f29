/** Finds the ledger for an id. The ledger of a prefix never changes, so it can be cached. */
import { DomainError, parseItemId } from '@action-tracker/domain';
import {
  findLedger,
  findLedgerByPrefix,
  findStreamPlaces,
  type FoundPlace,
  PART_EVENTS,
  readStreamParts,
  type Ledger,
  type StreamEvent,
  type StreamPart,
  type StreamPlace,
  type StreamUpTo,
} from '@action-tracker/event-store';
import type DataLoader from 'dataloader';
import type { Pool } from 'pg';
import { dataLoader } from './data-loader';
import { upToMoment } from './moment-sql';
import type { PastMoment, Scope } from './scope';

export type LedgerName = Pick<Ledger, 'id' | 'prefix'>;

/** An item that exists at the moment of the scope, with its last entry by then. */
export interface ExistingItem {
  readonly ledger: LedgerName;
  readonly number: number;
  readonly last: StreamPlace;
}

/** Beyond the last entry of every stream, and within the range of a PostgreSQL `int`. */
const NOW: StreamPlace = { version: 2 ** 31 - 2, position: Number.MAX_SAFE_INTEGER };

export class Ledgers {
  private readonly idByPrefix = new Map<string, number>();
  private readonly prefixById = new Map<number, string>();

  private readonly streams: DataLoader<StreamPart, readonly StreamEvent[], string>;
  private readonly places: DataLoader<StreamUpTo, FoundPlace | undefined, string>;

  constructor(readonly pool: Pool) {
    this.places = dataLoader(
      (streams) => findStreamPlaces(pool, streams),
      (one) => JSON.stringify(one),
    );
    this.streams = dataLoader(
      (parts) => readStreamParts(pool, parts),
      ({ ledgerId, stream, afterVersion }) => `${ledgerId} ${stream} ${afterVersion}`,
    );
  }

  /** @throws DomainError NOT_FOUND when no tracker has this id, or it is outside the scope */
  async ofTracker(scope: Scope, trackerId: number): Promise<LedgerName> {
    if (!scope.sees(trackerId)) throw trackerNotFound(trackerId);
    const prefix = this.prefixById.get(trackerId);
    if (prefix !== undefined) return { id: trackerId, prefix };
    const ledger = isLedgerId(trackerId)
      ? this.remember(await findLedger(this.pool, trackerId))
      : undefined;
    if (!ledger) throw trackerNotFound(trackerId);
    return ledger;
  }

  /** The ledger with this prefix; `undefined` when no tracker has it. */
  async ofPrefix(prefix: string): Promise<LedgerName | undefined> {
    const id = this.idByPrefix.get(prefix);
    if (id !== undefined) return { id, prefix };
    return this.remember(await findLedgerByPrefix(this.pool, prefix));
  }

  /**
   * The ledger and number that this item id refers to; the item need not exist.
   * @throws DomainError NOT_FOUND when no tracker has the prefix, or the id is malformed
   */
  async ofItem(scope: Scope, itemId: string): Promise<{ ledger: LedgerName; number: number }> {
    const parts = parseItemId(itemId);
    const ledger = parts && (await this.ofVisiblePrefix(scope, parts.prefix));
    if (!ledger) throw itemNotFound(itemId);
    return { ledger, number: parts.number };
  }

  /** Sends the same statements for a prefix that is not visible as for one that does not exist. */
  private async ofVisiblePrefix(
    { rights: { visible } }: Scope,
    prefix: string,
  ): Promise<LedgerName | undefined> {
    if (visible === null) return this.ofPrefix(prefix);
    const unknown = visible.filter((id) => !this.prefixById.has(id));
    if (unknown.length > 0) await this.learn(unknown);
    const id = visible.find((one) => this.prefixById.get(one) === prefix);
    return id === undefined ? undefined : { id, prefix };
  }

  private async learn(ids: readonly number[]): Promise<void> {
    const { rows } = await this.pool.query<LedgerName>({
      name: 'prefixes_of_ledgers',
      text: 'SELECT ledger_id AS id, prefix FROM ledgers WHERE ledger_id = ANY ($1)',
      values: [ids],
    });
    for (const ledger of rows) this.remember(ledger);
  }

  /** @throws DomainError NOT_FOUND when the item has no events, or had none at the moment */
  async ofExistingItem(scope: Scope, itemId: string): Promise<ExistingItem> {
    const found = await this.ofItem(scope, itemId);
    const last = scope.moment
      ? await this.existingAt(found.ledger, itemId, scope.moment)
      : await this.present(found.ledger, itemId);
    if (!last) throw itemNotFound(itemId);
    return { ...found, last };
  }

  /** By what had happened, an item whose creation was undone never was. */
  private async existingAt(
    ledger: LedgerName,
    stream: string,
    moment: PastMoment,
  ): Promise<StreamPlace | undefined> {
    const last = await this.lastEntry(ledger, stream, moment);
    const isUndone = last?.newestType === 'ItemWithdrawn' && last.isNewestUndo;
    return moment.axis === 'occurred' && isUndone ? undefined : last;
  }

  /** The last entry of a stream as of a moment; `undefined` when it had none. */
  lastEntry(
    { id: ledgerId }: Pick<LedgerName, 'id'>,
    stream: string,
    moment: PastMoment,
  ): Promise<FoundPlace | undefined> {
    return this.places.load({ ledgerId, stream, upTo: upToMoment(moment) });
  }

  /** The events of a stream, oldest first, in batches: a stream may have any number of them. */
  async *partsOfStream(
    { id: ledgerId }: Pick<LedgerName, 'id'>,
    stream: string,
    after = 0,
  ): AsyncGenerator<readonly StreamEvent[]> {
    for (let afterVersion = after; ; afterVersion += PART_EVENTS) {
      const events = await this.streams.load({ ledgerId, stream, afterVersion });
      yield events;
      if (events.length < PART_EVENTS) return;
    }
  }

  /** One event of an item; `undefined` when the item has no such version. */
  async eventOfItem(
    scope: Scope,
    itemId: string,
    version: number,
  ): Promise<StreamEvent | undefined> {
    const { ledger } = await this.ofItem(scope, itemId);
    const part = { ledgerId: ledger.id, stream: itemId, afterVersion: version - 1 };
    return (await this.streams.load(part))[0];
  }

  private async present({ id }: LedgerName, stream: string): Promise<StreamPlace | undefined> {
    const { rowCount } = await this.pool.query({
      name: 'item_exists',
      text: 'SELECT FROM events WHERE ledger_id = $1 AND stream = $2 AND version = 1',
      values: [id, stream],
    });
    return rowCount === 0 ? undefined : NOW;
  }

  private remember(ledger: LedgerName | undefined): LedgerName | undefined {
    if (!ledger) return undefined;
    this.idByPrefix.set(ledger.prefix, ledger.id);
    this.prefixById.set(ledger.id, ledger.prefix);
    return { id: ledger.id, prefix: ledger.prefix };
  }
}

/** Uses the connections for reads, so that slow reads cannot delay writes. */
export class ReadLedgers extends Ledgers {}

export const trackerNotFound = (trackerId: number): DomainError =>
  new DomainError('NOT_FOUND', `Tracker ${trackerId} not found`);

export const itemNotFound = (itemId: string): DomainError =>
  new DomainError('NOT_FOUND', `Action item ${itemId} not found`);

/** Whether the number fits the column, a PostgreSQL `int`; a query with a larger one would fail. */
const isLedgerId = (id: number): boolean => Number.isInteger(id) && id > 0 && id < 2 ** 31;
