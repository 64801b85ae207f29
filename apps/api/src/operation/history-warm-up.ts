import { fillHistory, historyGaps, Ledgers, type HistoryGap } from '@action-tracker/tracking';
import {
  Injectable,
  Logger,
  type OnApplicationBootstrap,
  type OnApplicationShutdown,
} from '@nestjs/common';
import { setTimeout as wait } from 'node:timers/promises';

const TURN_MS = 5_000;
/** Of the time, a quarter is work: what people do comes first. */
const REST_PER_WORK = 3;
/** A gap that takes seconds is told in the log, from time to time. */
const TOLD_ENTRIES = 5_000;
const TOLD_EVERY_MS = 10_000;

/**
 * Every few seconds brings the histories up to the heads of the ledgers, so that who reads the past
 * waits for nothing. Several processes may do it at once: they take turns at each ledger.
 */
@Injectable()
export class HistoryWarmUp implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly logger = new Logger('Histories');
  private readonly stopping = new AbortController();
  private working: Promise<void> | undefined;
  /** What went wrong last, by history and ledger: told once, not every few seconds. */
  private readonly problems = new Map<string, string>();

  constructor(private readonly ledgers: Ledgers) {}

  onApplicationBootstrap(): void {
    this.working = this.work();
  }

  async onApplicationShutdown(): Promise<void> {
    this.stopping.abort();
    await this.working;
  }

  /** Fills every gap of now. A ledger that cannot be read does not hold up the others. */
  async fill(): Promise<void> {
    for (const gap of await historyGaps(this.ledgers.pool)) {
      if (this.stopping.signal.aborted) return;
      const place = `${gap.projection} of ledger ${gap.ledgerId}`;
      try {
        await this.fillGap(gap, place);
        this.problems.delete(place);
      } catch (error) {
        this.tellOnce(place, error);
      }
    }
  }

  private async work(): Promise<void> {
    const { signal } = this.stopping;
    while (!signal.aborted) {
      // A database that is away now is asked again after the next pause.
      await this.fill().catch((error: unknown) => this.tellOnce('histories', error));
      await wait(TURN_MS, undefined, { signal, ref: false }).catch(() => undefined);
    }
  }

  private async fillGap(gap: HistoryGap, place: string): Promise<void> {
    const { signal } = this.stopping;
    const entries = gap.head - gap.position;
    if (entries > TOLD_ENTRIES) this.logger.log(`Filling ${place}: ${entries} entries`);
    let [since, toldAt] = [performance.now(), performance.now()];
    const reached = await fillHistory(this.ledgers.pool, gap, {
      signal,
      onProgress: async (position) => {
        const now = performance.now();
        if (now - toldAt > TOLD_EVERY_MS) {
          this.logger.log(`Filling ${place}: ${position} of ${gap.head}`);
          toldAt = now;
        }
        const rest = (now - since) * REST_PER_WORK;
        await wait(rest, undefined, { signal, ref: false }).catch(() => undefined);
        since = performance.now();
      },
    });
    if (entries > TOLD_ENTRIES) this.logger.log(`Filled ${place} up to ${reached}`);
  }

  private tellOnce(place: string, error: unknown): void {
    const problem = String(error);
    if (this.problems.get(place) === problem) return;
    this.problems.set(place, problem);
    this.logger.warn(`Could not fill ${place}: ${problem}`);
  }
}
