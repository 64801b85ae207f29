import type { Client } from 'pg';
import { setTimeout as wait } from 'node:timers/promises';

/** Limits the rebuild to a seventh of the time while the ledgers are being written to. */
const PAUSE_PER_WORK = 6;
const CHECK_AFTER_MS = 50;

/** Slows a rebuild down while users write: pauses after each piece of work as long as the ledgers grow. */
export class Throttle {
  private heads: string | undefined;
  private since = performance.now();

  constructor(private readonly reader: Client) {}

  async pauseAfterWork(): Promise<void> {
    const workedMs = performance.now() - this.since;
    if (workedMs < CHECK_AFTER_MS) return;
    const { rows } = await this.reader.query<{ heads: string }>({
      name: 'sum_of_heads',
      text: 'SELECT coalesce(sum(head), 0)::text AS heads FROM ledgers',
    });
    const heads = rows[0]?.heads;
    const isGrowing = this.heads !== undefined && heads !== this.heads;
    this.heads = heads;
    if (isGrowing) await wait(workedMs * PAUSE_PER_WORK);
    this.since = performance.now();
  }
}
