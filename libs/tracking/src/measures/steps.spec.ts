import { addDays, beginOf, stepsBetween, timedSteps } from './steps';

const MANY = 1_000;
const lastDays = (from: string, to: string, step: 'day' | 'week' | 'month') =>
  stepsBetween({ from, to }, step, MANY).map((days) => days.to);

describe('A period', () => {
  it('is cut into days', () => {
    expect(lastDays('2026-02-27', '2026-03-01', 'day')).toEqual([
      ...['2026-02-27', '2026-02-28', '2026-03-01'],
    ]);
  });

  it('is cut into weeks that end on Sunday; the first and the last may be shorter', () => {
    // 2025-12-31 is a Wednesday.
    expect(stepsBetween({ from: '2025-12-31', to: '2026-01-12' }, 'week', MANY)).toEqual([
      { from: '2025-12-31', to: '2026-01-04' },
      { from: '2026-01-05', to: '2026-01-11' },
      { from: '2026-01-12', to: '2026-01-12' },
    ]);
  });

  it('is cut into months of their own length', () => {
    expect(lastDays('2023-12-15', '2024-03-01', 'month')).toEqual([
      ...['2023-12-31', '2024-01-31', '2024-02-29', '2024-03-01'],
    ]);
  });

  it('of one day is one step', () => {
    for (const step of ['day', 'week', 'month'] as const) {
      expect(lastDays('2026-01-31', '2026-01-31', step)).toEqual(['2026-01-31']);
    }
  });

  it('is not cut further than asked', () => {
    expect(stepsBetween({ from: '0001-01-01', to: '9999-12-31' }, 'day', 4)).toHaveLength(4);
  });
});

it('days are added across months, years and changes of clocks', () => {
  expect(addDays('2026-03-28', 2)).toBe('2026-03-30');
  expect(addDays('2024-03-01', -1)).toBe('2024-02-29');
  expect(addDays('2025-12-31', 1)).toBe('2026-01-01');
});

it.each([
  ['2026-03-30', 'Europe/Berlin', '2026-03-29T22:00:00.000Z'],
  ['2026-03-29', 'Europe/Berlin', '2026-03-28T23:00:00.000Z'],
  // On this day, clocks went from 00:00 to 01:00.
  ['2018-11-04', 'America/Sao_Paulo', '2018-11-04T03:00:00.000Z'],
  // On this day, clocks went back from 24:00 to 23:00.
  ['2018-02-18', 'America/Sao_Paulo', '2018-02-18T03:00:00.000Z'],
  ['0001-01-01', 'Asia/Tokyo', '0001-01-01T00:00:00.000Z'],
])('%s in %s begins at %s', (day, timeZone, begin) => {
  expect(beginOf(day, timeZone)).toBe(begin);
});

it('each step ends where the next one begins, and the last where the period does', () => {
  const list = stepsBetween({ from: '2026-03-28', to: '2026-03-30' }, 'day', MANY);
  expect(timedSteps(list, 'infinity', 'Europe/Berlin')).toMatchObject({
    begin: '2026-03-27T23:00:00.000Z',
    ends: ['2026-03-28T23:00:00.000Z', '2026-03-29T22:00:00.000Z', 'infinity'],
  });
});
