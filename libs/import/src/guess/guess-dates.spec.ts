import { format } from 'date-fns';
import fc from 'fast-check';
import { dateShape } from './date-shapes';
import { guessDates } from './guess-dates';
import type { ColumnProfile } from './profile';

const NOW = new Date('2026-11-29T12:00:00Z');

const column = (name: string, texts: readonly string[]): ColumnProfile => ({
  ...{ name, index: 0, wordyRows: texts.length, filled: texts.length, distinct: texts.length },
  ...{ averageChars: 10, samples: [] },
  values: texts.map((text, index) => ({ text, rows: 1, line: index + 2 })),
});

const guess = (...texts: readonly string[]) => guessDates([column('Due', texts)], NOW).get('Due');

it.each([
  ['2026-02-01', 'yyyy-MM-dd'],
  ['2026/2/1', 'yyyy/M/d'],
  ['98.12.31', 'yy.M.d'],
  ['27/01/2026', 'd/M/yyyy'],
  ['1-27-26', 'M-d-yy'],
  ['06/Mar/14  3:00 PM', 'd/MMM/yy h:mm a'],
  ['5 Sept. 2025', 'd MMM yyyy'],
  ['5th Sep 2025', 'do MMM yyyy'],
  ['May 5, 2025', 'MMM d, yyyy'],
  ['Mon 5 May 2025', 'EEE d MMM yyyy'],
  ['5 de março de 2025', "d 'de' MMM 'de' yyyy"],
  ['2026-02-01T09:30:00+01:00', "yyyy-MM-dd'T'H:mm:ssXXX"],
  ['2026-02-01 09:30:00.125', 'yyyy-MM-dd H:mm:ss.SSS'],
  ['2026-02-01T09:30:00Z', "yyyy-MM-dd'T'H:mm:ssXXX"],
])('reads %s as %s', (text, expected) => {
  expect(guess(text)).toMatchObject({ share: 1, formats: [expected], question: undefined });
});

it.each(['soon', 'Q3 2026', '12', '3/4', 'May', 'version 1.2.3', '2026-02', '1/2/2026/3'])(
  'takes %s for no date',
  (text) => {
    expect(guess(text)?.share).toBe(0);
    expect(dateShape(text)).toBeUndefined();
  },
);

it('lets one day above 12 decide for the column', () => {
  expect(guess('1/2/2026', '13/2/2026')?.formats).toEqual(['d/M/yyyy']);
  expect(guess('1/2/2026', '2/13/2026')?.formats).toEqual(['M/d/yyyy']);
});

it('lets another column of the file decide where its own dates do not', () => {
  const columns = [column('Due', ['1/2/2026']), column('Raised', ['1/31/26'])];
  expect(guessDates(columns, NOW).get('Due')).toMatchObject({
    ...{ formats: ['M/d/yyyy'], question: undefined },
  });
});

it('asks where a column has both orders', () => {
  const found = guess('13/2/2026', '2/13/2026', '1/2/2026');
  expect(found?.formats).toEqual(['d/M/yyyy', 'M/d/yyyy']);
  expect(found?.question?.examples).toEqual([{ line: 4, value: '1/2/2026' }]);
});

it('needs no answer where both orders give the same day', () => {
  expect(guess('5/5/2026')).toMatchObject({ formats: ['d/M/yyyy'], question: undefined });
});

it('knows what lies ahead, and ignores what means nothing', () => {
  expect(guess('TBD', '2026-12-01')).toMatchObject({ share: 1, hasFuture: true });
  expect(guess('2026-11-01', 'whenever')).toMatchObject({ share: 0.5, hasFuture: false });
});

it('never takes the wrong order: it is right, or it asks', () => {
  const day = fc.date({
    min: new Date('1990-01-02'),
    max: new Date('2049-12-30'),
    noInvalidDate: true,
  });
  const mark = fc.constantFrom('/', '-', '.', ' ');
  const order = fc.constantFrom(['d', 'M'], ['M', 'd'], ['dd', 'MM'], ['MM', 'dd']);
  const year = fc.constantFrom('yy', 'yyyy');
  fc.assert(
    fc.property(
      fc.array(day, { minLength: 1, maxLength: 20 }),
      mark,
      order,
      year,
      (days, by, dayMonth, token) => {
        const written = [...dayMonth, token].join(by);
        const found = guess(...days.map((date) => format(date, written)));
        const right = written.replace('dd', 'd').replace('MM', 'M');
        expect(found?.share).toBe(1);
        const isSame = days.every((date) => date.getDate() === date.getMonth() + 1);
        if (!isSame) expect(found?.formats).toContain(right);
      },
    ),
    { seed: 20_261_129, numRuns: 200 },
  );
});
