/** Turns the answers of the server into what a chart shows, with the list behind each number. */
import { PRIORITIES, STATUSES } from '@action-tracker/contracts';
import {
  type Breakdown,
  DAY_BUCKETS,
  type Dimension,
  type FigureKey,
  MEASURE_TRAITS,
  type Measure,
  type Series,
} from '@action-tracker/contracts/measures';
import type { Params } from '@angular/router';
import type { ChartData, ChartPoint, ChartSeries } from '../charts/chart-data';
import type { AskedFigure } from './cards';

/** What names the groups, and the parameters that every list behind a number has. */
export interface Context {
  readonly nameOf: (by: Dimension, key: FigureKey) => string;
  readonly measureName: (measure: Measure) => string;
  readonly dateOf: (date: string) => string;
  /** The moment of the dashboard. */
  readonly moment: Params;
  /** The day of the moment. */
  readonly today: string | undefined;
  /** The filters of the report. */
  readonly filter: Params;
  /** What the 85th percentile of days is called. */
  readonly percentile: string;
}

interface Group {
  readonly by: Dimension;
  readonly key: FigureKey;
}

/** The query of the list behind a number. */
function queryOf(
  { measure, filter }: AskedFigure,
  groups: readonly Group[],
  when: Params,
  context: Context,
): Params {
  const [first, second] = groups;
  const filters = textOf({ ...context.filter, ...filter });
  return {
    counted_by: measure,
    ...(first ? { by: first.by, key: first.key } : {}),
    ...(second ? { by2: second.by, key2: second.key } : {}),
    ...(filters === '' ? {} : { with: filters }),
    ...when,
    sort: 'id',
  };
}

/** As the list behind the number has it. */
const textOf = (filter: Params): string =>
  new URLSearchParams(
    Object.entries(filter).flatMap(([name, value]) =>
      [value].flat().map((one): [string, string] => [name, String(one)]),
    ),
  ).toString();

/** A state is shown as of the end of its day, what happened as of the moment of the dashboard. */
function whenOf(measure: Measure, step: Series['steps'][number], context: Context): Params {
  const { moment, today } = context;
  if (MEASURE_TRAITS[measure].over === 'period') return { from: step.from, to: step.to, ...moment };
  return step.to === today ? moment : { ...moment, as_of: step.to };
}

/** A median of zero days counts items, a number of zero counts none. */
const pointOf = (value: number | null, query: Params, p85?: number | null): ChartPoint => ({
  value,
  query: value || typeof p85 === 'number' ? query : undefined,
  ...(p85 === undefined ? {} : { p85 }),
});

/** One line has room for a second one, of the 85th percentile. */
const percentilesOf = (found: readonly ChartSeries[], { percentile }: Context): ChartSeries[] =>
  found.flatMap(({ points }) =>
    points.some(({ p85 }) => p85 !== undefined)
      ? [
          {
            ...{ key: 'p85', name: percentile },
            points: points.map(({ p85 = null, query }) => ({ value: p85, query })),
          },
        ]
      : [],
  );

export function chartOfSeries(
  asked: readonly AskedFigure[],
  answers: readonly Series[],
  context: Context,
): ChartData {
  const [first] = answers;
  const places = (first?.steps ?? []).map(({ to }) => context.dateOf(to));
  const series = answers.flatMap((answer, n): readonly ChartSeries[] => {
    const figure = asked[n];
    if (!figure) return [];
    const groups = Map.groupBy(answer.points, ({ key }) => key);
    const found = [...groups].map(([key, points]) => {
      const group = figure.by && key !== null ? [{ by: figure.by, key }] : [];
      return {
        key,
        ...slotIn(figure.by, key),
        name: group[0]
          ? context.nameOf(group[0].by, group[0].key)
          : context.measureName(figure.measure),
        points: answer.steps.map((step, index) =>
          pointOf(
            points[index]?.value ?? null,
            queryOf(figure, group, whenOf(figure.measure, step, context), context),
            points[index]?.p85,
          ),
        ),
      };
    });
    return figure.by ? found : [...found, ...percentilesOf(found, context)];
  });
  return { places, series };
}

