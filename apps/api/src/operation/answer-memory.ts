import type { Settings } from '@action-tracker/runtime';
import { Clock, forgetAnswers, Ledgers } from '@action-tracker/tracking';
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

/** Forgets answers to retries after `IDEMPOTENCY_DAYS`: at the start, and every hour. */
@Injectable()
export class AnswerMemory implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly logger = new Logger('AnswerMemory');
  private timer: NodeJS.Timeout | undefined;
  private running = Promise.resolve();

  constructor(
    @Inject(SETTINGS) private readonly settings: Settings,
    private readonly ledgers: Ledgers,
    private readonly clock: Clock,
  ) {}

  onApplicationBootstrap(): void {
    this.running = this.forget();
    this.timer = setInterval(() => {
      this.running = this.forget();
    }, HOUR_MS).unref();
  }

  async onApplicationShutdown(): Promise<void> {
    clearInterval(this.timer);
    await this.running;
  }

  /** A database that is away now is asked again in an hour. */
  private async forget(): Promise<void> {
    const before = new Date(this.clock.now().getTime() - this.settings.idempotencyDays * DAY_MS);
    try {
      const count = await forgetAnswers(this.ledgers.pool, before);
      if (count > 0) this.logger.log(`Forgot ${count} answers from before ${before.toISOString()}`);
    } catch (error) {
      this.logger.warn(`Could not forget old answers: ${String(error)}`);
    }
  }
}
