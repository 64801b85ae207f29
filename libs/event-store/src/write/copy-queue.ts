import type { ClientBase } from 'pg';
import { copyRows } from './copy-rows';
import type { Rows } from '../projection/read-table';

const ROWS_AT_ONCE = 4_000;

/** Rows on their way into tables: some thousand are being written while the next are gathered. */
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

  /** @param rows per table; @throws the driver's error of a write before */
  async add(rows: readonly Rows[]): Promise<void> {
    for (const [index, some] of rows.entries()) {
      this.pending[index]?.push(...some);
      this.count += some.length;
    }
    if (this.count >= ROWS_AT_ONCE) await this.write();
  }

  /** Everything is in the tables. */
  async finish(): Promise<void> {
    await this.write();
    await this.written;
  }

  /** Leaves what is pending, and returns when nothing is on its way any more. */
  async abandon(): Promise<void> {
    await this.written.catch(() => undefined);
  }

  private async write(): Promise<void> {
    const { pending } = this;
    this.pending = this.tables.map(() => []);
    this.count = 0;
    await this.written;
    this.written = this.copy(pending);
    // Awaited before the next write; until then nobody may take the failure for unheard.
    this.written.catch(() => undefined);
  }

  private async copy(rows: readonly Rows[]): Promise<void> {
    for (const [index, table] of this.tables.entries()) {
      await copyRows(this.writer, table, rows[index] ?? []);
    }
  }
}
