import type { Breakdown, Series } from '@action-tracker/contracts/measures';
import { burnUpOf, chartOfGroups, chartOfSeries, type Context, crossOf } from './dashboard-data';

const CONTEXT: Context = {
  nameOf: (by, key) => `${by} ${key}`,
  measureName: (measure) => measure,
  dateOf: (date) => date,
  ...{ moment: {}, today: '2026-03-15', filter: {}, percentile: '85 %' },
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
    const context = { ...CONTEXT, moment: { as_of: '2026-03-15T12:00:00Z' } };
    const { series } = chartOfSeries([{ measure: 'created' }], [created], {
      ...context,
      filter: { owner_id: [7], status: ['New', 'TBC'] },
    });
    expect(series[0]).toMatchObject({ name: 'created' });
    expect(series[0]?.points[0]?.query).toEqual({
      ...{ counted_by: 'created', with: 'owner_id=7&status=New&status=TBC', sort: 'id' },
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

  it('of everything leads to its items also where the first status has none', () => {
    const none = [point(0, 'New', 0), point(1, 'New', 0), ...flow.slice(2)];
    const data = chartOfSeries([{ measure: 'items', by: 'status' }], [seriesOf(none)], CONTEXT);
    const [all] = burnUpOf(data, seriesOf(none), ['All', 'Done']).series;
    expect(all?.points).toEqual([
      { value: 0, query: undefined },
      { value: 4, query: { counted_by: 'items', sort: 'id' } },
    ]);
  });
});

describe('Medians of days', () => {
  const days = (by: 'status' | null) =>
    seriesOf([{ ...point(0, null, 4), p85: 9 }, { ...point(1, null, 5) }], {
      ...{ measure: 'age_days', unit: 'days', by },
    });

  it('have a line for the 85th percentile, with the same lists', () => {
    const { series } = chartOfSeries([{ measure: 'age_days' }], [days(null)], CONTEXT);
    expect(series.map(({ name, points }) => [name, points.map(({ value }) => value)])).toEqual([
      ['age_days', [4, 5]],
      ['85 %', [9, null]],
    ]);
    expect(series[1]?.points[0]?.query).toEqual(series[0]?.points[0]?.query);
  });

  it('by groups keep it beside the median', () => {
    const { series } = chartOfSeries(
      [{ measure: 'age_days', by: 'status' }],
      [days('status')],
      CONTEXT,
    );
    expect(series).toHaveLength(1);
    expect(series[0]?.points[0]).toMatchObject({ value: 4, p85: 9 });
  });

  it('of zero days lead to their items, and are not the same as no items', () => {
    const answer: Breakdown = {
      ...breakdownOf('lead_time_days', []),
      ...({ unit: 'days', by2: 'priority' } as const),
      cells: [
        { key: 1, key2: 'High', value: 0, p85: 0 },
        { key: 2, key2: 'Low', value: 3, p85: 4 },
      ],
    };
    const figure = { measure: 'lead_time_days', by: 'owner' } as const;
    const cross = crossOf({ ...figure, by2: 'priority' }, answer, CONTEXT);
    const bars = chartOfGroups([figure], [answer], CONTEXT);
    expect(cross.places).toEqual(['owner 2', 'owner 1']);
    const shown = [...cross.series, ...bars.series].map(({ points }) =>
      points.map(({ value, query }) => [value, query !== undefined]),
    );
    const [none, zero, three] = [
      [null, false],
      [0, true],
      [3, true],
    ];
    expect(shown).toEqual([
      [none, zero],
      [three, none],
      [three, zero],
    ]);
  });
});

describe('A cross table', () => {
  it('has a row for each group and a column for each group of the second dimension', () => {
    const answer: Breakdown = {
      ...breakdownOf('open', []),
      by2: 'priority',
      cells: [
        { key: 2, key2: 'Low', value: 3 },
        { key: 1, key2: 'High', value: 2 },
      ],
    };
    const figure = { measure: 'open', by: 'owner', by2: 'priority' } as const;
    const { places, series } = crossOf(figure, answer, CONTEXT);
    // By size, and priorities from the highest.
    expect(places).toEqual(['owner 2', 'owner 1']);
    expect(series.map(({ name, points }) => [name, points.map(({ value }) => value)])).toEqual([
      ['priority High', [0, 2]],
      ['priority Low', [3, 0]],
    ]);
    expect(series[1]?.points[0]?.query).toEqual({
      ...{ counted_by: 'open', by: 'owner', key: 2, by2: 'priority', key2: 'Low', sort: 'id' },
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

  it('of days have every range, in order', () => {
    const buckets: Breakdown = {
      ...breakdownOf('age_days', []),
      by: 'bucket',
      cells: [{ key: '91+', key2: null, value: 4 }],
    };
    const figure = { measure: 'age_days', by: 'bucket', filter: { due: 'tbd' } } as const;
    const { places, series } = chartOfGroups([figure], [buckets], CONTEXT);
    expect(places).toEqual(['bucket 0-7', 'bucket 8-30', 'bucket 31-90', 'bucket 91+']);
    expect(series[0]?.points.at(-1)?.query).toMatchObject({ with: 'due=tbd', key: '91+' });
  });
});
