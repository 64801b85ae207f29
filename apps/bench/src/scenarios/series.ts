/**
 * The numbers of reports over 10,000 items with 100,000 entries: a series of a year by day, and a
 * breakdown, each against one statement that a person would write for it by hand.
 */
import type { Dimension, Measure } from '@action-tracker/contracts/measures';
import { GetBreakdown, GetSeries, Scope } from '@action-tracker/tracking';
import { QueryBus } from '@nestjs/cqrs';
import { ENTRIES_OF_ITEM, openWithHistories } from '../long-histories';
import { compare, median, perSecond, secondsOf, type Work } from '../measure';
import { compared, limited, type Bench, type Measured, type Scenario } from '../scenario';

const ITEMS = 10_000;
const FEW = 1_000;
const MANY = 100_000;
const MOST_MS = 150;
const LEAST = 0.5;
const TIMES = 7;
/** Entries per second of a large tracker, by those of a small one. */
const LEAST_OF_FEW = 0.67;

export const SERIES: Scenario = {
  name: 'series',
  async run(bench) {
    const { application, database, isQuick } = bench;
    const open = (prefix: string, items: number) =>
      openWithHistories(application, database.pool, { prefix, items });
    const few = await open('SF', FEW);
    const tracker = await open('SN', ITEMS);
    const measured = [...(await againstSql(bench, tracker)), ...(await times(bench, tracker))];
    if (isQuick) return measured;
    return [...measured, await growth(bench, few, await open('SM', MANY))];
  },
};

const YEAR = '-P364D';

const series = (
  { application }: Bench,
  trackerId: number,
  measure: Measure,
  by?: Dimension,
): Work => {
  const queries = application.get(QueryBus);
  const asked = { measure, by, axis: 'occurred', from: YEAR, step: 'day' } as const;
  return () => queries.execute(new GetSeries(Scope.everything, asked, { trackerIds: [trackerId] }));
};

const breakdown = (
  { application }: Bench,
  trackerId: number,
  measure: Measure,
  by: readonly [Dimension, Dimension],
): Work => {
  const queries = application.get(QueryBus);
  const asked = { measure, by: by[0], by2: by[1], axis: 'occurred' } as const;
  return () =>
    queries.execute(new GetBreakdown(Scope.everything, asked, { trackerIds: [trackerId] }));
};

/** Additions and removals by day, added up: the number that counts at the end of each day. */
const daily = (key: string, counts: string): string => `
  WITH counted AS (
    SELECT ${key} AS key, (occurred_at AT TIME ZONE 'UTC')::date AS first,
      (until_occurred_at AT TIME ZONE 'UTC')::date AS until, due_date
    FROM item_versions WHERE tracker_id = $1 AND withdrawn_at IS NULL AND ${counts}
  ), changes AS (
    SELECT key, greatest(first, current_date - 364) AS day, 1 AS change FROM counted
    UNION ALL SELECT key, until, -1 FROM counted WHERE until IS NOT NULL
  ), days AS (SELECT generate_series(current_date - 364, current_date, '1 day')::date AS day),
  sums AS (SELECT key, greatest(day, current_date - 364) AS day, sum(change) AS change
    FROM changes GROUP BY 1, 2)
  SELECT d.day, k.key, sum(coalesce(s.change, 0)) OVER (PARTITION BY k.key ORDER BY d.day) AS value
  FROM days d CROSS JOIN (SELECT DISTINCT key FROM sums) k
  LEFT JOIN sums s ON s.day = d.day AND s.key = k.key ORDER BY k.key, d.day`;

const COMPLETED = `
  SELECT (occurred_at AT TIME ZONE 'UTC')::date AS day, owner_id, count(DISTINCT number) AS value
  FROM (SELECT number, owner_id, occurred_at, status,
      lag(status) OVER (PARTITION BY number ORDER BY version) AS previous
    FROM item_versions WHERE tracker_id = $1) v
  WHERE status = 'Complete' AND previous <> 'Complete' AND occurred_at >= current_date - 364
  GROUP BY 1, 2 ORDER BY 2, 1`;

