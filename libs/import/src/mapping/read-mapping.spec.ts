import { readMapping } from './read-mapping';

const MINIMAL = {
  dates: { formats: ['M/d/yy'] },
  fields: {
    title: { column: 'Item' },
    category: { default: 'Systems' },
    owner: { column: 'Owner' },
    priority: { default: 'Low' },
    create_date: { column: 'Date' },
  },
};

describe('reading a mapping', () => {
  it('accepts the least that a mapping can say, with sensible defaults', () => {
    const { mapping, problems } = readMapping(MINIMAL);
    expect(problems).toEqual([]);
    expect(mapping.file).toEqual({ delimiter: ',', encoding: 'utf-8' });
    expect(mapping.dates.zone).toBe('UTC');
    expect(mapping.key).toEqual([]);
  });

  it('reports everything that is wrong at once, each with its place', () => {
    const { problems } = readMapping({
      nonsense: 1,
      file: { delimiter: ';;', encoding: 'latin2', header: -1, sheet: 5 },
      dates: { formats: ['yyyy', 'M/d/yy zzz'], zone: 'Mars/Olympus' },
      fields: {
        title: {},
        // Whether there is such a category is up to the tracker.
        category: { default: 'Plumbing' },
        status: { column: 'Status', values: { Pending: 'Waiting' } },
        due_date: { default: 'tomorrow' },
        colour: { column: 'Colour' },
      },
      notes: [{ label: 'Text' }],
      people: { smyth: {}, jones: { email: 'nowhere' } },
    });
    const places = problems.map((problem) => problem.slice(0, problem.indexOf(': ')));
    expect(places).toEqual([
      'mapping',
      'file.delimiter',
      'file.encoding',
      'file.sheet',
      'file.header',
      'dates.formats',
      'dates.formats',
      'dates.zone',
      'fields',
      'fields.title',
      'fields.due_date.default',
      'fields.status.values.Pending',
      'notes[0]',
      'people.smyth',
      'people.jones.email',
      'fields.owner',
      'fields.priority',
      'fields.create_date',
    ]);
  });

  it.each([
    ['a list', []],
    ['a text', 'text'],
    ['nothing', null],
  ])('refuses %s instead of an object', (_, json) => {
    expect(readMapping(json).problems[0]).toContain('mapping: expected an object');
  });

  it('asks how dates are written when a column holds dates', () => {
    const { problems } = readMapping({ ...MINIMAL, dates: {} });
    expect(problems).toEqual([
      'dates.formats: expected how dates are written, for create_date, found nothing',
    ]);
  });

  it.each([
    ['a delimiter that ends lines', { file: { delimiter: '\n' } }, 'file.delimiter: expected one'],
    ['a delimiter that is no text', { file: { delimiter: 5 } }, 'file.delimiter: expected one'],
    ['an id without a column', { fields: { ...MINIMAL.fields, id: {} } }, 'fields.id: expected'],
    ['a note that is a number', { notes: [{ column: 7 }] }, 'notes[0].column: expected'],
    [
      'a word for a word that is none',
      { fields: { ...MINIMAL.fields, status: { column: 'S', values: { Open: 7 } } } },
      'fields.status.values.Open: expected',
    ],
  ])('refuses %s', (_, changes, problem) => {
    expect(readMapping({ ...MINIMAL, ...changes }).problems.join('\n')).toContain(problem);
  });
});
