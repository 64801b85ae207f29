/** What the layouts of all kinds of charts share: their shape, in pixels, and the scale of values. */
import type { ChartData } from './chart-data';

export const CHART_KINDS = ['area', 'line', 'bar'] as const;
export type ChartKind = (typeof CHART_KINDS)[number];

export interface Size {
  readonly width: number;
  readonly height: number;
}

interface Tick {
  readonly at: number;
  readonly value: number;
}

export interface Label {
  readonly at: number;
  readonly text: string;
  readonly anchor: 'start' | 'middle' | 'end';
}

export interface Mark {
  readonly series: number;
  readonly place: number;
  readonly value: number;
  readonly x: number;
  readonly y: number;
  /** Of bars. */
  readonly width: number;
  readonly height: number;
}

/** The number at the end of a bar. */
interface Total {
  readonly x: number;
  readonly y: number;
  readonly value: number;
}

export interface ChartLayout extends Size {
  readonly left: number;
  readonly bottom: number;
  /** Of values: from the bottom to the top, or from left to right below bars. */
  readonly ticks: readonly Tick[];
  /** Of places, along the other axis. */
  readonly labels: readonly Label[];
  /** The outline of each series, for areas and lines. */
  readonly paths: readonly string[];
  /** The points of each series, as an outline of lines without length; where there is room for them. */
  readonly dots: readonly string[];
  readonly marks: readonly Mark[];
  readonly totals: readonly Total[];
}

export const TOP = 8;
export const RIGHT = 12;
/** The labels below a chart. */
export const BELOW = 26;
const TICKS = 4;

/** A round step, so that about four steps reach the value. */
function roundStep(most: number): number {
  const rough = Math.max(most / TICKS, 1);
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].find((factor) => factor * power >= rough) ?? 10;
  return Math.max(1, Math.round(step * power));
}

export interface Scale {
  /** The highest value of the axis. */
  readonly end: number;
  readonly values: readonly number[];
}

/** Round values from zero to at least the highest one. */
export function scaleOf(tops: readonly (readonly number[])[]): Scale {
  const most = Math.max(1, ...tops.flat());
  const step = roundStep(most);
  const end = Math.ceil(most / step) * step;
  return { end, values: Array.from({ length: end / step + 1 }, (_, n) => n * step) };
}

/** Values on top of each other, for areas and bars; as they are for lines. */
export function stacked(
  { series, places }: ChartData,
  isStacked: boolean,
): readonly (readonly number[])[] {
  const below = places.map(() => 0);
  return series.map(({ points }) =>
    places.map((_, index) => {
      const value = points[index]?.value ?? 0;
      if (!isStacked) return value;
      below[index] = (below[index] ?? 0) + value;
      return below[index];
    }),
  );
}
