/** Verifies that the read models match the ledger. */
import {
  eventOf,
  ITEM,
  ORGANISATION_STREAM,
  REGISTRY,
  TRACKER,
  type AggregateRegistry,
  type AnyEvent,
} from '@action-tracker/domain';
import {
  ledgerHealth,
  verifyLedgers,
  type EventEnvelope,
  type ExpectedLedger,
  type LedgerHealth,
  type LedgerVerification,
} from '@action-tracker/event-store';
import type { Pool } from 'pg';
import { streamModelOf, type StreamState } from '../ledger/stream-model';
import { PROJECTIONS } from './projections';

/** What to verify, and where to report progress. */
export interface VerifyRequest {
  /** Names of read models; all if unset. The ledgers themselves are always verified. */
  readonly names?: readonly string[];
  readonly onProgress?: (eventsDone: number, eventsTotal: number) => void;
}

/**
 * Compares every tracker with its ledger, one at a time. Takes no blocking locks and changes
 * nothing.
 */
export async function* verifyReadModels(
  pool: Pool,
  { names, onProgress }: VerifyRequest = {},
): AsyncGenerator<LedgerVerification> {
  const projections = PROJECTIONS.filter(({ name }) => names?.includes(name) ?? true);
  const progress = onProgress ? { onProgress } : {};
  const folds = ledgerFolds(REGISTRY);
  for await (const found of verifyLedgers({ pool, projections, ...folds, ...progress })) {
    const unknown = await unknownPeople(pool, found.ledgerId);
    yield { ...found, differences: [...found.differences, ...unknown] };
  }
}

/** How the verification of a ledger interprets events of these aggregates. */
export const ledgerFolds = (registry: AggregateRegistry<AnyEvent>) => ({
  model: streamModelOf(registry),
  evolveLedger,
  flawOf: (before: StreamState, envelope: EventEnvelope) => registry.flawOf(before, envelope),
  warningOf: (envelope: EventEnvelope) => registry.refusedToday(envelope),
});

const SHOWN = 5;

/** Events whose actor or recorder is not a user. */
async function unknownPeople(
  pool: Pool,
  ledgerId: number,
): Promise<LedgerVerification['differences']> {
  const { rows } = await pool.query<{ position: number; column: string; user_id: number }>(
    `SELECT e.position, x.column, x.user_id
     FROM events e, LATERAL (VALUES ('actor_id', e.actor_id), ('recorded_by_id', e.recorded_by_id))
       AS x("column", user_id)
     WHERE e.ledger_id = $1 AND NOT EXISTS (SELECT FROM users u WHERE u.id = x.user_id)
     ORDER BY e.position LIMIT $2`,
    [ledgerId, SHOWN],
  );
  return rows.map(({ position, column, user_id: live }) => ({
    table: 'events',
    key: { position },
    ...{ column, live, rebuilt: 'the id of a user' },
  }));
}

/** Health of ledgers and read models, cheap enough to poll every few seconds. */
export const readModelHealth = (pool: Pool): Promise<LedgerHealth> =>
  ledgerHealth(pool, PROJECTIONS);

/**
 * The prefix is the one the tracker was opened with; the next number is the highest used plus one. The
 * ledger of the organisation is named after its only stream.
 */
function evolveLedger(expected: ExpectedLedger, envelope: EventEnvelope): ExpectedLedger {
  if (envelope.stream === ORGANISATION_STREAM) return { ...expected, prefix: ORGANISATION_STREAM };
  const opened = eventOf(TRACKER, envelope);
  if (opened?.type === 'TrackerOpened') return { ...expected, prefix: opened.data.prefix };
  const created = eventOf(ITEM, envelope);
  if (created?.type !== 'ItemCreated') return expected;
  return { ...expected, nextNumber: Math.max(expected.nextNumber, created.data.number + 1) };
}
