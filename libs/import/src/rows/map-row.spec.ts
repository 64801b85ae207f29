import { FIRST_CATEGORIES, type TrackerCategory } from '@action-tracker/domain';
import { mapRow } from './map-row';
import { readMapping } from '../mapping/read-mapping';

const NOW = new Date('2026-11-20T12:00:00Z');

const MAPPING = {
  dates: { formats: ['M/d/yy', 'M/d/yy H:mm'], zone: 'America/New_York' },
  no_value: ['None', 'TBD'],
  fields: {
    id: { column: 'No' },
    title: { column: 'Item' },
    category: { default: 'Programmatic' },
    owner: { column: ['Owner', 'Reporter'] },
    priority: { column: 'Priority', values: { Critical: 'High' }, default: 'Medium' },
    status: { column: 'Status', values: { Pending: 'Not Started' } },
    due_date: { column: 'Due' },
    create_date: { column: 'Date' },
    created_by: { column: 'Reporter' },
    status_date: { column: 'Since' },
  },
  notes: [{ column: 'Notes' }, { column: 'Risk', label: 'Risk' }],
  people: { smyth: { name: 'Mike Smyth' } },
};

const ROW = {
  No: '',
  Date: '11/12/24',
  Item: ' Upload logo files ',
  Owner: 'Client',
  Due: '11/14/24',
  Status: 'in progress',
  Since: '',
  Priority: 'High',
  Reporter: '',
  Notes: '',
  Risk: '',
  Client: '',
};

function map(
  changes: Partial<typeof ROW>,
  mapping: object = MAPPING,
  categories: readonly TrackerCategory[] = FIRST_CATEGORIES,
) {
  const cells = new Map(Object.entries({ ...ROW, ...changes }));
  const read = readMapping(mapping).mapping;
  return mapRow(cells, { mapping: read, prefix: 'CL', now: NOW, categories });
}

const noteOf = (changes: Partial<typeof ROW>) => map(changes).input.notes?.[0]?.content;

describe('mapping a row', () => {
  it('takes any other word for the one that the mapping says, and keeps it in the note', () => {
    const status = { column: 'Status', values: { Pending: 'Not Started' }, otherwise: 'Blocked' };
    const mapping = { ...MAPPING, fields: { ...MAPPING.fields, status } };
    const { input } = map({ Status: 'Frozen' }, mapping);
    expect([input.status, input.notes?.[0]?.content]).toEqual(['Blocked', 'Status: Frozen']);
    expect(map({ Status: 'pending' }, mapping).input.status).toBe('Not Started');
    expect(
      readMapping({
        ...mapping,
        fields: { ...MAPPING.fields, status: { ...status, otherwise: 'Lost' } },
      }).problems,
    ).toEqual([expect.stringMatching(/^fields.status.otherwise: expected one of .*found "Lost"$/)]);
  });

  it('joins the columns of a title, and keeps none of them in the note', () => {
    const title = { column: ['Client', 'Item'], join: ': ' };
    const mapping = { ...MAPPING, fields: { ...MAPPING.fields, title } };
    const { input } = map({ Client: 'Apex' }, mapping);
    expect([input.title, input.notes]).toEqual(['Apex: Upload logo files', undefined]);
    expect(map({}, mapping).input.title).toBe('Upload logo files');
    const wrong = { ...mapping, fields: { ...mapping.fields, title: { ...title, join: 1 } } };
    expect(readMapping(wrong).problems).toEqual(['fields.title.join: expected text, found 1']);
  });

  it('takes words in any letter case and dates as they are written', () => {
    expect(map({})).toEqual({
      diary: [],
      input: {
        title: 'Upload logo files',
        category: 'Programmatic',
        priority: 'High',
        status: 'In Progress',
        dueDate: '2024-11-14',
        createDate: '2024-11-12',
      },
      times: {
        createdAt: '2024-11-12T05:00:00.000Z',
        statusAt: '2024-11-12T05:00:00.000Z',
        noteAt: '2024-11-12T05:00:00.000Z',
      },
      owner: 'Client',
      createdBy: undefined,
    });
  });

  it('keeps a number, written alone or as an id of this tracker', () => {
    expect(map({ No: '17' }).input.number).toBe(17);
    expect(map({ No: 'CL-017' }).input.number).toBe(17);
    expect(() => map({ No: 'AD-017' })).toThrow('id: expected an id like CL-001 or a number');
    expect(() => map({ No: '0' })).toThrow('id: expected');
  });

  it('takes the next column, the default or TBD where a cell means no value', () => {
    const row = map({ Owner: 'None', Reporter: 'smyth', Due: 'tbd', Priority: '' });
    expect(row.owner).toBe('smyth');
    expect(row.input).toMatchObject({ dueDate: null, priority: 'Medium' });
  });

  it('reports every problem of the row at once', () => {
    expect(() =>
      map({ Item: '', Owner: '', Status: 'Waiting', Due: 'soon', Date: '13/1/24' }),
    ).toThrow(
      /status: expected one of .*; create_date: .*; title: .*; due_date: .*; owner: expected/,
    );
  });

  it.each([
    ['a control character', { Notes: 'bell \u0007' }, 'control characters, found U+0007'],
    ['a creation in the future', { Date: '11/21/26' }, 'create_date: expected a time not in the'],
    ['no creation', { Date: 'TBD' }, 'create_date: expected a value, found nothing'],
  ])('refuses %s', (_, changes, message) => {
    expect(() => map(changes)).toThrow(message);
  });
});

