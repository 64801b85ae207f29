import { mapHistory, stepsOf } from './map-history';
import type { LogRow } from './read-log';
import { readMapping } from '../mapping/read-mapping';

const MAPPING = {
  dates: { formats: ['dd-MM-yyyy HH:mm'] },
  no_value: ['?'],
  key: ['number'],
  order: ['mod'],
  fields: {
    title: { column: 'number' },
    category: { default: 'Systems' },
    owner: { column: 'assigned', default: 'Desk' },
    priority: { column: 'priority', values: { '1 - Critical': 'High', '2 - High': 'High' } },
    status: {
      column: 'state',
      values: { Active: 'In Progress', Waiting: 'Blocked', Held: 'Blocked' },
    },
    changed_at: { column: 'at' },
    changed_by: { column: 'by' },
  },
};
const ROW = {
  number: 'I-1',
  state: 'New',
  mod: '0',
  at: '29-02-2016 01:23',
  by: 'Ana',
  priority: 'Low',
  assigned: '?',
  group: 'Group 1',
};

const rowsOf = (changes: readonly Partial<typeof ROW>[]): [LogRow, ...LogRow[]] => {
  const [first = { line: 2, cells: new Map<string, string>() }, ...rest] = changes.map(
    (change, index) => ({ line: index + 2, cells: new Map(Object.entries({ ...ROW, ...change })) }),
  );
  return [first, ...rest];
};

function map(...changes: readonly Partial<typeof ROW>[]) {
  const { mapping, problems } = readMapping(MAPPING, 'change');
  expect(problems).toEqual([]);
  const context = { mapping, prefix: 'SD', now: new Date('2026-11-20T12:00:00Z') };
  return mapHistory({ key: ['I-1'], rows: rowsOf(changes) }, context);
}

const USERS = ['Desk', 'Ana', 'Bo'];
const steps = (...changes: readonly Partial<typeof ROW>[]) =>
  stepsOf(map(...changes), (_, word) => USERS.indexOf(word ?? '') + 1);
const noteIn = ({ commands }: ReturnType<typeof steps>[number]) =>
  commands.flatMap((command) => (command.type === 'AddNote' ? [command.content] : []));
const order = (...changes: readonly Partial<typeof ROW>[]) =>
  map(...changes).changes.map(({ row }) => row.line);

