import { dateFormatProblem, readDate, startOfDay } from './dates';

const NOW = new Date('2026-11-20T12:00:00Z');
const read = (text: string, format: string, zone = 'UTC') =>
  readDate(text, { formats: [format], zone, now: NOW });

describe('reading a date', () => {
  it.each([
    ['11/12/24', 'M/d/yy', '2024-11-12'],
    ['12/11/24', 'd/M/yy', '2024-11-12'],
    ['1/2/76', 'M/d/yy', '1976-01-02'],
    ['1/2/75', 'M/d/yy', '2075-01-02'],
    ['2024-02-29', 'yyyy-MM-dd', '2024-02-29'],
    ['06/Mar/14  3:00 PM', 'dd/MMM/yy h:mm a', '2014-03-06'],
    ['06/mar/14 3:00 PM', 'dd/MMM/yy   h:mm a', '2014-03-06'],
    ['5 Sep 2025', 'd MMM yyyy', '2025-09-05'],
    ['5 Sept 2025', 'd MMM yyyy', '2025-09-05'],
    ['5 Sept. 2025', 'd MMM yyyy', '2025-09-05'],
    ['5 SEP 2025', 'd MMMM yyyy', '2025-09-05'],
    ['5 September 2025', 'd MMM yyyy', '2025-09-05'],
    ['5 de março de 2025', "d 'de' MMMM 'de' yyyy", '2025-03-05'],
    ['5/fev/2025', 'd/MMM/yyyy', '2025-02-05'],
    ['5. März 2025', 'd. MMMM yyyy', '2025-03-05'],
    ['24. Dez. 2025', 'd. MMM. yyyy', '2025-12-24'],
    ['5 de agosto de 2025', "d 'de' MMMM 'de' yyyy", '2025-08-05'],
    ['1 ene. 2025', 'd MMM yyyy', '2025-01-01'],
    ['14 juil. 2025', 'd MMM yyyy', '2025-07-14'],
    ['15 août 2025', 'd MMMM yyyy', '2025-08-15'],
    ['1 déc. 2025', 'd MMM yyyy', '2025-12-01'],
  ])('takes %s written as %s for %s', (text, format, date) => {
    expect(read(text, format)?.date).toBe(date);
  });

  it.each([
    ['13/12/24', 'M/d/yy', 'there is no month 13'],
    ['31/02/24', 'd/M/yy', 'there is no 31 February'],
    ['2023-02-29', 'yyyy-MM-dd', 'it was no leap year'],
    ['11/12/24', 'M/d/yyyy', 'year 24 is not meant'],
    ['11/12/2024', 'M/d/yy', 'two digits of the year are left over'],
    ['soon', 'M/d/yy', 'it is no date'],
  ])('refuses %s written as %s, because %s', (text, format) => {
    expect(read(text, format)).toBeUndefined();
  });

  it('takes the first format that fits', () => {
    const formats = ['M/d/yy', 'yyyy-MM-dd'];
    expect(readDate('2024-11-12', { formats, zone: 'UTC', now: NOW })?.date).toBe('2024-11-12');
  });

  it.each([
    ['America/New_York', '2024-11-12T04:30:00.000Z'],
    ['Asia/Tokyo', '2024-11-11T14:30:00.000Z'],
    ['UTC', '2024-11-11T23:30:00.000Z'],
  ])('puts a time into the zone %s and leaves the date as it is written', (zone, instant) => {
    const found = read('11/11/24 11:30 PM', 'M/d/yy h:mm a', zone);
    expect(found).toMatchObject({ date: '2024-11-11', instant, hasTime: true });
  });

  it.each([
    ['2026-01-05T09:30:00+01:00', '2026-01-05', '2026-01-05T08:30:00.000Z'],
    ['2025-07-05T09:30:00+0200', '2025-07-05', '2025-07-05T07:30:00.000Z'],
    ['2025-07-05T09:30:00-07', '2025-07-05', '2025-07-05T16:30:00.000Z'],
    ['2025-07-05T23:30:00-07:00', '2025-07-05', '2025-07-06T06:30:00.000Z'],
    ['2025-07-05T09:30:00Z', '2025-07-05', '2025-07-05T09:30:00.000Z'],
  ])('takes the offset of %s, and the day as it is written', (text, date, instant) => {
    for (const offset of ['XXX', 'XX', 'xxx']) {
      const found = read(text, `yyyy-MM-dd'T'HH:mm:ss${offset}`, 'Asia/Tokyo');
      expect(found).toMatchObject({ date, instant, laterInstant: instant, hasTime: true });
    }
  });

  it('knows that an hour comes twice when summer time ends', () => {
    const found = read('2025-10-26 02:30', 'yyyy-MM-dd HH:mm', 'Europe/Berlin');
    expect(found).toMatchObject({
      instant: '2025-10-26T00:30:00.000Z',
      laterInstant: '2025-10-26T01:30:00.000Z',
    });
  });

  it('says what else a date could be by another format', () => {
    const style = { formats: ['M/d/yyyy', 'd/M/yyyy'], zone: 'UTC', now: NOW };
    const otherwise = { date: '2024-02-01', format: 'd/M/yyyy' };
    expect(readDate('1/2/2024', style)).toMatchObject({ date: '2024-01-02', otherwise });
    expect(readDate('2/2/2024', style)).not.toHaveProperty('otherwise');
    expect(readDate('1/13/2024', style)).not.toHaveProperty('otherwise');
  });

  it('takes midnight in the zone, in summer and in winter, for a date without a time', () => {
    expect(startOfDay('2024-07-01', 'Europe/Lisbon')).toBe('2024-06-30T23:00:00.000Z');
    expect(read('12/1/24', 'M/d/yy', 'Europe/Lisbon')).toMatchObject({
      date: '2024-12-01',
      instant: '2024-12-01T00:00:00.000Z',
      hasTime: false,
    });
  });
});

describe('a date format', () => {
  it.each(['M/d/yy', "yyyy-MM-dd'T'HH:mm:ss'Z'", 'dd.MM.yyyy HH:mm', 'MMMM d, yyyy'])(
    'may be %s',
    (format) => {
      expect(dateFormatProblem(format)).toBeUndefined();
    },
  );

  it.each([
    ['no day', 'MM/yyyy'],
    ['a zone', 'yyyy-MM-dd HH:mm zzz'],
    ['the token of the week year', 'YYYY-MM-dd y'],
    ['an unknown letter', 'yyyy-MM-dd n'],
  ])('is refused with %s', (_, format) => {
    expect(dateFormatProblem(format)).toContain('expected');
  });
});
