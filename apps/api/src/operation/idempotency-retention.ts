import type { Settings } from '@action-tracker/runtime';
import {
  Clock,
  deleteEndedJobs,
  deleteIdempotencyRecords,
  deleteRequestAnswers,
  Ledgers,
} from '@action-tracker/tracking';
import {
  Inject,
  Injectable,
  Logger,
  type OnApplicationBootstrap,
  type OnApplicationShutdown,
} from '@nestjs/common';
import { SETTINGS } from '../injection-keys';

const HOUR_MS = 60 * 60 * 1_000;
const DAY_MS = 24 * HOUR_MS;

/** Deletes idempotency records after `IDEMPOTENCY_DAYS`, at startup and every hour. */
@Injectable()
export class IdempotencyRetention implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly logger = new Logger('IdempotencyRetention');
  private timer: NodeJS.Timeout | undefined;
  private running = Promise.resolve();

  constructor(
    @Inject(SETTINGS) private readonly settings: Settings,
    private readonly ledgers: Ledgers,
    private readonly clock: Clock,
  ) {}

  onApplicationBootstrap(): void {
    this.running = this.deleteExpired();
    this.timer = setInterval(() => {
      this.running = this.deleteExpired();
    }, HOUR_MS).unref();
  }

  async onApplicationShutdown(): Promise<void> {
    clearInterval(this.timer);
    await this.running;
  }

  /** If the database is unavailable, the next attempt follows in an hour. */
  private async deleteExpired(): Promise<void> {
    const before = new Date(this.clock.now().getTime() - this.settings.idempotencyDays * DAY_MS);
    try {
      await deleteEndedJobs(this.ledgers.pool, before);
      await deleteRequestAnswers(this.ledgers.pool, before);
      const count = await deleteIdempotencyRecords(this.ledgers.pool, before);
      if (count > 0) {
        this.logger.log(`Deleted ${count} idempotency records from before ${before.toISOString()}`);
      }
    } catch (error) {
      this.logger.warn(`Could not delete old idempotency records: ${String(error)}`);
    }
  }
}
