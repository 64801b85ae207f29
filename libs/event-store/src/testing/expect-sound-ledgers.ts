import type { Pool } from 'pg';
import { verifyInvariants } from '../verify/health';

/** Expects every ledger of the database to be gapless and whole, and every command record to be true. */
export async function expectSoundLedgers(pool: Pool): Promise<void> {
  expect(await verifyInvariants(pool)).toEqual([]);
}
