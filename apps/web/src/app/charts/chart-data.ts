/** What a chart shows, whatever it is drawn as. */
import type { FigureKey } from '@action-tracker/contracts/measures';
import type { Params } from '@angular/router';

export interface ChartPoint {
  /** `null` where there is nothing to take a median of. */
  readonly value: number | null;
  /** The 85th percentile of days, beside their median. */
  readonly p85?: number | null;
  /** The list behind it; undefined where that is empty or the value is no number of items. */
  readonly query: Params | undefined;
}

export interface ChartSeries {
  readonly key: FigureKey | null;
  readonly name: string;
  /** Its colour and pattern, the same in every chart; its place among the series if left out. */
  readonly slot?: number;
  /** One per place. */
  readonly points: readonly ChartPoint[];
}

export interface ChartData {
  /** The names of the places along the axis: dates or groups. */
  readonly places: readonly string[];
  readonly series: readonly ChartSeries[];
}

/** Colours and patterns that can be told apart. */
export const MOST_SERIES = 7;
/** Bars that fit in a card. */
export const MOST_BARS = 12;

/** Medians of groups cannot be added up. */
const isAdditive = ({ series }: ChartData): boolean =>
  series.every(({ points }) => points.every(({ p85 }) => p85 === undefined));

const totalOf = (points: readonly ChartPoint[]): ChartPoint => ({
  value: points.reduce((all, { value }) => all + (value ?? 0), 0),
  query: undefined,
});

/** Keeps the largest series; the others are added up, or left to the table. @param name of the others */
export function withOthers(data: ChartData, name: string): ChartData {
  const { places, series } = data;
  if (series.length <= MOST_SERIES) return data;
  const sizes = new Map(series.map((one) => [one, totalOf(one.points).value ?? 0]));
  const bySize = series.toSorted((a, b) => (sizes.get(b) ?? 0) - (sizes.get(a) ?? 0));
  const kept = new Set(bySize.slice(0, MOST_SERIES - 1));
  const shown = series.filter((one) => kept.has(one));
  if (!isAdditive(data)) return { places, series: shown };
  const rest = series.filter((one) => !kept.has(one));
  const points = places.map((_, index) => totalOf(rest.flatMap((one) => one.points[index] ?? [])));
  return { places, series: [...shown, { key: null, name, points }] };
}

/** The same for bars, which are in the order of their size. @param name of the others */
export function withOtherBars(data: ChartData, name: string): ChartData {
  const { places, series } = data;
  if (places.length <= MOST_BARS) return data;
  const hasRest = isAdditive(data);
  const count = hasRest ? MOST_BARS - 1 : MOST_BARS;
  return {
    places: [...places.slice(0, count), ...(hasRest ? [name] : [])],
    series: series.map(({ points, ...one }) => ({
      ...one,
      points: [...points.slice(0, count), ...(hasRest ? [totalOf(points.slice(count))] : [])],
    })),
  };
}

/** A median of zero days is something. */
export const isEmpty = ({ series }: ChartData): boolean =>
  series.every(({ points }) =>
    points.every(({ value, p85 }) => !value && (p85 === undefined || p85 === null)),
  );

/** Whether the 85th percentile is a series of its own. */
export const hasPercentiles = ({ series }: ChartData): boolean =>
  series.some(({ key }) => key === 'p85');

/**
 * All that the table shows, as rows of a file: medians have their 85th percentile in the next column.
 * @param percentile what that is called
 */
export function rowsOf(
  data: ChartData,
  placeName: string,
  percentile: string,
): readonly (string | number)[][] {
  const { places, series } = data;
  const columns = series.flatMap(({ name, points }) => [
    { name, values: points.map(({ value }) => value) },
    ...(hasPercentiles(data) || points.every(({ p85 }) => p85 === undefined)
      ? []
      : [{ name: `${name}, ${percentile}`, values: points.map(({ p85 }) => p85) }]),
  ]);
  return [
    [placeName, ...columns.map(({ name }) => name)],
    ...places.map((place, index) => [place, ...columns.map(({ values }) => values[index] ?? '')]),
  ];
}
