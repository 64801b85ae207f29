import type { ClientBase } from 'pg';
import { copyRows } from './copy-rows';
import type { Rows } from '../projection/read-table';

const ROWS_AT_ONCE = 4_000;

/** Queues rows for COPY: some thousand are written while the next are collected. */
export class CopyQueue {
  private pending: (readonly unknown[])[][];
  private count = 0;
  private written = Promise.resolve();

  constructor(
    private readonly writer: ClientBase,
    private readonly tables: readonly string[],
  ) {
    this.pending = tables.map(() => []);
  }

  /**
   * @param rows per table
   * @throws the driver's error of an earlier write
   */
  async add(rows: readonly Rows[]): Promise<void> {
    for (const [index, some] of rows.entries()) {
      this.pending[index]?.push(...some);
      this.count += some.length;
    }
    if (this.count >= ROWS_AT_ONCE) await this.write();
  }

  /** Waits until all rows are written. */
  async finish(): Promise<void> {
    await this.write();
    await this.written;
  }

  /** Drops pending rows and waits for writes in flight. */
  async abandon(): Promise<void> {
    await this.written.catch(() => undefined);
  }

  private async write(): Promise<void> {
    const { pending } = this;
    this.pending = this.tables.map(() => []);
    this.count = 0;
    await this.written;
    this.written = this.copy(pending);
    // Awaited before the next write; until then the rejection must count as handled.
    this.written.catch(() => undefined);
  }

  private async copy(rows: readonly Rows[]): Promise<void> {
    for (const [index, table] of this.tables.entries()) {
      await copyRows(this.writer, table, rows[index] ?? []);
    }
  }
}
