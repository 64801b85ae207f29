import type { Client } from 'pg';
import { setTimeout as wait } from 'node:timers/promises';

/** While somebody writes, work has a seventh of the time. */
const REST_PER_WORK = 6;
const LOOK_AFTER_MS = 50;

/** Lets writers go first: rests after each piece of work, as long as the ledgers grow. */
export class GiveWay {
  private heads: string | undefined;
  private since = performance.now();

  constructor(private readonly reader: Client) {}

  async afterWork(): Promise<void> {
    const workedMs = performance.now() - this.since;
    if (workedMs < LOOK_AFTER_MS) return;
    const { rows } = await this.reader.query<{ heads: string }>({
      name: 'heads_together',
      text: 'SELECT coalesce(sum(head), 0)::text AS heads FROM ledgers',
    });
    const heads = rows[0]?.heads;
    const isGrowing = this.heads !== undefined && heads !== this.heads;
    this.heads = heads;
    if (isGrowing) await wait(workedMs * REST_PER_WORK);
    this.since = performance.now();
  }
}
