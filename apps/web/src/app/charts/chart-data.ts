/** What a chart shows, whatever it is drawn as. */
import type { FigureKey } from '@action-tracker/contracts';
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

/** Keeps the first series and adds the others up. @param name of the others */
export function withOthers({ places, series }: ChartData, name: string): ChartData {
  if (series.length <= MOST_SERIES) return { places, series };
  const sum = ({ points }: ChartSeries) => points.reduce((all, { value }) => all + (value ?? 0), 0);
  const bySize = series.toSorted((a, b) => sum(b) - sum(a));
  const kept = new Set(bySize.slice(0, MOST_SERIES - 1));
  const rest = series.filter((one) => !kept.has(one));
  const points = places.map((_, index) => ({
    value: rest.reduce((all, one) => all + (one.points[index]?.value ?? 0), 0),
    query: undefined,
  }));
  return {
    places,
    series: [...series.filter((one) => kept.has(one)), { key: null, name, points }],
  };
}

export const isEmpty = ({ series }: ChartData): boolean =>
  series.every(({ points }) => points.every(({ value }) => value === null || value === 0));
