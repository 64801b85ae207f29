/** Fills histories up to the heads of their ledgers. */
import {
  catchUpHistory,
  findHistoryGaps,
  type CatchUp,
  type HistoryGap,
} from '@action-tracker/event-store';
import type { Pool } from 'pg';
import { STREAM_MODEL, type StreamState } from '../ledger/stream-model';
import { PROJECTIONS } from './projections';

/** The gaps of all histories, smallest first. */
export const historyGaps = (pool: Pool): Promise<readonly HistoryGap[]> =>
  findHistoryGaps(pool, PROJECTIONS);

/** Fills a gap up to the current head. @returns the position up to which the history is complete */
export async function fillHistory(
  pool: Pool,
  { projection: name, ledgerId }: Pick<HistoryGap, 'projection' | 'ledgerId'>,
  options: Pick<CatchUp<StreamState>, 'onProgress' | 'signal'> = {},
): Promise<number> {
  const projection = PROJECTIONS.find((candidate) => candidate.name === name);
  if (!projection) throw new Error(`Expected a history, found ${name}`);
  return catchUpHistory({ pool, model: STREAM_MODEL, projection, ledgerId, ...options });
}
