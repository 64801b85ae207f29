import { Ledgers } from '@action-tracker/tracking';
import { Injectable, InternalServerErrorException } from '@nestjs/common';

/** Asks whether the database answers. */
@Injectable()
export class DatabaseProbe {
  constructor(private readonly ledgers: Ledgers) {}

  /** @throws what the driver throws: a database that cannot be reached is answered with 503 */
  async ask(): Promise<void> {
    await this.ledgers.pool.query('SELECT 1');
  }

  /** @throws InternalServerErrorException, so that the answer is 500 */
  async requireAnswer(): Promise<void> {
    try {
      await this.ask();
    } catch (cause) {
      throw new InternalServerErrorException('The database does not answer', { cause });
    }
  }
}
