/** The moment of an export: resolved, with the history of its tracker filled. */
import type { Moment } from '@action-tracker/contracts';
import type { Axis } from '@action-tracker/domain';
import {
  fillHistory,
  historyGaps,
  momentOnWire,
  Scope,
  type PastMoment,
} from '@action-tracker/tracking';
import type { Session } from '../session';

/** A moment in the words of the caller. */
export interface AskedExport {
  readonly format: 'ndjson' | 'csv';
  /** The name of a moment, as in the API; now if unset. */
  readonly asOf: string | undefined;
  readonly axis: Axis;
}

export interface ExportMoment {
  readonly scope: Scope;
  readonly past: PastMoment;
}

/**
 * A history is what its ledger contained, so it goes by the time of recording.
 *
 * @returns undefined for now @throws DomainError for a moment that is none, or not in the past
 */
export async function momentOf(
  { moments, database: { pool } }: Session,
  { asOf, axis, format }: AskedExport,
  trackerId: number,
): Promise<ExportMoment | undefined> {
  if (asOf === undefined) return undefined;
  const past = await moments.resolve({
    ...{ field: '--as-of', text: asOf, trackerId },
    axis: format === 'ndjson' ? 'recorded' : axis,
  });
  // Nobody waits for a page here, so the history may take as long as it needs.
  const gaps = (await historyGaps(pool)).filter(({ ledgerId }) => ledgerId === trackerId);
  for (const gap of gaps) await fillHistory(pool, gap);
  return { scope: Scope.everything.at(past), past };
}

/** As the API states it, but always with the position. */
export const exportedAsOf = ({ past }: ExportMoment): Moment => ({
  ...momentOnWire(past),
  position: past.position,
});

/** `as of 2026-11-20T14:00:00.000Z, position 57` */
export const sayMoment = ({ past: { instant, position, axis } }: ExportMoment): string =>
  `as of ${instant}, position ${position ?? 0}${axis === 'recorded' ? ' as recorded' : ''}`;
