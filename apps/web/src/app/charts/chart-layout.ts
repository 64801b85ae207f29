/** Where everything of a chart is, in pixels. */
import type { ChartData } from './chart-data';

export const CHART_KINDS = ['area', 'line', 'bar'] as const;
export type ChartKind = (typeof CHART_KINDS)[number];

interface Tick {
  readonly at: number;
  readonly value: number;
}

interface Label {
  readonly at: number;
  readonly text: string;
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

export interface ChartLayout {
  readonly width: number;
  readonly height: number;
  readonly left: number;
  readonly bottom: number;
  readonly ticks: readonly Tick[];
  readonly labels: readonly Label[];
  /** The outline of each series, for areas and lines. */
  readonly paths: readonly string[];
  readonly marks: readonly Mark[];
}

const TOP = 8;
const RIGHT = 12;
const BELOW = 26;
const DIGIT_PX = 7;
const TICKS = 4;
/** Of a date, and the space to the next one; the first one begins at the axis. */
const LABEL_PX = 104;
const BAR_GAP = 0.25;

/** A round step, so that about four steps reach the value. */
function roundStep(most: number): number {
  const rough = Math.max(most / TICKS, 1);
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].find((factor) => factor * power >= rough) ?? 10;
  return Math.max(1, Math.round(step * power));
}

/** Values on top of each other, for areas and bars; as they are for lines. */
function stacked(
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

export function layOut(
  data: ChartData,
  kind: ChartKind,
  { width, height }: { readonly width: number; readonly height: number },
): ChartLayout {
  const tops = stacked(data, kind !== 'line');
  const most = Math.max(1, ...tops.flat());
  const step = roundStep(most);
  const end = Math.ceil(most / step) * step;
  const left = 14 + String(end).length * DIGIT_PX;
  const bottom = height - BELOW;
  const y = (value: number) => bottom - (Math.max(0, value) / end) * (bottom - TOP);
  const band = (width - left - RIGHT) / Math.max(1, data.places.length);
  const isOfSteps = kind !== 'bar' && data.places.length > 1;
  const x = (index: number) =>
    isOfSteps
      ? left + (index * (width - left - RIGHT)) / (data.places.length - 1)
      : left + (index + 0.5) * band;
  const ticks = Array.from({ length: end / step + 1 }, (_, n) => ({
    at: y(n * step),
    value: n * step,
  }));
  return {
    ...{ width, height, left, bottom, ticks },
    labels: labelsOf(data.places, x, width - left),
    paths: kind === 'bar' ? [] : tops.map((_, n) => pathOf(tops, n, { kind, x, y })),
    marks: marksOf(data, tops, { kind, x, y, band }),
  };
}

interface Scales {
  readonly kind: ChartKind;
  readonly x: (index: number) => number;
  readonly y: (value: number) => number;
}

/** Every so many places have a label, so that they do not overlap. */
function labelsOf(
  places: readonly string[],
  x: (index: number) => number,
  width: number,
): readonly Label[] {
  const every = Math.max(1, Math.ceil((places.length * LABEL_PX) / width));
  return places.flatMap((text, index) => (index % every === 0 ? [{ at: x(index), text }] : []));
}

function pathOf(tops: readonly (readonly number[])[], n: number, { kind, x, y }: Scales): string {
  const round = (value: number) => Math.round(value * 10) / 10;
  const line = (values: readonly number[]) =>
    values.map((value, index) => `${round(x(index))},${round(y(value))}`);
  const top = line(tops[n] ?? []);
  if (kind === 'line') return `M${top.join('L')}`;
  const below = line(tops[n - 1] ?? (tops[n] ?? []).map(() => 0));
  return `M${top.join('L')}L${below.toReversed().join('L')}Z`;
}

function marksOf(
  { series }: ChartData,
  tops: readonly (readonly number[])[],
  { kind, x, y, band }: Scales & { readonly band: number },
): readonly Mark[] {
  const width = kind === 'bar' ? Math.min(64, band * (1 - BAR_GAP)) : 0;
  return series.flatMap(({ points }, n) =>
    points.flatMap(({ value }, place): readonly Mark[] => {
      if (value === null || (kind === 'bar' && value === 0)) return [];
      const top = y(tops[n]?.[place] ?? value);
      const height = kind === 'bar' ? y(0) - y(value) : 0;
      return [{ series: n, place, value, x: x(place) - width / 2, y: top, width, height }];
    }),
  );
}
