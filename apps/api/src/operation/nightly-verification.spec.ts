import { msUntilNight } from './nightly-verification';

it.each([
  ['2026-03-01T02:59:59.000Z', 1_000],
  ['2026-03-01T03:00:00.000Z', 86_400_000],
  ['2026-03-01T03:00:00.001Z', 86_399_999],
  ['2026-03-01T23:00:00.000Z', 14_400_000],
])('waits from %s until the next night: %i ms', (now, expected) => {
  expect(msUntilNight(new Date(now))).toBe(expected);
});
