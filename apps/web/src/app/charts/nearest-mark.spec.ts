import { nearestMark } from './nearest-mark';

const markAt = (x: number, series: number, value: number) => ({
  ...{ series, place: x / 10, value, x, y: 50, width: 0, height: 0 },
});
const MARKS = [markAt(10, 0, 1), markAt(20, 0, 1), markAt(20, 1, 3), markAt(20, 2, 0)];

describe('the mark that the pointer is on', () => {
  it('is the nearest one', () => {
    expect(nearestMark(MARKS, { x: 13, y: 47 })).toBe(MARKS[0]);
  });

  it('is the upper one that counts something, of several at the same place', () => {
    expect(nearestMark(MARKS, { x: 19, y: 51 })).toBe(MARKS[2]);
  });

  it('is none away from all of them', () => {
    expect(nearestMark(MARKS, { x: 10, y: 59 })).toBeUndefined();
    expect(nearestMark(MARKS, { x: 1, y: 50 })).toBeUndefined();
    expect(nearestMark([], { x: 10, y: 50 })).toBeUndefined();
  });
});
