import type { Breakdown, Series } from '@action-tracker/contracts';
import {
  burnUpOf,
  chartOfGroups,
  chartOfSeries,
  type Context,
  withoutOverlap,
} from './dashboard-data';

const CONTEXT: Context = {
  nameOf: (by, key) => `${by} ${key}`,
  measureName: (measure) => measure,
  dateOf: (date) => date,
  ...{ moment: {}, today: '2026-03-15', ownerId: undefined },
};

const STEPS = [
  { from: '2026-03-02', to: '2026-03-08' },
  { from: '2026-03-09', to: '2026-03-15' },
];
const seriesOf = (points: Series['points'], more: Partial<Series> = {}): Series => ({
  ...({ measure: 'items', by: 'status', unit: 'items', axis: 'occurred', step: 'week' } as const),
  ...{ steps: STEPS, points },
  ...more,
});
const point = (n: 0 | 1, key: string | null, value: number) => ({
  ...{ date: STEPS[n]?.to ?? '', key, value },
});
const breakdownOf = (
  measure: Breakdown['measure'],
  cells: readonly [number, number][],
): Breakdown => ({
  ...({ by: 'owner', by2: null, unit: 'items', axis: 'occurred', from: null } as const),
  ...{ measure, to: '2026-03-15', total: 0 },
  cells: cells.map(([key, value]) => ({ key, key2: null, value })),
});

describe('A number of a series', () => {
  const flow = [
    point(0, 'New', 3),
    point(1, 'New', 2),
    point(0, 'Complete', 0),
    point(1, 'Complete', 4),
  ];

  it('of a state leads to the items as of the end of its day, and now without a moment', () => {
    const { places, series } = chartOfSeries(
      [{ measure: 'items', by: 'status' }],
      [seriesOf(flow)],
      CONTEXT,
    );
    expect(places).toEqual(['2026-03-08', '2026-03-15']);
    const counted = { counted_by: 'items', by: 'status', key: 'New', sort: 'id' };
    expect(series[0]?.points).toEqual([
      { value: 3, query: { ...counted, as_of: '2026-03-08' } },
      { value: 2, query: counted },
    ]);
    expect(series[1]?.points[0]).toEqual({ value: 0, query: undefined });
  });

  it('of what happened leads to its period, as of the moment of the dashboard', () => {
    const created = seriesOf([point(0, null, 5), point(1, null, 1)], {
      measure: 'created',
      by: null,
    });
    const context = { ...CONTEXT, moment: { as_of: '2026-03-15T12:00:00Z' }, ownerId: 7 };
    const { series } = chartOfSeries([{ measure: 'created' }], [created], context);
    expect(series[0]).toMatchObject({ name: 'created' });
    expect(series[0]?.points[0]?.query).toEqual({
      ...{ counted_by: 'created', by: 'owner', key: 7, sort: 'id' },
      ...{ from: '2026-03-02', to: '2026-03-08', as_of: '2026-03-15T12:00:00Z' },
    });
  });

  it('of everything adds the statuses up', () => {
    const data = chartOfSeries([{ measure: 'items', by: 'status' }], [seriesOf(flow)], CONTEXT);
    const { series } = burnUpOf(data, seriesOf(flow), ['All', 'Done']);
    expect(series.map(({ name, points }) => [name, points.map(({ value }) => value)])).toEqual([
      ['All', [3, 6]],
      ['Done', [0, 4]],
    ]);
    expect(series[0]?.points[0]?.query).toEqual({
      ...{ counted_by: 'items', sort: 'id', as_of: '2026-03-08' },
    });
  });
});

describe('Groups', () => {
  const asked = [
    { measure: 'overdue', by: 'owner' },
    { measure: 'open', by: 'owner' },
  ] as const;
  const answers = [
    breakdownOf('overdue', [[2, 1]]),
    breakdownOf('open', [
      [1, 3],
      [2, 8],
    ]),
  ];

  it('are ordered by size and lead to their items', () => {
    const { places, series } = chartOfGroups(asked, answers, CONTEXT);
    expect(places).toEqual(['owner 2', 'owner 1']);
    expect(series.map(({ points }) => points.map(({ value }) => value))).toEqual([
      [1, 0],
      [8, 3],
    ]);
    expect(series[1]?.points[0]?.query).toEqual({
      ...{ counted_by: 'open', by: 'owner', key: 2, sort: 'id' },
    });
  });

  it('count no item twice when bars are on top of each other', () => {
    const { series } = withoutOverlap(chartOfGroups(asked, answers, CONTEXT), 'Others');
    expect(series.map(({ name, points }) => [name, points.map(({ value }) => value)])).toEqual([
      ['overdue', [1, 0]],
      ['Others', [7, 3]],
    ]);
  });

  it('of days have every range, in order', () => {
    const buckets: Breakdown = {
      ...breakdownOf('age_days', []),
      by: 'bucket',
      cells: [{ key: '91+', key2: null, value: 4 }],
    };
    const figure = { measure: 'age_days', by: 'bucket', filter: { due: 'tbd' } } as const;
    const { places, series } = chartOfGroups([figure], [buckets], CONTEXT);
    expect(places).toEqual(['bucket 0-7', 'bucket 8-30', 'bucket 31-90', 'bucket 91+']);
    expect(series[0]?.points.at(-1)?.query).toMatchObject({ due: 'tbd', key: '91+' });
  });
});
