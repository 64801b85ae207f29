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
/** A gap that takes seconds is logged, from time to time. */
const LOGGED_ENTRIES = 5_000;
const LOG_EVERY_MS = 10_000;

/**
 * Every few seconds brings the histories up to the heads of the ledgers, so that a reader of the past
 * waits for nothing. Several processes may do it at once: they take turns at each ledger.
 */
@Injectable()
export class HistoryWarmUp implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly logger = new Logger('Histories');
  private readonly stopping = new AbortController();
  private working: Promise<void> | undefined;
  /** The last problem by history and ledger: logged once, not every few seconds. */
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
        this.warnOnce(place, error);
      }
    }
  }

  private async work(): Promise<void> {
    const { signal } = this.stopping;
    while (!signal.aborted) {
      // A database that is unreachable now is tried again after the next pause.
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
    const problem = String(error);
    if (this.problems.get(place) === problem) return;
    this.problems.set(place, problem);
    this.logger.warn(`Could not fill ${place}: ${problem}`);
  }
}
