import { before, endOfDay } from './calendar';

const NO_TIME = { years: 0, months: 0, weeks: 0, days: 0, hours: 0, minutes: 0, seconds: 0 };

it.each([
  ['2026-11-20', 'UTC', '2026-11-20T23:59:59.999Z'],
  ['2026-11-20', 'America/Sao_Paulo', '2026-11-21T02:59:59.999Z'],
  // Clocks go forward: a day of 23 hours; back: of 25.
  ['2026-03-29', 'Europe/Berlin', '2026-03-29T21:59:59.999Z'],
  ['2026-10-25', 'Europe/Berlin', '2026-10-25T22:59:59.999Z'],
  ['2026-12-31', 'Pacific/Kiritimati', '2026-12-31T09:59:59.999Z'],
  ['0050-01-01', 'UTC', '0050-01-01T23:59:59.999Z'],
])('%s in %s ends at %s', (date, timeZone, end) => {
  expect(endOfDay(date, timeZone)).toBe(end);
});

it.each([
  // Noon stays noon across the change of clocks; hours are hours.
  [{ days: 1 }, 'Europe/Berlin', '2026-03-28T11:00:00.000Z'],
  [{ hours: 24 }, 'Europe/Berlin', '2026-03-28T10:00:00.000Z'],
  [{ days: 7 }, 'UTC', '2026-03-22T10:00:00.000Z'],
  [{ weeks: 1 }, 'UTC', '2026-03-22T10:00:00.000Z'],
  [{ months: 1 }, 'UTC', '2026-02-28T10:00:00.000Z'],
  [{ years: 9999 }, 'UTC', '0001-01-01T00:00:00.000Z'],
])('%j before noon of a day of 23 hours in %s is %s', (duration, timeZone, instant) => {
  const noon = new Date('2026-03-29T10:00:00.000Z');
  expect(before(noon, { ...NO_TIME, ...duration }, timeZone)).toBe(instant);
});
