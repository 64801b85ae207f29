/**
 * Where everything of lying bars is: names of people and categories are long, and stand before the
 * bars at any width of the page.
 */
import type { ChartData } from './chart-data';
import { BELOW, type ChartLayout, RIGHT, scaleOf, type Size, stacked, TOP } from './chart-scale';

const ROW = 28;
const BAR = 20;
const CHAR_PX = 6.2;
const MOST_NAME_PX = 180;
/** For the number at the end of the longest bar. */
const DIGIT_PX = 7;

export function layOutBars(data: ChartData, { width }: Pick<Size, 'width'>): ChartLayout {
  const { places, series } = data;
  const tops = stacked(data, true);
  const { end, values } = scaleOf(tops);
  const longest = Math.max(0, ...places.map((name) => name.length)) * CHAR_PX;
  const left = 14 + Math.round(Math.min(longest, MOST_NAME_PX, width * 0.36));
  const bottom = TOP + places.length * ROW;
  const plot = Math.max(1, width - left - RIGHT - (1 + String(end).length) * DIGIT_PX);
  const x = (value: number) => left + (Math.max(0, value) / end) * plot;
  const middle = (place: number) => TOP + (place + 0.5) * ROW;
  const sums = places.map((_, place) => tops.at(-1)?.[place] ?? 0);
  return {
    ...{ width, height: bottom + BELOW, left, bottom, paths: [], dots: [] },
    ticks: values.map((value) => ({ at: x(value), value })),
    labels: places.map((name, place) => ({
      at: middle(place),
      text: shortened(name, (left - 14) / CHAR_PX),
      anchor: 'end',
    })),
    marks: series.flatMap(({ points }, n) =>
      points.flatMap(({ value }, place) => {
        if (!value) return [];
        const from = x((tops[n]?.[place] ?? value) - value);
        const box = { x: from, y: middle(place) - BAR / 2, width: x(value) - left, height: BAR };
        return [{ series: n, place, value, ...box }];
      }),
    ),
    totals: sums.map((value, place) => ({ x: x(value) + 6, y: middle(place), value })),
  };
}

const shortened = (name: string, chars: number): string =>
  name.length <= Math.ceil(chars) ? name : `${name.slice(0, Math.max(1, chars - 1)).trim()}…`;
