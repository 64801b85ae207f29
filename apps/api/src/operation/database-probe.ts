import { Ledgers } from '@action-tracker/tracking';
import { Injectable, InternalServerErrorException } from '@nestjs/common';

/** Checks whether the database responds. */
@Injectable()
export class DatabaseProbe {
  constructor(private readonly ledgers: Ledgers) {}

  /** @throws the driver's error, so that the response is 503 */
  async ask(): Promise<void> {
    await this.ledgers.pool.query('SELECT 1');
  }

  /** @throws InternalServerErrorException, so that the response is 500 */
  async requireAnswer(): Promise<void> {
    try {
      await this.ask();
    } catch (cause) {
      throw new InternalServerErrorException('The database is not responding', { cause });
    }
  }
}
