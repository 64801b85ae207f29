import { deleteUploads, UPLOAD_KEPT_MS } from '@action-tracker/import';
import { Clock, Ledgers } from '@action-tracker/tracking';
import {
  Injectable,
  Logger,
  type OnApplicationBootstrap,
  type OnApplicationShutdown,
} from '@nestjs/common';

const TURN_MS = 15 * 60 * 1_000;

/** Deletes uploaded files after a day, at startup and every quarter of an hour. */
@Injectable()
export class UploadRetention implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly logger = new Logger('Imports');
  private timer: NodeJS.Timeout | undefined;
  private running = Promise.resolve();

  constructor(
    private readonly ledgers: Ledgers,
    private readonly clock: Clock,
  ) {}

  onApplicationBootstrap(): void {
    this.running = this.deleteExpired();
    this.timer = setInterval(() => {
      this.running = this.deleteExpired();
    }, TURN_MS).unref();
  }

  async onApplicationShutdown(): Promise<void> {
    clearInterval(this.timer);
    await this.running;
  }

  /** If the database is unavailable, the next attempt follows after the pause. */
  private async deleteExpired(): Promise<void> {
    const before = new Date(this.clock.now().getTime() - UPLOAD_KEPT_MS);
    try {
      const count = await deleteUploads(this.ledgers.pool, before);
      if (count > 0) this.logger.log(`Deleted ${count} uploaded files after a day`);
    } catch (error) {
      this.logger.warn(`Could not delete old uploads: ${String(error)}`);
    }
  }
}
