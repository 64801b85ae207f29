import fc from 'fast-check';
import { OrderStatistics } from './order-statistics';

const numbers = fc.integer({ min: -5, max: 30 });
const step = fc.record({ value: numbers, isAdded: fc.boolean() });

it('has the percentiles of what was added and not removed', () => {
  fc.assert(
    fc.property(fc.array(step), fc.integer({ min: 0, max: 100 }), (steps, percent) => {
      const set = new OrderStatistics(steps.map(({ value }) => value));
      const left: number[] = [];
      for (const { value, isAdded } of steps) {
        const index = left.indexOf(value);
        if (!isAdded && index < 0) continue;
        set.add(value, isAdded ? 1 : -1);
        if (isAdded) left.push(value);
        else left.splice(index, 1);
        expect(set.countUpTo(percent)).toBe(left.filter((one) => one <= percent).length);
        const sorted = left.toSorted((a, b) => a - b);
        const place = (percent / 100) * (sorted.length - 1);
        const [low = 0, high = low] = sorted.slice(Math.floor(place), Math.floor(place) + 2);
        const expected = low + (high - low) * (place - Math.floor(place));
        if (left.length === 0) expect(set.percentile(percent / 100)).toBeNull();
        else expect(set.percentile(percent / 100)).toBeCloseTo(expected, 2);
      }
    }),
  );
});

it('of nothing has no percentile', () => {
  expect(new OrderStatistics([]).percentile(0.5)).toBeNull();
});
