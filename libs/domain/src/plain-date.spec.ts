import fc from 'fast-check';
import { isPlainDate } from './plain-date';

describe('a plain date', () => {
  it.each([
    ...['0001-01-01', '9999-12-31', '2024-02-29', '2000-02-29', '1600-02-29', '2026-02-28'],
    ...['2026-01-31', '2026-04-30', '2026-06-30', '2026-09-30', '2026-11-30', '2026-12-31'],
  ])('is %s', (date) => {
    expect(isPlainDate(date)).toBe(true);
  });

  it.each([
    ...['2026-02-29', '1900-02-29', '2100-02-29', '2024-02-30', '2026-04-31', '2026-06-31'],
    ...['2026-00-01', '2026-13-01', '2026-01-00', '2026-01-32', '0000-01-01', '2026-9-30'],
    ...['26-01-01', '12026-01-01', '-2026-01-01', '2026/01/01', '20260101', '2026-01', ''],
    ...['2026-01-01T00:00:00Z', '2026-01-01\n', ' 2026-01-01', '٢٠٢٦-٠١-٠١', 'infinity', 'today'],
    ...[null, undefined, 20260101, {}, ['2026-01-01'], new Date('2026-01-01T00:00:00Z')],
  ])('is not %j', (value) => {
    expect(isPlainDate(value)).toBe(false);
  });

  it('is every day of the calendar', () => {
    const days = fc.date({
      min: new Date('0001-01-01T00:00:00Z'),
      max: new Date('9999-12-31T23:59:59Z'),
      noInvalidDate: true,
    });
    fc.assert(fc.property(days, (day) => isPlainDate(day.toISOString().slice(0, 10))));
  });

  it('is nothing that the calendar does not have', () => {
    const part = (max: number) => fc.integer({ min: 0, max });
    fc.assert(
      fc.property(part(9_999), part(14), part(33), (year, month, day) => {
        const text = [
          String(year).padStart(4, '0'),
          ...[month, day].map((number) => String(number).padStart(2, '0')),
        ].join('-');
        const real = new Date(`${text}T00:00:00Z`);
        const exists =
          year > 0 && !Number.isNaN(real.getTime()) && real.toISOString().startsWith(text);
        expect(isPlainDate(text)).toBe(exists);
      }),
      { numRuns: 1_000 },
    );
  });
});
