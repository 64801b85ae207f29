import type { Mark } from './chart-scale';

interface Place {
  readonly x: number;
  readonly y: number;
}

/** So far from a mark, along each axis, the pointer is still on it. */
const NEAR_PX = 8;

/**
 * The mark that a place in a chart is on. Of several at the same place, as where a series adds nothing to
 * the one below it, the upper one that counts something, whose list is not empty.
 */
export function nearestMark(marks: readonly Mark[], { x, y }: Place): Mark | undefined {
  const distanceOf = (mark: Mark) => Math.hypot(mark.x - x, mark.y - y);
  return marks
    .filter((mark) => Math.abs(mark.x - x) <= NEAR_PX && Math.abs(mark.y - y) <= NEAR_PX)
    .toReversed()
    .toSorted((a, b) => distanceOf(a) - distanceOf(b) || Math.sign(b.value) - Math.sign(a.value))
    .at(0);
}