/** Everything that exists, and what of it is complete. */
export function burnUpOf(
  flow: ChartData,
  series: Series,
  names: readonly [string, string],
): ChartData {
  const all = flow.places.map((_, index): ChartPoint => {
    const value = flow.series.reduce((sum, { points }) => sum + (points[index]?.value ?? 0), 0);
    const queries = flow.series.map(({ points }) => points[index]?.query);
    const counted = queries.find((one) => one !== undefined);
    const { by: _by, key: _key, ...query } = { ...counted };
    return { value, query: counted && query };
  });
  const complete = flow.series.find(({ key }) => key === 'Complete');
  const nothing = series.steps.map((): ChartPoint => ({ value: 0, query: undefined }));
  return {
    places: flow.places,
    series: [
      { key: 'all', name: names[0], points: all },
      { key: 'Complete', name: names[1], points: complete?.points ?? nothing },
    ],
  };
}

/** Groups with an order of their own; the others go by size. */
const ORDERS: Readonly<Partial<Record<Dimension, readonly FigureKey[]>>> = {
  ...{ status: STATUSES, priority: PRIORITIES, bucket: DAY_BUCKETS },
};

/** Groups that every chart draws in the same way, also where some of them have no items. */
function slotIn(
  by: Dimension | null | undefined,
  key: FigureKey | null,
): Pick<ChartSeries, 'slot'> {
  const order = (by && ORDERS[by]) ?? [];
  const slot = key === null ? -1 : order.indexOf(key);
  return slot < 0 ? {} : { slot };
}

function ordered(by: Dimension, sizes: ReadonlyMap<FigureKey, number>): readonly FigureKey[] {
  const known = ORDERS[by];
  if (known) return known.filter((key) => sizes.has(key));
  return [...sizes.keys()].toSorted((a, b) => (sizes.get(b) ?? 0) - (sizes.get(a) ?? 0));
}

function sizesOf(
  values: readonly (readonly [FigureKey, number])[],
): ReadonlyMap<FigureKey, number> {
  const sizes = new Map<FigureKey, number>();
  for (const [key, value] of values) sizes.set(key, (sizes.get(key) ?? 0) + value);
  return sizes;
}

/** A cross table: a place for each group, a series for each group of the second dimension. */
export function crossOf(figure: AskedFigure, answer: Breakdown, context: Context): ChartData {
  const { by, by2 } = answer;
  const sizes = sizesOf(answer.cells.map(({ key, value }) => [key, value ?? 0]));
  const sizes2 = sizesOf(answer.cells.map(({ key2, value }) => [key2 ?? '', value ?? 0]));
  const keys = ordered(by, sizes);
  const keys2 = by2 ? ordered(by2, sizes2) : [];
  const valueAt = (key: FigureKey, key2: FigureKey) =>
    answer.cells.find((cell) => cell.key === key && cell.key2 === key2);
  return {
    places: keys.map((key) => context.nameOf(by, key)),
    series: keys2.map((key2) => ({
      key: key2,
      ...slotIn(by2, key2),
      name: by2 ? context.nameOf(by2, key2) : '',
      points: keys.map((key) => {
        const cell = valueAt(key, key2);
        const groups = [{ by, key }, ...(by2 ? [{ by: by2, key: key2 }] : [])];
        const query = queryOf(figure, groups, periodOf(answer, context), context);
        return pointOf(cell ? cell.value : noneOf(answer), query, cell?.p85);
      }),
    })),
  };
}

export function chartOfGroups(
  asked: readonly AskedFigure[],
  answers: readonly Breakdown[],
  context: Context,
): ChartData {
  const by = asked[0]?.by ?? 'owner';
  const cells = answers.flatMap((answer) => answer.cells);
  const order =
    by === 'bucket'
      ? DAY_BUCKETS
      : ordered(by, sizesOf(cells.map(({ key, value }) => [key, value ?? 0])));
  return {
    places: order.map((key) => context.nameOf(by, key)),
    series: answers.flatMap((answer, n): readonly ChartSeries[] => {
      const figure = asked[n];
      if (!figure) return [];
      const points = order.map((key) =>
        pointOf(
          valueOf(answer, key),
          queryOf(figure, [{ by, key }], periodOf(answer, context), context),
          answer.cells.find((cell) => cell.key === key)?.p85,
        ),
      );
      return [{ key: figure.measure, name: context.measureName(figure.measure), points }];
    }),
  };
}

/** Of groups: what happened in a period is listed with it. */
const periodOf = ({ measure, from, to }: Breakdown, { moment }: Context): Params =>
  from !== null && MEASURE_TRAITS[measure].over === 'period' ? { from, to, ...moment } : moment;

const valueOf = (answer: Breakdown, key: FigureKey): number | null =>
  answer.cells.find((cell) => cell.key === key)?.value ?? noneOf(answer);

/** Where no item counts: there is no median of nothing, least of all one of zero days. */
const noneOf = ({ unit }: Breakdown): 0 | null => (unit === 'days' ? null : 0);