const MEDIAN_AGE = `
  SELECT d.day, percentile_cont(ARRAY[0.5, 0.85]) WITHIN GROUP (ORDER BY d.day - v.create_date) AS days
  FROM generate_series(current_date - 364, current_date, '1 day') g
  CROSS JOIN LATERAL (SELECT g::date AS day) d
  JOIN item_versions v ON v.occurred_at < d.day + 1
    AND (v.until_occurred_at IS NULL OR v.until_occurred_at >= d.day + 1)
  WHERE v.tracker_id = $1 AND v.withdrawn_at IS NULL AND v.status <> 'Complete'
  GROUP BY d.day ORDER BY d.day`;

const CROSS = `
  SELECT owner_id, priority, count(*) AS value FROM item_versions
  WHERE tracker_id = $1 AND until_occurred_at IS NULL AND withdrawn_at IS NULL
    AND status <> 'Complete' AND due_date < current_date
  GROUP BY 1, 2 ORDER BY 1, 2`;

async function againstSql(bench: Bench, trackerId: number): Promise<readonly Measured[]> {
  const { pool } = bench.database;
  const sql =
    (text: string): Work =>
    () =>
      pool.query({ name: `bench_${text.length}`, text, values: [trackerId] });
  const OPEN = "status <> 'Complete'";
  const lines: readonly (readonly [name: string, baseline: Work, product: Work])[] = [
    ['items by status', sql(daily('status', 'true')), series(bench, trackerId, 'items', 'status')],
    ['open by owner', sql(daily('owner_id', OPEN)), series(bench, trackerId, 'open', 'owner')],
    ['completed by owner', sql(COMPLETED), series(bench, trackerId, 'completed', 'owner')],
    ['median age', sql(MEDIAN_AGE), series(bench, trackerId, 'age_days')],
    [
      'overdue by owner and priority now',
      sql(CROSS),
      breakdown(bench, trackerId, 'overdue', ['owner', 'priority']),
    ],
  ];
  const measured: Measured[] = [];
  for (const [name, baseline, product] of lines) {
    await baseline();
    await product();
    const during = (work: Work) => () => perSecond(work, 1, bench.effort.secondsPerRound);
    const result = await compare(bench.effort.rounds, during(baseline), during(product));
    measured.push(compared(`series: ${name}, by one statement`, '/s', result, LEAST));
  }
  return measured;
}

const YEARLY: readonly (readonly [Measure, Dimension?])[] = [
  ...([['items', 'status'], ['open', 'owner'], ['overdue'], ['due_soon', 'priority']] as const),
  ...([['created'], ['completed', 'owner'], ['reopened'], ['age_days', 'bucket']] as const),
  ...([['age_days'], ['idle_days', 'priority'], ['lead_time_days'], ['slips']] as const),
  ...([['time_in_status_days', 'status'], ['days_slipped'], ['throughput']] as const),
];

async function times(bench: Bench, trackerId: number): Promise<readonly Measured[]> {
  const measured: Measured[] = [];
  for (const [measure, by] of YEARLY) {
    const name = `series: ${measure}${by ? ` by ${by}` : ''}, a year by day`;
    const ms = (await secondsOfMany(series(bench, trackerId, measure, by))) * 1_000;
    measured.push(limited(name, 'ms', ms, MOST_MS));
  }
  return measured;
}

async function secondsOfMany(work: Work): Promise<number> {
  await work();
  const times: number[] = [];
  for (let n = 0; n < TIMES; n++) times.push(await secondsOf(work));
  return median(times);
}

/** The cost of an entry must not grow with the tracker. */
async function growth(bench: Bench, few: number, many: number): Promise<Measured> {
  const entriesPerSecond = async (trackerId: number, items: number) =>
    (items * ENTRIES_OF_ITEM) / (await secondsOfMany(series(bench, trackerId, 'open', 'owner')));
  const result = await compare(
    bench.effort.rounds,
    () => entriesPerSecond(few, FEW),
    () => entriesPerSecond(many, MANY),
  );
  return compared('series: 100,000 by 1,000 items', 'entries/s', result, LEAST_OF_FEW);
}
