import { JobRunner } from '@action-tracker/tracking';
import {
  Injectable,
  Logger,
  type OnApplicationBootstrap,
  type OnApplicationShutdown,
} from '@nestjs/common';

const TURN_MS = 10_000;

/** Continues jobs that another process, or this one before it stopped, has left. */
@Injectable()
export class AbandonedJobs implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly logger = new Logger('Jobs');
  private timer: NodeJS.Timeout | undefined;
  private running: Promise<void> | undefined;

  constructor(private readonly runner: JobRunner) {}

  onApplicationBootstrap(): void {
    this.timer = setInterval(() => {
      this.running ??= this.proceed().finally(() => {
        this.running = undefined;
      });
    }, TURN_MS).unref();
  }

  async onApplicationShutdown(): Promise<void> {
    clearInterval(this.timer);
    await this.running;
  }

  /** If the database is unavailable, the next attempt follows after the pause. */
  private async proceed(): Promise<void> {
    try {
      const count = await this.runner.continueAbandoned();
      if (count > 0) this.logger.log(`Continued ${count} jobs that another process had left`);
    } catch (error) {
      this.logger.warn(`Could not continue jobs: ${String(error)}`);
    }
  }
}
