/**
 * Read tables that will replace the live ones: those of a rebuild, or the previous ones. They hold
 * every ledger up to a position and follow the writers without blocking them.
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

  /**
   * @param positions the position up to which the tables hold each ledger; missing means not at all
   */
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

  /** Creates the tables, empty and without keys. */
  async create(): Promise<void> {
    for (const { projection, table } of this.tables) {
      await this.session.writer.query(`DROP TABLE IF EXISTS ${table}`);
      await this.session.writer.query(createTable(projection, table));
    }
  }

  /**
   * Fills the tables up to the current heads, writing one page while the next is folded.
   *
   * @param onPage called for every page
   */
  async fill(ledgers: readonly Head[], onPage: (page: Page) => void): Promise<void> {
    for await (const page of streamPages(this.session.reader, ledgers)) {
      for (const event of page.events) this.fold.take(event);
      // The tables are empty and filled stream by stream, so deletes can be skipped.
      await this.queue.add(upsertsOf(page.isLast ? this.fold.end() : this.fold.drain()));
      if (page.isLast) this.positions.set(page.ledger.id, page.ledger.head);
      onPage(page);
      await this.throttle.pauseAfterWork();
    }
    await this.queue.finish();
  }

  /** Uses both connections at once, so that no table waits for the keys of another. */
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

  /** Counts the rows that differ from the live ones. */
  async compare(): Promise<TablesCompared> {
    await this.catchUp();
    return compareTables(this.session.reader, this.tables, this.positions);
  }

  /** Adds events appended in the meantime and returns their number. */
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
   * Adds the last events in the transaction of this connection. If it is rolled back, the positions
   * have not changed.
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
    // Reads from the first event: stored states may be what the rebuild has to repair.
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