describe('the history of an item in a log', () => {
  it('begins as its first row and goes on by what the next one changes', () => {
    const later = { state: 'Active', at: '29-02-2016 08:53', by: 'Bo', assigned: 'Bo' };
    expect(steps({}, later)).toEqual([
      {
        actorId: 2,
        occurredAt: '2016-02-29T01:23:00.000Z',
        row: 2,
        commands: [expect.objectContaining({ type: 'ImportItem', status: 'New', ownerId: 1 })],
      },
      {
        actorId: 3,
        occurredAt: '2016-02-29T08:53:00.000Z',
        row: 3,
        commands: [
          { type: 'ChangeItem', changes: { ownerId: 3 } },
          { type: 'ChangeStatus', status: 'In Progress', comment: 'Active' },
          expect.objectContaining({ type: 'AddNote', noteDate: '2016-02-29' }),
        ],
      },
    ]);
  });

  it('is ordered by time, then by the order columns as numbers, then by line', () => {
    const at = '01-03-2016 10:00';
    expect(order({ at, mod: '10' }, { at, mod: '9' }, { mod: '11' })).toEqual([4, 3, 2]);
    expect(order({ at, mod: '1' }, { at, mod: '1' })).toEqual([2, 3]);
  });

  it('records two words of the file that are one status of the tracker', () => {
    const [, second] = steps({ state: 'Waiting' }, { state: 'Held', at: '01-03-2016 10:00' });
    expect(second?.commands).toContainEqual({
      type: 'ChangeStatus',
      status: 'Blocked',
      comment: 'Held',
    });
  });

  it('records nothing where the file says the same again', () => {
    const [, second, third] = steps({}, { at: '01-03-2016 10:00' }, { at: '02-03-2016 10:00' });
    expect(second?.commands).toEqual([]);
    expect(third?.commands.map(({ type }) => type)).toEqual(['AddNote']);
  });

  it('can be given in parts, each with what it has to note, dated when that began', () => {
    const history = map(
      {},
      { at: '01-03-2016 10:00', priority: 'High', group: 'Group 2' },
      { at: '02-03-2016 10:00', priority: 'High', state: 'Active', group: 'Group 3' },
      { at: '03-03-2016 10:00', priority: 'High', state: 'Waiting', group: 'Group 3' },
    );
    const part = (from: number, to: number) =>
      stepsOf(history, () => 1, { from, to }).flatMap(({ commands }) => commands);
    const noted = (noteDate: string, content: string) => ({ type: 'AddNote', noteDate, content });
    const change = { type: 'ChangeItem', changes: { priority: 'High' } };
    const toGroup2 = '01-03-2016 10:00, Ana\ngroup: Group 2';
    const toGroup3 = '02-03-2016 10:00, Ana\ngroup: Group 3';
    expect(part(0, 1)).toEqual([
      expect.objectContaining({ type: 'ImportItem' }),
      noted('2016-02-29', 'assigned: ?\ngroup: Group 1'),
    ]);
    expect(part(1, 3)).toEqual([
      change,
      { type: 'ChangeStatus', status: 'In Progress', comment: 'Active' },
      noted('2016-03-01', `${toGroup2}\n\n${toGroup3}`),
    ]);
    expect(part(3, 4)).toEqual([{ type: 'ChangeStatus', status: 'Blocked', comment: 'Waiting' }]);
  });

  it('keeps in the note what the item does not hold, and what became of it', () => {
    const critical = { priority: '1 - Critical' };
    const result = steps(
      critical,
      { ...critical, at: '01-03-2016 10:00', mod: '1', group: 'Group 2', by: 'Bo' },
      { ...critical, at: '01-03-2016 10:00', mod: '2', group: 'Group 2', state: 'Active' },
      { priority: '2 - High', at: '02-03-2016 07:00', mod: '3', group: '?' },
    );
    expect(result.flatMap(noteIn)).toEqual([
      [
        'priority: 1 - Critical\nassigned: ?\ngroup: Group 1',
        '01-03-2016 10:00, Bo\ngroup: Group 2',
        '02-03-2016 07:00, Ana\npriority: 2 - High\ngroup: –',
      ].join('\n\n'),
    ]);
  });

  it('begins another note where one would be too long', () => {
    const long = (n: number) => `${n}`.repeat(4_000);
    const result = steps(
      { group: long(1) },
      { group: long(2), at: '01-03-2016 10:00' },
      { group: long(3), at: '02-03-2016 10:00' },
    );
    const notes = result.flatMap(noteIn);
    expect(notes.map((note) => /[123]{9}/g.test(note))).toEqual([true, true]);
    expect(notes.join('')).toMatch(/1{4000}[^]*2{4000}[^]*3{4000}/);
  });

  it('reports every problem of every row with its line', () => {
    const bad = () => map({ state: 'Lost' }, { at: 'noon' }, { at: '?', priority: '?' });
    const problems = [
      /line 2, status: expected one of .*found "Lost"/,
      /line 3, changed_at: expected a date like .*found "noon"/,
      /line 4, changed_at: expected a value, found nothing/,
      /line 4, priority: expected a value, found nothing/,
    ];
    for (const problem of problems) expect(bad).toThrow(problem);
  });
});

describe('a mapping of a log', () => {
  it('needs a key and the time of a change, and knows no fields of a single row', () => {
    const { changed_at: _, ...fields } = MAPPING.fields;
    const wrong = { ...MAPPING, key: [], fields: { ...fields, status_date: { column: 'at' } } };
    const { problems } = readMapping(wrong, 'change');
    expect(problems).toEqual([
      expect.stringMatching(/^fields: expected only the keys .*, found "status_date"$/),
      'key: expected the columns that identify the rows of one item, found nothing',
      'fields.changed_at: expected a column or a default, found nothing',
    ]);
  });

  it('is recognised where items are imported', () => {
    const { problems } = readMapping(MAPPING);
    expect(problems).toEqual([
      'mapping: expected a mapping for items, found one for a log of changes',
    ]);
  });

  it('has parts that a mapping of items refuses', () => {
    const { problems } = readMapping({ ...MAPPING, key: 1 });
    expect(problems).toEqual([
      expect.stringContaining('found "order"'),
      expect.stringContaining('key: '),
      expect.stringContaining('found "changed_at"'),
      expect.stringContaining('found "changed_by"'),
      'fields.create_date: expected a column or a default, found nothing',
    ]);
  });
});
