/** Turns the answers of the server into what a chart shows, with the list behind each number. */
import {
  type Breakdown,
  DAY_BUCKETS,
  type Dimension,
  type FigureKey,
  MEASURE_TRAITS,
  type Measure,
  type Series,
} from '@action-tracker/contracts';
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
  /** Only items of this owner. */
  readonly ownerId: number | undefined;
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
  { ownerId }: Context,
): Params {
  const isOfOwner = ownerId === undefined || groups.some(({ by }) => by === 'owner');
  const owner: readonly Group[] = isOfOwner ? [] : [{ by: 'owner', key: ownerId }];
  const [first, second] = [...groups, ...owner];
  return {
    counted_by: measure,
    ...(first ? { by: first.by, key: first.key } : {}),
    ...(second ? { by2: second.by, key2: second.key } : {}),
    ...filter,
    ...when,
    sort: 'id',
  };
}

/** A state is shown as of the end of its day, what happened as of the moment of the dashboard. */
function whenOf(measure: Measure, step: Series['steps'][number], context: Context): Params {
  const { moment, today } = context;
  if (MEASURE_TRAITS[measure].over === 'period') return { from: step.from, to: step.to, ...moment };
  return step.to === today ? moment : { ...moment, as_of: step.to };
}

const pointOf = (value: number | null, query: Params): ChartPoint => ({
  value,
  query: value ? query : undefined,
});

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
    return [...groups].map(([key, points]) => {
      const group = figure.by && key !== null ? [{ by: figure.by, key }] : [];
      return {
        key,
        name: group[0]
          ? context.nameOf(group[0].by, group[0].key)
          : context.measureName(figure.measure),
        points: answer.steps.map((step, index) =>
          pointOf(
            points[index]?.value ?? null,
            queryOf(figure, group, whenOf(figure.measure, step, context), context),
          ),
        ),
      };
    });
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
    const [one] = flow.series;
    const { by: _by, key: _key, ...query } = { ...one?.points[index]?.query };
    return { value, query: value > 0 && 'counted_by' in query ? query : undefined };
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

export function chartOfGroups(
  asked: readonly AskedFigure[],
  answers: readonly Breakdown[],
  context: Context,
): ChartData {
  const by = asked[0]?.by ?? 'owner';
  const found = new Set(answers.flatMap(({ cells }) => cells.map(({ key }) => key)));
  const keys: readonly FigureKey[] = by === 'bucket' ? DAY_BUCKETS : [...found];
  const totals = new Map(
    keys.map((key) => [key, Math.max(...answers.map((answer) => valueOf(answer, key)))]),
  );
  const order =
    by === 'bucket' ? keys : keys.toSorted((a, b) => (totals.get(b) ?? 0) - (totals.get(a) ?? 0));
  return {
    places: order.map((key) => context.nameOf(by, key)),
    series: answers.flatMap((answer, n): readonly ChartSeries[] => {
      const figure = asked[n];
      if (!figure) return [];
      const points = order.map((key) =>
        pointOf(valueOf(answer, key), queryOf(figure, [{ by, key }], context.moment, context)),
      );
      return [{ key: figure.measure, name: context.measureName(figure.measure), points }];
    }),
  };
}

const valueOf = ({ cells }: Breakdown, key: FigureKey): number =>
  cells.find((cell) => cell.key === key)?.value ?? 0;

/** Bars on top of each other must not count an item twice: open items without those already shown. */
export function withoutOverlap({ places, series }: ChartData, restName: string): ChartData {
  const rest = series.at(-1);
  if (series.length < 2 || !rest) return { places, series };
  const parts = series.slice(0, -1);
  const points = rest.points.map(({ value }, index): ChartPoint => {
    const shown = parts.reduce((sum, part) => sum + (part.points[index]?.value ?? 0), 0);
    return { value: (value ?? 0) - shown, query: rest.points[index]?.query };
  });
  return { places, series: [...parts, { key: rest.key, name: restName, points }] };
}
