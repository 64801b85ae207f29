import type { Language } from '../language/languages';
import { sayPlainDate } from './plain-date';
import { readDate } from './read-date';

/** A Saturday. */
const TODAY = '2026-11-28';

const read = (typed: string, language: Language, today = TODAY, lean: 'ahead' | 'back' = 'ahead') =>
  readDate(typed, { language, today, lean });
const dateIn = (language: Language) => (typed: string) => {
  const reading = read(typed, language);
  return reading.kind === 'date' ? reading.date : reading;
};

describe('a date in English', () => {
  it.each([
    ...['12/15/26', '12/15/2026', '12-15-26', '12.15.26', '12 15 26', ' 12 / 15 / 26 '],
    ...['121526', '12152026', '2026-12-15', '2026/12/15', '20261215', '12/15', '１２／１５／２６'],
    ...['15 Dec', 'Dec 15', 'dec 15 2026', 'Dec 15, 2026', '15 dec 26', '15-Dec-2026', '15dec'],
    ...['December 15th, 2026', '15th of December', 'Tue, Dec 15, 2026', '2026 Dec 15', '15 dez'],
  ])('is Dec 15, 2026: %s', (typed) => {
    expect(dateIn('en')(typed)).toBe('2026-12-15');
  });

  it.each([
    ['01/02/03', '2003-01-02'],
    ['1/2/27', '2027-01-02'],
    ['010299', '2099-01-02'],
    ['12/15/00', '2000-12-15'],
    ['12/15/70', '2070-12-15'],
    ['12/15/1970', '1970-12-15'],
    ['2/29/28', '2028-02-29'],
    ['2/29/2000', '2000-02-29'],
    ['4/30/27', '2027-04-30'],
    ['12/31/2199', '2199-12-31'],
    ['1/1/1970', '1970-01-01'],
  ])('%s is %s', (typed, date) => {
    expect(dateIn('en')(typed)).toBe(date);
  });
});

describe('a date in Portuguese', () => {
  it.each([
    ...['15/12/26', '15/12/2026', '15-12-26', '15.12.26', '151226', '15122026', '15/12'],
    ...['15 dez', '15 de dez. de 2026', '15 de dezembro', '15 de dezembro de 2026', '15 dec'],
    ...['ter., 15 de dez. de 2026', '2026-12-15', '20261215', 'dez 15'],
  ])('is 15 de dezembro de 2026: %s', (typed) => {
    expect(dateIn('pt-BR')(typed)).toBe('2026-12-15');
  });

  it.each([
    ['01/02/03', '2003-02-01'],
    ['1º de março', '2027-03-01'],
    ['29/2/28', '2028-02-29'],
    ['3 MAI 27', '2027-05-03'],
  ])('%s is %s', (typed, date) => {
    expect(dateIn('pt-BR')(typed)).toBe(date);
  });
});

describe('a date as seen from today', () => {
  it.each([
    ['+7', '2026-12-05'],
    ['-3', '2026-11-25'],
    ['−3', '2026-11-25'],
    ['+0', '2026-11-28'],
    ['+3', '2026-12-01'],
    ['+65', '2027-02-01'],
    ['+3d', '2026-12-01'],
    ['+2w', '2026-12-12'],
    ['+2 weeks', '2026-12-12'],
    ['+2s', '2026-12-12'],
    ['+2 semanas', '2026-12-12'],
    ['-1w', '2026-11-21'],
    ['+1m', '2026-12-28'],
    ['+3 months', '2027-02-28'],
    ['+1 mês', '2026-12-28'],
    ['+2 meses', '2027-01-28'],
    ['-1M', '2026-10-28'],
    ['today', '2026-11-28'],
    ['Hoje', '2026-11-28'],
    ['tomorrow', '2026-11-29'],
    ['amanhã', '2026-11-29'],
    ['yesterday', '2026-11-27'],
    ['ontem', '2026-11-27'],
    ['fri', '2026-12-04'],
    ['sex', '2026-12-04'],
    ['Friday', '2026-12-04'],
    ['sexta-feira', '2026-12-04'],
    ['segunda feira', '2026-11-30'],
    ['ter.', '2026-12-01'],
    ['sun', '2026-11-29'],
    ['sáb', '2026-12-05'],
    ['sat', '2026-12-05'],
  ])('%s is %s, in every language', (typed, date) => {
    expect([dateIn('en')(typed), dateIn('pt-BR')(typed)]).toEqual([date, date]);
  });

  it.each([
    ['1/5', '2026-11-28', 'ahead', '2027-01-05'],
    ['11/20', '2026-11-28', 'ahead', '2026-11-20'],
    ['12/15', '2026-01-05', 'ahead', '2026-12-15'],
    ['12/28', '2027-01-05', 'back', '2026-12-28'],
    ['1/16', '2026-11-28', 'back', '2026-01-16'],
    ['12/15', '2026-11-28', 'back', '2026-12-15'],
  ] as const)('%s without its year on %s, leaning %s, is %s', (typed, today, lean, date) => {
    expect(read(typed, 'en', today, lean)).toEqual({ kind: 'date', date });
  });
});