describe('the time of the status', () => {
  it('is the one of the file', () => {
    expect(map({ Since: '11/13/24 9:30' }).times).toEqual({
      createdAt: '2024-11-12T05:00:00.000Z',
      statusAt: '2024-11-13T14:30:00.000Z',
      noteAt: '2024-11-13T14:30:00.000Z',
    });
  });

  it('is that of the creation when it says only the same day', () => {
    const { times } = map({ Date: '11/12/24 15:00', Since: '11/12/24' });
    expect(times.statusAt).toBe('2024-11-12T20:00:00.000Z');
  });

  it('is refused before the creation', () => {
    expect(() => map({ Since: '11/11/24' })).toThrow(
      'status_date: expected a time after the creation',
    );
  });
});

describe('a category of the tracker', () => {
  const own = [
    { key: 'ADCS', name: 'GNC', retired: false },
    { key: 'ConOps', name: 'ConOps', retired: true },
    { key: 'Thermal', name: 'Thermal', retired: false },
  ];
  const read = (text: string, field: object = {}) => {
    const category = { column: 'Client', ...field };
    const mapping = { ...MAPPING, fields: { ...MAPPING.fields, category } };
    return map({ Client: text }, mapping, own).input;
  };

  it('is known by its name, its first name, and when it is retired', () => {
    const texts = ['gnc', 'ADCS', 'conops', 'Thermal'];
    expect(texts.map((text) => read(text).category)).toEqual(['ADCS', 'ADCS', 'ConOps', 'Thermal']);
    expect(read('Optics', { values: { Optics: 'Thermal' } }).category).toBe('Thermal');
  });

  it('is not another word, with what can be chosen', () => {
    expect(() => read('Systems')).toThrow('expected one of GNC, Thermal; found "Systems"');
    expect(() => read('')).toThrow('expected a value, found nothing');
  });

  it('is kept in the note when something else is taken for it', () => {
    expect(read('Thermal').notes).toBeUndefined();
    const given = { values: { GNC: 'GNC', Heat: 'Thermal' }, otherwise: 'Thermal' };
    const noteIn = (text: string) => read(text, given).notes?.[0]?.content;
    expect(['GNC', 'Heat', 'Optics'].map(noteIn)).toEqual([
      ...[undefined, 'Client: Heat', 'Client: Optics'],
    ]);
  });
});

describe('the first note', () => {
  it('is missing when the item keeps everything', () => {
    expect(noteOf({})).toBeUndefined();
  });

  it('holds the note columns, with their labels, then what has no field', () => {
    expect(noteOf({ Notes: 'line one\nline two', Risk: 'schedule', Client: 'TitleCo' })).toBe(
      'line one\nline two\n\nRisk: schedule\n\nClient: TitleCo',
    );
  });

  it('keeps the original of every value that was mapped', () => {
    expect(noteOf({ Status: 'Pending', Priority: 'critical', Reporter: 'Smyth' })).toBe(
      'Status: Pending\nPriority: critical\nReporter: Smyth',
    );
  });

  it('keeps a word for "no value" in whose place something else was taken', () => {
    expect(noteOf({ Owner: 'None', Reporter: 'Ana', Due: 'TBD' })).toBe('Owner: None');
  });

  it('keeps the date of a first status, which has no entry of its own', () => {
    expect(noteOf({ Status: 'new', Since: '11/13/24' })).toBe('Since: 11/13/24');
  });

  it('keeps the date of a status that nobody wrote', () => {
    expect(noteOf({ Status: '', Since: '11/13/24' })).toBe('Since: 11/13/24');
  });

  it('keeps a category that was mapped, and begins several lines below their label', () => {
    const category = { column: 'Client', values: { TitleCo: 'Systems' } };
    const mapping = { ...MAPPING, fields: { ...MAPPING.fields, category } };
    const { notes } = map({ Client: 'TitleCo', Risk: 'schedule\ncost' }, mapping).input;
    expect(notes?.[0]?.content).toBe('Risk:\nschedule\ncost\n\nClient: TitleCo');
  });

  it('keeps the name of somebody whom the mapping knows by e-mail', () => {
    const people = { client: { email: 'tc@example.com' } };
    const { notes } = map({}, { ...MAPPING, people }).input;
    expect(notes?.[0]?.content).toBe('Owner: Client');
  });

  it('keeps the hour of a due date', () => {
    expect(noteOf({ Due: '11/14/24 17:00' })).toBe('Due: 11/14/24 17:00');
  });
});

describe('what people write into cells', () => {
  it('becomes one line in a title, and further notes where it is long', () => {
    expect(map({ Item: 'Two\n lines\tand a tab' }).input.title).toBe('Two lines and a tab');
    const { notes = [] } = map({ Notes: 'word '.repeat(5_000) }).input;
    expect(notes.map(({ content }) => content.length)).toEqual([9_999, 9_999, 4_999]);
  });

  it('loses the apostrophe that kept a spreadsheet from computing it', () => {
    expect(map({ Item: "'+5V rail" }).input.title).toBe('+5V rail');
  });

  it('loses that apostrophe in a note as well, whether its column is mapped or not', () => {
    expect(noteOf({ Notes: "'=1+1;'=2", Client: "'@all" })).toBe('=1+1;=2\n\nClient: @all');
  });

  it('is an id wherever its zeros are', () => {
    for (const id of ['CL-7', 'cl-007', 'CL7', '7', '007']) {
      expect(map({ No: id }).input.number).toBe(7);
    }
  });

  it('is not before the creation in the hour that comes twice', () => {
    const mapping = { ...MAPPING, dates: { ...MAPPING.dates, zone: 'Europe/Berlin' } };
    const changes = { Date: '10/26/25 2:45', Since: '10/26/25 2:15', Status: 'Pending' };
    expect(map(changes, mapping).times).toMatchObject({
      createdAt: '2025-10-26T00:45:00.000Z',
      statusAt: '2025-10-26T01:15:00.000Z',
    });
  });
});
