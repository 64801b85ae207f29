import { Ledgers, verifyReadModels } from '@action-tracker/tracking';
import {
  Injectable,
  Logger,
  type OnApplicationBootstrap,
  type OnApplicationShutdown,
} from '@nestjs/common';
import { Metrics } from './metrics';

const DAY_MS = 24 * 60 * 60 * 1_000;
/** Hour of the day, UTC. */
const NIGHT_HOUR = 3;

/**
 * Compares every ledger with its read tables every night, one ledger at a time and without locks.
 * The first process to claim a night verifies it. Results go to the log and the metrics.
 */
@Injectable()
export class NightlyVerification implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly logger = new Logger('Verification');
  private timer: NodeJS.Timeout | undefined;
  private isStopping = false;

  constructor(
    private readonly ledgers: Ledgers,
    private readonly metrics: Metrics,
  ) {}

  onApplicationBootstrap(): void {
    this.waitForNight(new Date());
  }

  onApplicationShutdown(): void {
    this.isStopping = true;
    clearTimeout(this.timer);
  }

  /** Verifies every ledger now. */
  async verify(): Promise<void> {
    let differences = 0;
    for await (const { prefix, differences: found } of verifyReadModels(this.ledgers.pool)) {
      if (this.isStopping) return;
      differences += found.length;
      for (const one of found) this.logger.error(`${String(prefix)}: ${JSON.stringify(one)}`);
    }
    this.metrics.verified(differences);
  }

  /** Claims this night; returns false if another process has claimed it. */
  async takeNight(): Promise<boolean> {
    const { rowCount } = await this.ledgers.pool.query(
      `WITH gone AS (DELETE FROM verified_nights WHERE night < current_date - 30)
       INSERT INTO verified_nights (night) VALUES (current_date) ON CONFLICT DO NOTHING`,
    );
    return rowCount === 1;
  }

  private waitForNight(now: Date): void {
    this.timer = setTimeout(() => void this.verifyAndWait(), msUntilNight(now)).unref();
  }

  /** If the database is unavailable tonight, verification runs tomorrow. */
  private async verifyAndWait(): Promise<void> {
    try {
      if (await this.takeNight()) await this.verify();
    } catch (error) {
      this.logger.error(`Could not verify the ledgers: ${String(error)}`);
    }
    if (!this.isStopping) this.waitForNight(new Date());
  }
}

/** The time until the next night; never 0, or one night would be verified twice. */
export function msUntilNight(now: Date): number {
  const night = new Date(now);
  night.setUTCHours(NIGHT_HOUR, 0, 0, 0);
  const wait = night.getTime() - now.getTime();
  return wait > 0 ? wait : wait + DAY_MS;
}