describe('what is no date', () => {
  it.each(['', '   ', '\t'])('is nothing: %j', (typed) => {
    expect(read(typed, 'en').kind).toBe('empty');
  });

  it.each(['tbd', 'TBD', ' Tbd ', 'a definir', 'A definir'])('is TBD: %s', (typed) => {
    expect([read(typed, 'en').kind, read(typed, 'pt-BR').kind]).toEqual(['tbd', 'tbd']);
  });

  it.each([
    ...['1', '12', '12/', '12/15/', '12/15/2', '12/15/6', '12/15/026', '1215', '12152', '1215202'],
    ...['2026', '2026-12', '2026-12-', '+', '-', '0', 'd', 'de', 'dec', '15 d', 'Dec 2026', 'to'],
    ...['tb', 'a def', 'fr', 'fri 12', 'tue, dec', '+2we', '+2 sem', '+1 mo'],
  ])('is not whole yet: %s', (typed) => {
    expect(read(typed, 'en').kind).toBe('incomplete');
  });

  it.each([
    'hello',
    '12/15/26 or so',
    '12/15/12345',
    '12:30',
    '1234567890',
    'dec jan 5',
    '#',
    '$5',
  ])('is nothing that can be read: %s', (typed) => {
    expect(read(typed, 'en').kind).toBe('unknown');
  });

  it.each([
    ['02302026', 'en', { day: '30', month: 2, year: '2026' }],
    ['2/29/26', 'en', { day: '29', month: 2, year: '2026' }],
    ['2/29/2100', 'en', { day: '29', month: 2, year: '2100' }],
    ['31/04/27', 'pt-BR', { day: '31', month: 4, year: '2027' }],
    ['30022026', 'pt-BR', { day: '30', month: 2, year: '2026' }],
    ['31 Jun', 'en', { day: '31', month: 6, year: undefined }],
    ['2/31', 'en', { day: '31', month: 2, year: undefined }],
    ['12/32/26', 'en', { day: '32', month: 12, year: '2026' }],
    ['12/00/26', 'en', { day: '00', month: 12, year: '2026' }],
    ['2026-02-30', 'en', { day: '30', month: 2, year: '2026' }],
  ] as const)('is a day that the calendar does not have: %s', (typed, language, found) => {
    expect(read(typed, language)).toEqual({ kind: 'noDay', ...found });
  });

  it.each([
    ['13/01/26', 'en', '13'],
    ['15/12/26', 'en', '15'],
    ['12/15/26', 'pt-BR', '15'],
    ['151226', 'en', '15'],
    ['00/15/26', 'en', '00'],
  ] as const)('has a month that does not exist: %s in %s', (typed, language, month) => {
    expect(read(typed, language)).toEqual({ kind: 'noMonth', month });
  });

  it.each([
    ['12/15/0026', '0026'],
    ['0026-12-15', '0026'],
    ['0006-12-15', '0006'],
    ['12/15/0000', '0000'],
    ['12/31/1969', '1969'],
    ['1/1/2200', '2200'],
    ['12/15/9999', '9999'],
    ['12159999', '9999'],
    ['+99999', '2300'],
    ['-99999', '1753'],
  ])('lies in no year from 1970 to 2199: %s', (typed, year) => {
    expect(read(typed, 'en')).toEqual({ kind: 'outOfRange', year });
  });
});

describe('a date that is said', () => {
  it('reads back as the same, in either language', () => {
    for (let day = 0; day < 400; day += 1) {
      const reading = read(`+${day}`, 'en');
      if (reading.kind !== 'date') throw new Error(`Expected a date for +${day}`);
      for (const [language, locale] of [
        ['en', 'en-US'],
        ['pt-BR', 'pt-BR'],
      ] as const) {
        expect(read(sayPlainDate(reading.date, locale), language)).toEqual(reading);
      }
    }
  });

  it('names its weekday', () => {
    expect(sayPlainDate('2026-12-15', 'en-US')).toBe('Tue, Dec 15, 2026');
    expect(sayPlainDate('2026-12-15', 'pt-BR')).toBe('ter., 15 de dez. de 2026');
  });
});
