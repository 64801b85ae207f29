/**
 * What each measure of the reports counts, in one place, as SQL over versions of items with the alias
 * `i`. Series, breakdowns and the lists behind their numbers all read it here; the property test
 * compares every measure with a fold of the ledger that is written separately.
 *
 * A measure over a moment counts the versions that are valid then. A measure over a period counts
 * what happened in it: an entry made a version, or ended a stay in a status.
 */
import type { DayBucket, Measure } from '@action-tracker/contracts/measures';
import { CLOSED_STATUS, WEEK_DAYS } from '@action-tracker/domain';
import { DUE_RANGES, type DayRange } from '../items/due-conditions';
import { MOVED, SLIPPED } from '../items/slip-conditions';
import type { WhichItems } from '../moments/item-rows';

/** The days from `base` on which a version counts. */
export interface DayWindow extends DayRange {
  /** SQL of a date. */
  readonly base: string;
}

/** Days of an item: a fixed number, or counted from a date to the day of the moment. */
export interface DaysOfItem {
  /** SQL of a whole number, or of a date. */
  readonly base: string;
  readonly isSince: boolean;
}

export interface MomentRule {
  readonly over: 'moment';
  readonly which: WhichItems;
  readonly condition: string;
  readonly window?: DayWindow;
  readonly days?: DaysOfItem;
}

export interface PeriodRule {
  readonly over: 'period';
  /**
   * `begin`: the first version of an item. `become`: the version that a change of the status made.
   * `leave`: the last version before such a change, with the day on which the stay began.
   */
  readonly event: 'begin' | 'become' | 'leave';
  /** Which of these, about the first version or the one before the change, with the alias `v`. */
  readonly change: string;
  /** SQL of a whole number of days. */
  readonly days?: string;
}

export type MeasureRule = MomentRule | PeriodRule;

/** Days by the axis, which the source of the versions adds. */
const FIRST_DAY = 'i.first_day';
const EVENT_DAY = 'i.event_day';
const ENTERED_DAY = 'i.entered_day';

const OPEN = `i.status <> '${CLOSED_STATUS}'`;
const DUE = 'i.due_date';

const whileInUse = (condition: string, more: Partial<MomentRule> = {}): MomentRule => ({
  ...{ over: 'moment', which: 'in_use', condition },
  ...more,
});

const COMPLETION: PeriodRule = {
  over: 'period',
  event: 'become',
  change: `v.status <> '${CLOSED_STATUS}' AND v.next_status = '${CLOSED_STATUS}'`,
};

export const MEASURE_RULES: Readonly<Record<Measure, MeasureRule>> = {
  items: whileInUse('true'),
  open: whileInUse(OPEN),
  created: { over: 'period', event: 'begin', change: 'v.version = 1' },
  completed: COMPLETION,
  reopened: {
    ...COMPLETION,
    change: `v.status = '${CLOSED_STATUS}' AND v.next_status <> '${CLOSED_STATUS}'`,
  },
  overdue: whileInUse(OPEN, { window: { base: DUE, ...DUE_RANGES.overdue } }),
  due_soon: whileInUse(OPEN, { window: { base: DUE, ...DUE_RANGES.week } }),
  due_later: whileInUse(OPEN, { window: { base: DUE, first: null, last: -WEEK_DAYS - 1 } }),
  blocked: whileInUse("i.status = 'Blocked'"),
  tbd: whileInUse(`${OPEN} AND ${DUE} IS NULL`),
  withdrawn: { over: 'moment', which: 'withdrawn', condition: 'true' },
  age_days: whileInUse(OPEN, { days: { base: 'i.create_date', isSince: true } }),
  idle_days: whileInUse(OPEN, { days: { base: FIRST_DAY, isSince: true } }),
  lead_time_days: { ...COMPLETION, days: `${EVENT_DAY} - i.create_date` },
  time_in_status_days: {
    over: 'period',
    event: 'leave',
    change: 'v.next_status <> v.status',
    days: `${EVENT_DAY} - ${ENTERED_DAY}`,
  },
  slips: whileInUse(SLIPPED),
  days_slipped: whileInUse(`${MOVED} AND i.days_slipped IS NOT NULL`, {
    days: { base: 'i.days_slipped', isSince: false },
  }),
  throughput: COMPLETION,
};

/** Ranges of days by their key on the wire. */
export const BUCKETS: Readonly<Record<DayBucket, DayRange>> = {
  '0-7': { first: null, last: 7 },
  '8-30': { first: 8, last: 30 },
  '31-90': { first: 31, last: 90 },
  '91+': { first: 91, last: null },
};
