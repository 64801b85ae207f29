import { format } from 'date-fns';
import fc from 'fast-check';
import { readMapping } from '../mapping/read-mapping';
import { splitNotes } from './dated-notes';
import { mapRow } from './map-row';

const NOW = new Date('2026-11-29T12:00:00Z');

function split(text: string, ...formats: readonly string[]) {
  const { undated, notes } = splitNotes(text, {
    formats,
    zone: 'UTC',
    now: NOW,
    since: '2025-12-01',
  });
  return [undated, ...notes.map(({ date, author, text: content }) => [date.date, author, content])];
}

it.each([
  ['01/26/2026 MF: sent', 'M/d/yyyy', ['2026-01-26', 'MF', 'sent']],
  ['26.1. MF – sent', 'd.M.yyyy', ['2026-01-26', 'MF', 'sent']],
  ['24.12. MF - sent', 'd.M.yyyy', ['2025-12-24', 'MF', 'sent']],
  ['[2026-01-26] sent', 'yyyy-MM-dd', ['2026-01-26', undefined, 'sent']],
  ['- 1/26/26 sent to Ana: today', 'M/d/yy', ['2026-01-26', undefined, 'sent to Ana: today']],
  ['26 Jan 2026 (Maria Ferreira): sent', 'd MMM yyyy', ['2026-01-26', 'Maria Ferreira', 'sent']],
  ['Jan 26, 2026 - sent', 'MMM d, yyyy', ['2026-01-26', undefined, 'sent']],
  ['1/26: sent', 'M/d/yyyy', ['2026-01-26', undefined, 'sent']],
])('reads %j as a note', (text, dates, note) => {
  expect(split(text, dates)).toEqual(['', note]);
});

it.each([
  '1/2 of the bolts are in',
  '2/7/2027: not yet',
  '13/13/2026: no such day',
  'sent on 1/26/2026',
  '3.5. better',
])('takes %j for text', (text) => {
  expect(split(text, 'M/d/yyyy', 'd.M.yyyy')).toEqual([text]);
});

it('keeps what is above the first date, and the lines below each', () => {
  expect(
    split('Summary\n\n1/26/2026 MF: sent\nto two\n\n1/27/2026: \n1/28/2026: back', 'M/d/yyyy'),
  ).toEqual([
    ...['Summary', ['2026-01-26', 'MF', 'sent\nto two']],
    ['2026-01-28', undefined, 'back'],
  ]);
});

it('gives back every note of a diary, whatever the order', () => {
  const day = fc.date({
    min: new Date('2026-01-01'),
    max: new Date('2026-11-28'),
    noInvalidDate: true,
  });
  const note = fc.tuple(
    day,
    fc.constantFrom(undefined, 'MF', 'Ana'),
    fc.constantFrom('a', 'b\nc', 'd: e'),
  );
  fc.assert(
    fc.property(
      fc.array(note),
      fc.constantFrom('d.M.yyyy', 'M/d/yy', 'yyyy-MM-dd'),
      (notes, dates) => {
        const lines = notes.map(
          ([date, author, text]) =>
            `${format(date, dates)}${author === undefined ? '' : ` ${author}`}: ${text}`,
        );
        expect(split(lines.join('\n'), dates)).toEqual([
          '',
          ...notes.map(([date, author, text]) => [format(date, 'yyyy-MM-dd'), author, text]),
        ]);
      },
    ),
    { seed: 20_261_129, numRuns: 200 },
  );
});

describe('a row with a diary', () => {
  const MAPPING = {
    dates: { formats: ['yyyy-MM-dd'] },
    fields: {
      ...{
        title: { column: 'Item' },
        category: { default: 'Systems' },
        priority: { default: 'Low' },
      },
      ...{
        owner: { column: 'Owner' },
        create_date: { column: 'Date' },
        status: { default: 'Complete' },
      },
      status_date: { column: 'Closed' },
    },
    notes: [{ column: 'Notes', dated: ['d.M.yyyy'] }],
    people: { MF: { email: 'maria@example.com' } },
  };
  const map = (notes: string) => {
    const { mapping, problems } = readMapping(MAPPING);
    expect(problems).toEqual([]);
    const row = {
      Item: 'Bolts',
      Owner: 'Ana',
      Date: '2026-01-10',
      Closed: '2026-02-01',
      Notes: notes,
    };
    const cells = new Map(Object.entries(row));
    return mapRow(cells, { mapping, prefix: 'AD', now: NOW });
  };

  it('has notes with their own dates, oldest first, and none before the item', () => {
    const { input, diary } = map('Plan\n26.1.2026 MF: sent\n12.1. AB – asked\n3.1.2026: before');
    expect(input.notes).toEqual([
      { noteDate: '2026-01-03', content: 'before' },
      { noteDate: '2026-01-12', content: 'AB: asked' },
      { noteDate: '2026-01-26', content: 'sent' },
      { noteDate: '2026-01-10', content: 'Plan' },
    ]);
    expect(diary.map(({ at, author }) => [at, author])).toEqual([
      ['2026-01-10T00:00:00.000Z', undefined],
      ['2026-01-12T00:00:00.000Z', undefined],
      ['2026-01-26T00:00:00.000Z', 'MF'],
    ]);
  });

  it('has one note without dates in it', () => {
    expect(map('Plan')).toMatchObject({
      ...{ diary: [], input: { notes: [{ noteDate: '2026-01-10', content: 'Plan' }] } },
    });
  });
});
