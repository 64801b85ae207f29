/** The measures of reports and their wire shapes. The server defines what each one counts. */
import type { Axis, PlainDate } from '@action-tracker/domain';

/** API paths of reports. */
export const REPORT_PATHS = {
  summary: '/api/reports/summary',
  slips: '/api/reports/slips',
  series: '/api/reports/series',
  breakdown: '/api/reports/breakdown',
  untouched: '/api/reports/untouched',
} as const;

export const MEASURES = [
  ...(['items', 'open', 'created', 'completed', 'reopened', 'overdue', 'due_soon'] as const),
  ...(['due_later', 'blocked', 'tbd', 'withdrawn', 'age_days', 'idle_days'] as const),
  ...(['lead_time_days', 'time_in_status_days', 'slips', 'days_slipped', 'throughput'] as const),
] as const;
export type Measure = (typeof MEASURES)[number];

export const UNITS = ['items', 'days', 'items_per_week'] as const;
export type Unit = (typeof UNITS)[number];

/** What a measure is about, as far as a client needs it to draw and to link. */
export interface MeasureTraits {
  readonly unit: Unit;
  /**
   * `moment`: what is so at the end of a day or step. `period`: what happened during it, counted
   * once per item.
   */
  readonly over: 'moment' | 'period';
  /** `count`: numbers of items, which add up to a total. `days`: median and 85th percentile. */
  readonly kind: 'count' | 'days' | 'rate';
  /** Whether `bucket` is one of its dimensions. Its unit is then items. */
  readonly hasBuckets: boolean;
}

const counted = (over: MeasureTraits['over']): MeasureTraits => ({
  ...{ unit: 'items', over, kind: 'count', hasBuckets: false },
});
const inDays = (over: MeasureTraits['over'], hasBuckets = true): MeasureTraits => ({
  ...{ unit: 'days', over, kind: 'days', hasBuckets },
});

export const MEASURE_TRAITS: Readonly<Record<Measure, MeasureTraits>> = {
  items: counted('moment'),
  open: counted('moment'),
  created: counted('period'),
  completed: counted('period'),
  reopened: counted('period'),
  overdue: counted('moment'),
  due_soon: counted('moment'),
  due_later: counted('moment'),
  blocked: counted('moment'),
  tbd: counted('moment'),
  withdrawn: counted('moment'),
  age_days: inDays('moment'),
  idle_days: inDays('moment'),
  lead_time_days: inDays('period'),
  time_in_status_days: inDays('period', false),
  slips: counted('moment'),
  days_slipped: inDays('moment', false),
  throughput: { unit: 'items_per_week', over: 'period', kind: 'rate', hasBuckets: false },
};

/** What numbers are grouped by. */
export const DIMENSIONS = ['status', 'owner', 'category', 'priority', 'tracker', 'bucket'] as const;
export type Dimension = (typeof DIMENSIONS)[number];

/** Ranges of days; the last one has no end. */
export const DAY_BUCKETS = ['0-7', '8-30', '31-90', '91+'] as const;
export type DayBucket = (typeof DAY_BUCKETS)[number];

export const REPORT_STEPS = ['day', 'week', 'month'] as const;
export type ReportStep = (typeof REPORT_STEPS)[number];

/** Most points of a series. */
export const SERIES_MAX_POINTS = 4_000;

/** A word of the dimension, or the id of an owner or tracker. */
export type FigureKey = string | number;

/** A measure over time. Weeks begin on Monday; the first and the last step may be shorter. */
export interface Series {
  readonly measure: Measure;
  readonly by: Dimension | null;
  readonly unit: Unit;
  readonly axis: Axis;
  readonly step: ReportStep;
  /** The first and last day of each step, oldest first. */
  readonly steps: readonly { readonly from: PlainDate; readonly to: PlainDate }[];
  /** Of each key, a point for every step. */
  readonly points: readonly SeriesPoint[];
}

export interface SeriesPoint {
  /** The last day of the step. */
  readonly date: PlainDate;
  /** `null` without `by`. */
  readonly key: FigureKey | null;
  /** The number, or the median of days; `null` where there is nothing to take it of. */
  readonly value: number | null;
  /** The 85th percentile of days; only present for these. */
  readonly p85?: number | null;
}

/** An open item, and for how long nothing has been written about it. */
export interface UntouchedItem {
  readonly item_id: string;
  readonly tracker_id: number;
  readonly title: string;
  readonly owner_id: number;
  readonly last_entry_on: PlainDate;
  readonly days: number;
}

/** Most items of the ranking. */
export const UNTOUCHED_MAX_ITEMS = 100;

/** A measure at a moment, or during a period that ends there. */
export interface Breakdown {
  readonly measure: Measure;
  readonly by: Dimension;
  readonly by2: Dimension | null;
  readonly unit: Unit;
  readonly axis: Axis;
  /** The first day of the period; `null` for a measure of a moment. */
  readonly from: PlainDate | null;
  readonly to: PlainDate;
  /** Of counts only: the sum of all cells. */
  readonly total: number | null;
  /** Without cells that have no items. */
  readonly cells: readonly BreakdownCell[];
}

export interface BreakdownCell {
  readonly key: FigureKey;
  /** `null` without `by2`. */
  readonly key2: FigureKey | null;
  readonly value: number | null;
  readonly p85?: number | null;
}
