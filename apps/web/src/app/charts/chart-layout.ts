/** Where everything of a chart is, in pixels. */
import { layOutBars } from './bar-layout';
import type { ChartData, ChartSeries } from './chart-data';
import {
  BELOW,
  type ChartKind,
  type ChartLayout,
  type Label,
  type Mark,
  RIGHT,
  scaleOf,
  type Size,
  stacked,
  TOP,
} from './chart-scale';

const DIGIT_PX = 7;
/** Of a date, and the space to the next one; the first one begins at the axis. */
const LABEL_PX = 104;
/** Half of the width of an area of one point. */
const ALONE_PX = 24;
/** More points than this are a line anyway. */
const MOST_DOTS = 80;

/** @param size of the chart; bars are as high as there are places */
export const layOut = (data: ChartData, kind: ChartKind, size: Size): ChartLayout =>
  kind === 'bar' ? layOutBars(data, size) : layOutSteps(data, kind, size);

function layOutSteps(data: ChartData, kind: 'area' | 'line', { width, height }: Size): ChartLayout {
  const tops = stacked(data, kind === 'area');
  const { end, values } = scaleOf(tops);
  const left = 14 + String(end).length * DIGIT_PX;
  const bottom = height - BELOW;
  const y = (value: number) => bottom - (Math.max(0, value) / end) * (bottom - TOP);
  const gap = (width - left - RIGHT) / Math.max(1, data.places.length - 1);
  const x = (index: number) =>
    data.places.length > 1 ? left + index * gap : (left + width - RIGHT) / 2;
  const scales = { x, y };
  const marks = marksOf(data, tops, scales);
  return {
    ...{ width, height, left, bottom, totals: [] },
    ticks: values.map((value) => ({ at: y(value), value })),
    labels: labelsOf(data.places, x, width - left),
    paths: data.series.map((series, n) =>
      kind === 'line' ? lineOf(series, scales) : areaOf(tops, n, scales),
    ),
    dots: marks.length < MOST_DOTS ? data.series.map((_, n) => dotsOf(n, marks)) : [],
    marks,
  };
}

interface Scales {
  readonly x: (index: number) => number;
  readonly y: (value: number) => number;
}

const marksOf = (
  { series: all }: ChartData,
  tops: readonly (readonly number[])[],
  { x, y }: Scales,
): readonly Mark[] =>
  all.flatMap(({ points }, series) =>
    points.flatMap(({ value }, place) => {
      if (value === null) return [];
      const top = y(tops[series]?.[place] ?? value);
      return [{ series, place, value, x: x(place), y: top, width: 0, height: 0 }];
    }),
  );

const dotsOf = (n: number, marks: readonly Mark[]): string =>
  marks
    .filter(({ series }) => series === n)
    .map(({ x, y }) => `M${pointAt(x, y)}h0`)
    .join('');

/** Every so many places have a label, the newest one too; none overlap or leave the chart. */
function labelsOf(
  places: readonly string[],
  x: (index: number) => number,
  width: number,
): readonly Label[] {
  const every = Math.max(1, Math.ceil((places.length * LABEL_PX) / width));
  const [first, last] = [x(0), x(places.length - 1)];
  const anchorOf = (at: number): Label['anchor'] => {
    if (places.length === 1) return 'middle';
    if (last - at < LABEL_PX / 4) return 'end';
    return at - first < LABEL_PX / 4 ? 'start' : 'middle';
  };
  return places.flatMap((text, index) => {
    const at = x(index);
    return (places.length - 1 - index) % every === 0 ? [{ at, text, anchor: anchorOf(at) }] : [];
  });
}

const pointAt = (x: number, y: number): string =>
  [x, y].map((value) => Math.round(value * 10) / 10).join(',');

/** Where there is no value, the line has a gap; a value alone is a short line. */
function lineOf({ points }: ChartSeries, { x, y }: Scales): string {
  return points
    .map(({ value }, index) => {
      if (value === null) return '';
      const isFirst = (points[index - 1]?.value ?? null) === null;
      const isAlone = isFirst && (points[index + 1]?.value ?? null) === null;
      if (isAlone) return `M${pointAt(x(index) - 3, y(value))}h6`;
      return `${isFirst ? 'M' : 'L'}${pointAt(x(index), y(value))}`;
    })
    .join('');
}

function areaOf(tops: readonly (readonly number[])[], n: number, { x, y }: Scales): string {
  // One point alone would have no width.
  const beside = tops[n]?.length === 1 ? [-ALONE_PX, ALONE_PX] : [0];
  const line = (values: readonly number[]) =>
    values.flatMap((value, index) => beside.map((by) => pointAt(x(index) + by, y(value))));
  const below = line(tops[n - 1] ?? (tops[n] ?? []).map(() => 0));
  return `M${line(tops[n] ?? []).join('L')}L${below.toReversed().join('L')}Z`;
}
