/** A moment in the past as conditions on ledger entries and on rows of histories. */
import type { StreamUpTo } from '@action-tracker/event-store';
import type { PastMoment } from './scope';

/** The last entry of a stream that belongs to the moment. */
export function upToMoment({ axis, instant, position }: PastMoment): StreamUpTo['upTo'] {
  if (axis === 'occurred') return { occurredAt: instant };
  return position === null ? { recordedAt: instant } : { position };
}

/** The columns of a history row that say from when and until when it is valid. */
const VALIDITY = {
  position: ['position', 'until_position'],
  occurredAt: ['occurred_at', 'until_occurred_at'],
  recordedAt: ['updated_at', 'until_recorded_at'],
} as const;

/**
 * The condition that a row of a history was valid at the moment.
 *
 * @param take adds a parameter to the statement and returns its placeholder
 */
export function validAt(moment: PastMoment, take: (value: unknown) => string): string {
  const { position, occurredAt, recordedAt } = upToMoment(moment);
  if (position !== undefined) return between('position', `${take(position)}::bigint`);
  if (occurredAt !== undefined) return between('occurredAt', `${take(occurredAt)}::timestamptz`);
  return between('recordedAt', `${take(recordedAt)}::timestamptz`);
}

function between(column: keyof typeof VALIDITY, value: string): string {
  const [from, until] = VALIDITY[column];
  return `${from} <= ${value} AND (${until} IS NULL OR ${until} > ${value})`;
}
