import { type ChartData, MOST_SERIES, withOthers } from './chart-data';
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

  it('stacks areas and bars, but not lines', () => {
    const data = dataOf([10, 10], [5, 5]);
    const top = (kind: 'area' | 'line' | 'bar') => layOut(data, kind, SIZE).marks.at(-1)?.y ?? 0;
    expect(top('area')).toBeLessThan(top('line'));
    expect(layOut(data, 'bar', SIZE).marks).toHaveLength(4);
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

  it('few stay as they are', () => {
    const few = dataOf([1], [2]);
    expect(withOthers(few, 'Others')).toEqual(few);
  });
});
