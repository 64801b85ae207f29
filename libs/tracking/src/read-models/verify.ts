/** Whether everything that people see is what the ledger says. */
import { upcast } from '@action-tracker/domain';
import {
  ledgerHealth,
  verifyLedgers,
  type EventFacts,
  type ExpectedLedger,
  type LedgerHealth,
  type LedgerVerification,
} from '@action-tracker/event-store';
import type { Pool } from 'pg';
import { STREAM_MODEL } from '../stream-model';
import { PROJECTIONS } from './projections';

/** What to verify, and whom to tell how far it is. */
export interface VerifyRequest {
  /** Names of read models; all of them without. The ledgers themselves are always verified. */
  readonly names?: readonly string[];
  readonly onProgress?: (eventsDone: number, eventsTotal: number) => void;
}

/** Compares every tracker with its ledger, one after the other. Blocks nobody, changes nothing. */
export function verifyReadModels(
  pool: Pool,
  { names, onProgress }: VerifyRequest = {},
): AsyncGenerator<LedgerVerification> {
  const projections = PROJECTIONS.filter(({ name }) => names?.includes(name) ?? true);
  const progress = onProgress ? { onProgress } : {};
  return verifyLedgers({ pool, model: STREAM_MODEL, projections, evolveLedger, ...progress });
}

/** How ledgers and read models are, cheap enough to be asked every few seconds. */
export const readModelHealth = (pool: Pool): Promise<LedgerHealth> =>
  ledgerHealth(pool, PROJECTIONS);

/** The prefix is what the tracker was opened with, the next number the highest ever used plus one. */
function evolveLedger(expected: ExpectedLedger, facts: EventFacts): ExpectedLedger {
  const event = upcast(facts);
  if (event.type === 'TrackerOpened') return { ...expected, prefix: event.data.prefix };
  if (event.type !== 'ItemCreated') return expected;
  return { ...expected, nextNumber: Math.max(expected.nextNumber, event.data.number + 1) };
}
