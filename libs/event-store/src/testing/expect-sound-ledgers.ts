import type { Pool } from 'pg';
import { verifyInvariants } from '../health';

/** Records are forgotten after some days; until then each event has one. */
const EVENTS_WITHOUT_RECORD = `
  SELECT e.ledger_id, e.position FROM events e
  WHERE NOT EXISTS (
    SELECT FROM commands c WHERE c.ledger_id = e.ledger_id AND c.command_id = e.command_id)`;

/** Expects every ledger of the database to be gapless and whole, with one record per command. */
export async function expectSoundLedgers(pool: Pool): Promise<void> {
  const { rows } = await pool.query(EVENTS_WITHOUT_RECORD);
  expect({ differences: await verifyInvariants(pool), eventsWithoutRecord: rows }).toEqual({
    differences: [],
    eventsWithoutRecord: [],
  });
}
