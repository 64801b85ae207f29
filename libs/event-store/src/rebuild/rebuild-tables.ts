/**
 * Read tables beside the live ones that are to take their place: new ones of a rebuild, or the ones
 * before. They hold every ledger up to a position, and follow the writers without holding them up.
 */
import type { Client } from 'pg';
import { compareTables, type TablesCompared } from './compare-tables';
import { CopyQueue } from '../write/copy-queue';
import { Throttle } from './throttle';
import type { Projection, StreamModel } from '../projection/projection';
import type { RebuildSession } from './rebuild-session';
import {
  createKeys,
  createTable,
  writeRows,
  type Rows,
  type TableChanges,
} from '../projection/read-table';
import { changesSince } from '../projection/history';
import { streamPages, type Head, type Page } from '../read/stream-events';
import { StreamFold } from '../projection/stream-fold';
import type { RebuildTable } from './compare-tables';

export class RebuildTables<State> {
  private readonly projections: readonly Projection<State>[];
  private readonly fold: StreamFold<State>;
  private readonly queue: CopyQueue;
  private readonly throttle: Throttle;

  /** @param positions up to where the tables hold each ledger; those that are missing, not at all */
  constructor(
    private readonly session: RebuildSession,
    private readonly model: StreamModel<State>,
    readonly tables: readonly RebuildTable<State>[],
    private readonly positions = new Map<number, number>(),
  ) {
    this.projections = tables.map(({ projection }) => projection);
    this.fold = new StreamFold(model, this.projections);
    this.queue = new CopyQueue(
      session.writer,
      tables.map(({ table }) => table),
    );
    this.throttle = new Throttle(session.reader);
  }

  /** Creates them, empty and without keys. */
  async create(): Promise<void> {
    for (const { projection, table } of this.tables) {
      await this.session.writer.query(`DROP TABLE IF EXISTS ${table}`);
      await this.session.writer.query(createTable(projection, table));
    }
  }

  /**
   * Fills in ledgers up to their heads of now. Writing goes on while the next pages are folded.
   *
   * @param onPage told of every page
   */
  async fill(ledgers: readonly Head[], onPage: (page: Page) => void): Promise<void> {
    for await (const page of streamPages(this.session.reader, ledgers)) {
      for (const event of page.events) this.fold.take(event);
      // Into empty tables, stream by stream: what a stream has deleted was never there.
      await this.queue.add(upsertsOf(page.isLast ? this.fold.end() : this.fold.drain()));
      if (page.isLast) this.positions.set(page.ledger.id, page.ledger.head);
      onPage(page);
      await this.throttle.pauseAfterWork();
    }
    await this.queue.finish();
  }

  /** On both connections at once, so that none waits for a key of another table. */
  async createKeys(): Promise<void> {
    const rest = this.tables.values();
    const work = async (client: Client) => {
      for (const { projection, table } of rest) {
        for (const statement of createKeys(projection, table)) await client.query(statement);
        await client.query(`ANALYZE ${table}`);
      }
    };
    await Promise.all([work(this.session.writer), work(this.session.reader)]);
  }

  /** Counts the rows that are not the live ones. */
  async compare(): Promise<TablesCompared> {
    await this.catchUp();
    return compareTables(this.session.reader, this.tables, this.positions);
  }

  /** Adds what was appended meanwhile; answers how many events that were. */
  async catchUp(): Promise<number> {
    const reached = await this.addNewEvents(this.session.reader);
    let events = 0;
    for (const [id, head] of reached) {
      events += head - (this.positions.get(id) ?? 0);
      this.positions.set(id, head);
    }
    return events;
  }

  /**
   * Adds the last events in the transaction of this connection. When that is undone, the positions
   * are still those before.
   */
  async finish(writer: Client): Promise<void> {
    await this.addNewEvents(writer);
  }

  private async addNewEvents(reader: Client): Promise<ReadonlyMap<number, number>> {
    const reached = new Map<number, number>();
    const { rows: heads } = await reader.query<Head>('SELECT ledger_id AS id, head FROM ledgers');
    for (const { id, head } of heads) {
      const position = this.positions.get(id) ?? 0;
      if (position >= head) continue;
      await this.catchUpLedger(reader, { id, head }, position);
      reached.set(id, head);
    }
    return reached;
  }

  private async catchUpLedger(reader: Client, ledger: Head, after: number): Promise<void> {
    // From the first event on: stored states may be what a rebuild is to repair.
    const { stored: _, ...model } = this.model;
    const changes = changesSince(reader, model, this.projections, ledger, after);
    for await (const some of changes) await this.write(some);
  }

  private async write(changes: readonly TableChanges[]): Promise<void> {
    for (const [index, { projection, table }] of this.tables.entries()) {
      const { upserts, deletes } = changes[index] ?? { upserts: [], deletes: [] };
      await writeRows(this.session.writer, projection, { table, upserts, deletes });
    }
  }
}

const upsertsOf = (changes: readonly TableChanges[]): readonly Rows[] =>
  changes.map(({ upserts }) => upserts);
