import type { Timestamp } from '@action-tracker/contracts';
import { TZDate } from '@date-fns/tz';

/** The same time of day some calendar days before an instant in a time zone. */
export function daysBefore(instantMs: number, days: number, timeZone: string): Timestamp {
  const moved = new TZDate(instantMs, timeZone);
  moved.setDate(moved.getDate() - days);
  return new Date(moved.getTime()).toISOString();
}
