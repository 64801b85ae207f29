import { endOfDay } from './end-of-day';
import { daysBetween } from '@action-tracker/contracts';
import { addMonths, formatPlainDate } from './plain-date';

describe('a calendar day on screen', () => {
  it('reads month, day, year in English and day, month, year in Portuguese', () => {
    expect(formatPlainDate('2026-01-26', 'en')).toBe('01/26/2026');
    expect(formatPlainDate('2026-01-26', 'pt-BR')).toBe('26/01/2026');
  });

  it('is the same day west of Greenwich, where these specs run', () => {
    expect(Intl.DateTimeFormat().resolvedOptions().timeZone).toBe('America/Los_Angeles');
    expect(formatPlainDate('2026-03-01', 'en')).toBe('03/01/2026');
    expect(daysBetween('2026-02-28', '2026-03-01')).toBe(1);
  });

  it('counts days across a change to summer time', () => {
    expect(daysBetween('2026-03-07', '2026-03-09')).toBe(2);
  });

  it.each([
    ['2026-01-31', 1, '2026-02-28'],
    ['2028-01-31', 1, '2028-02-29'],
    ['2026-03-31', -1, '2026-02-28'],
    ['2026-12-15', 1, '2027-01-15'],
    ['2026-08-31', 13, '2027-09-30'],
    ['2026-08-31', 0, '2026-08-31'],
    ['2026-08-31', 999_999, undefined],
  ])('%s and %i months is %s', (date, months, moved) => {
    expect(addMonths(date, months)).toBe(moved);
  });

  it('counts days backwards as negative', () => {
    expect(daysBetween('2026-11-20', '2026-11-15')).toBe(-5);
  });
});

describe('the end of a day', () => {
  it.each([
    ['2026-01-26', 'UTC', '2026-01-26T23:59:59.999Z'],
    ['2026-01-26', 'Pacific/Pago_Pago', '2026-01-27T10:59:59.999Z'],
    ['2026-01-26', 'Pacific/Kiritimati', '2026-01-26T09:59:59.999Z'],
    ['2026-03-08', 'America/Los_Angeles', '2026-03-09T06:59:59.999Z'],
    ['2026-11-01', 'America/Los_Angeles', '2026-11-02T07:59:59.999Z'],
    ['2026-12-31', 'Asia/Kolkata', '2026-12-31T18:29:59.999Z'],
  ])('%s in %s is %s', (day, timeZone, instant) => {
    expect(endOfDay(day, timeZone)).toBe(instant);
  });
});
