import {
  fillHistory,
  historyGaps,
  Ledgers,
  repairReadModels,
  type HistoryGap,
} from '@action-tracker/tracking';
import {
  Injectable,
  Logger,
  type OnApplicationBootstrap,
  type OnApplicationShutdown,
} from '@nestjs/common';
import { setTimeout as wait } from 'node:timers/promises';

const TURN_MS = 5_000;
/** Works for a quarter of the time, because requests of users come first. */
const REST_PER_WORK = 3;
/** Gaps of more entries than this take seconds and are logged. */
const LOGGED_ENTRIES = 5_000;
const LOG_EVERY_MS = 10_000;

/**
 * Brings the histories up to the heads of the ledgers every few seconds, so that readers of the
 * past do not wait, and repairs read tables that a server of an older version left behind during an
 * update. Several processes may do so; they take turns.
 */
@Injectable()
export class HistoryWarmUp implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly logger = new Logger('Histories');
  private readonly stopping = new AbortController();
  private working: Promise<void> | undefined;
  /** The last problem by history and ledger, to log it only once. */
  private readonly problems = new Map<string, string>();

  /** When the next repair may begin. */
  private repairFrom = 0;

  constructor(private readonly ledgers: Ledgers) {}

  onApplicationBootstrap(): void {
    this.working = this.work();
  }

  async onApplicationShutdown(): Promise<void> {
    this.stopping.abort();
    await this.working;
  }

  /** Rebuilds read tables that are behind. A long rebuild is followed by a long rest. */
  async repair(): Promise<void> {
    const begin = performance.now();
    if (begin < this.repairFrom) return;
    const { signal } = this.stopping;
    const names = await repairReadModels(this.ledgers.pool, {
      onProgress: () => signal.throwIfAborted(),
    });
    if (names.length === 0) return;
    const now = performance.now();
    this.repairFrom = now + (now - begin) * REST_PER_WORK;
    this.logger.log(`Filled ${names.join(', ')}, which a server of an older version left behind`);
  }

  /** Fills all present gaps. An unreadable ledger does not affect the others. */
  async fill(): Promise<void> {
    for (const gap of await historyGaps(this.ledgers.pool)) {
      if (this.stopping.signal.aborted) return;
      const place = `${gap.projection} of ledger ${gap.ledgerId}`;
      try {
        await this.fillGap(gap, place);
        this.problems.delete(place);
      } catch (error) {
        this.warnOnce(place, error);
      }
    }
  }

  private async work(): Promise<void> {
    const { signal } = this.stopping;
    while (!signal.aborted) {
      // If the database is unavailable, the next attempt follows after the pause.
      await this.repair().catch((error: unknown) => this.warnOnce('read tables', error));
      await this.fill().catch((error: unknown) => this.warnOnce('histories', error));
      await wait(TURN_MS, undefined, { signal, ref: false }).catch(() => undefined);
    }
  }

  private async fillGap(gap: HistoryGap, place: string): Promise<void> {
    const { signal } = this.stopping;
    const entries = gap.head - gap.position;
    if (entries > LOGGED_ENTRIES) this.logger.log(`Filling ${place}: ${entries} entries`);
    let [since, loggedAt] = [performance.now(), performance.now()];
    const reached = await fillHistory(this.ledgers.pool, gap, {
      signal,
      onProgress: async (position) => {
        const now = performance.now();
        if (now - loggedAt > LOG_EVERY_MS) {
          this.logger.log(`Filling ${place}: ${position} of ${gap.head}`);
          loggedAt = now;
        }
        const rest = (now - since) * REST_PER_WORK;
        await wait(rest, undefined, { signal, ref: false }).catch(() => undefined);
        since = performance.now();
      },
    });
    if (entries > LOGGED_ENTRIES) this.logger.log(`Filled ${place} up to ${reached}`);
  }

  private warnOnce(place: string, error: unknown): void {
    if (this.stopping.signal.aborted) return;
    const problem = String(error);
    if (this.problems.get(place) === problem) return;
    this.problems.set(place, problem);
    this.logger.warn(`Could not fill ${place}: ${problem}`);
  }
}
