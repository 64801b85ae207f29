import { type ChartData, MOST_BARS, MOST_SERIES, withOtherBars, withOthers } from './chart-data';
import { layOut } from './chart-layout';

const SIZE = { width: 400, height: 240 };

const dataOf = (...values: readonly (readonly (number | null)[])[]): ChartData => ({
  places: (values[0] ?? []).map((_, index) => `day ${index}`),
  series: values.map((points, n) => ({
    ...{ key: n, name: `series ${n}` },
    points: points.map((value) => ({ value, query: undefined })),
  })),
});

describe('A chart', () => {
  it('has round ticks from zero to at least the highest value', () => {
    const ticksOf = (most: number) =>
      layOut(dataOf([0, most]), 'line', SIZE).ticks.map(({ value }) => value);
    expect(ticksOf(0)).toEqual([0, 1]);
    expect(ticksOf(3)).toEqual([0, 1, 2, 3]);
    expect(ticksOf(47)).toEqual([0, 20, 40, 60]);
    expect(ticksOf(9_900)).toEqual([0, 5_000, 10_000]);
  });

  it('stacks areas, but not lines', () => {
    const data = dataOf([10, 10], [5, 5]);
    const top = (kind: 'area' | 'line') => layOut(data, kind, SIZE).marks.at(-1)?.y ?? 0;
    expect(top('area')).toBeLessThan(top('line'));
  });

  it('has lying bars behind each other, with their names before and their sums behind them', () => {
    const { marks, labels, totals, left, height } = layOut(dataOf([10, 4], [5, 0]), 'bar', SIZE);
    const [first, second, next] = marks;
    expect(marks).toHaveLength(3);
    expect(first?.x).toBe(left);
    expect(next?.x).toBeCloseTo((first?.x ?? 0) + (first?.width ?? 0));
    expect(second?.y).toBeGreaterThan(first?.y ?? 0);
    expect(labels.map(({ text }) => text)).toEqual(['day 0', 'day 1']);
    expect(totals.map(({ value }) => value)).toEqual([15, 4]);
    expect(height).toBeLessThan(layOut(dataOf([1, 2, 3]), 'bar', SIZE).height);
  });

  it('shortens names that would leave no room for bars', () => {
    const { places, series } = dataOf([7]);
    const long = { places: places.map(() => 'Maria da Conceição Ferreira dos Santos'), series };
    const { labels, marks } = layOut(long, 'bar', { ...SIZE, width: 300 });
    expect(labels[0]?.text).toMatch(/^Maria da Con\S*…$/);
    expect(marks[0]?.width).toBeGreaterThan(100);
  });

  it('of lines has gaps where there is no value', () => {
    const [path] = layOut(dataOf([1, 2, null, 3, null, 4, 5]), 'line', SIZE).paths;
    expect(path?.match(/M/g)).toHaveLength(3);
    expect(path).toMatch(/h6M/);
  });

  it('draws an area between its own values and those below', () => {
    const [below, above] = layOut(dataOf([1, 2], [1, 1]), 'area', SIZE).paths;
    expect(below).toMatch(/^M[\d.,L]+Z$/);
    expect(above).not.toBe(below);
  });

  it('of one point, or of none, stays within its frame', () => {
    const [mark] = layOut(dataOf([7]), 'line', SIZE).marks;
    expect(mark?.x).toBeGreaterThan(0);
    expect(mark?.x).toBeLessThan(SIZE.width);
    expect(layOut(dataOf(), 'area', SIZE)).toMatchObject({ marks: [], paths: [], labels: [] });
  });

  it('leaves out what has no value, and bars of nothing', () => {
    expect(layOut(dataOf([null, 1]), 'line', SIZE).marks).toHaveLength(1);
    expect(layOut(dataOf([0, 1]), 'bar', SIZE).marks).toHaveLength(1);
  });

  it('labels only so many places that they do not overlap', () => {
    const many = dataOf(Array.from({ length: 365 }, () => 1));
    expect(layOut(many, 'area', SIZE).labels.length).toBeLessThanOrEqual(5);
  });

  it('labels the newest place, and the others as far from each other', () => {
    const steps = dataOf(Array.from({ length: 53 }, () => 1));
    const { labels } = layOut(steps, 'line', { width: 660, height: 240 });
    expect(labels.at(-1)).toMatchObject({ text: 'day 52', anchor: 'end' });
    const days = labels.map(({ text }) => Number(text.replace('day ', '')));
    const gaps = days.slice(1).map((day, index) => day - (days[index] ?? 0));
    expect(new Set(gaps).size).toBe(1);
  });

  it('of one point has an area, and its label below it', () => {
    const { paths, labels, marks } = layOut(dataOf([7]), 'area', SIZE);
    const xs = [...(paths[0] ?? '').matchAll(/[ML]([\d.]+),/g)].map(([, x]) => Number(x));
    expect(Math.max(...xs) - Math.min(...xs)).toBeGreaterThan(20);
    expect(labels).toEqual([{ at: marks[0]?.x, text: 'day 0', anchor: 'middle' }]);
  });

  it('keeps the labels at both ends within its frame', () => {
    const { labels } = layOut(dataOf([1, 2, 3]), 'line', SIZE);
    expect(labels.map(({ anchor }) => anchor)).toEqual(['start', 'middle', 'end']);
  });
});

describe('More series than can be told apart', () => {
  it('are added up, and the largest stay', () => {
    const forty = dataOf(...Array.from({ length: 40 }, (_, n) => [n, n]));
    const { series } = withOthers(forty, 'Others');
    expect(series).toHaveLength(MOST_SERIES);
    expect(series.map(({ name }) => name)).toEqual([
      ...['series 34', 'series 35', 'series 36', 'series 37', 'series 38', 'series 39'],
      'Others',
    ]);
    const all = (data: ChartData) =>
      data.series.reduce((sum, one) => sum + (one.points[0]?.value ?? 0), 0);
    expect(all(withOthers(forty, 'Others'))).toBe(all(forty));
  });

  it('that are medians are not added up', () => {
    const { places, series } = dataOf(...Array.from({ length: 9 }, (_, n) => [n]));
    const medians = series.map(({ points, ...one }) => ({
      ...{ ...one, points: points.map((point) => ({ ...point, p85: 9 })) },
    }));
    const names = withOthers({ places, series: medians }, 'Others').series.map(({ name }) => name);
    expect(names).toHaveLength(MOST_SERIES - 1);
    expect(names).not.toContain('Others');
  });

  it('few stay as they are', () => {
    const few = dataOf([1], [2]);
    expect(withOthers(few, 'Others')).toEqual(few);
  });
});

describe('More bars than fit', () => {
  const forty = dataOf(Array.from({ length: 40 }, (_, n) => 40 - n));

  it('are added up behind the largest', () => {
    const { places, series } = withOtherBars(forty, 'Others');
    expect(places).toHaveLength(MOST_BARS);
    expect(places.at(-1)).toBe('Others');
    const sum = (29 * 30) / 2;
    expect(series[0]?.points.at(-1)).toEqual({ value: sum, query: undefined });
  });

  it('that are medians are left to the table', () => {
    const [one] = forty.series;
    const points = (one?.points ?? []).map((point) => ({ ...point, p85: null }));
    const { places } = withOtherBars(
      { ...forty, series: [{ key: 1, name: 'days', points }] },
      'Others',
    );
    expect(places).toHaveLength(MOST_BARS);
    expect(places).not.toContain('Others');
  });

  it('few stay as they are', () => {
    expect(withOtherBars(dataOf([1, 2]), 'Others')).toEqual(dataOf([1, 2]));
  });
});
