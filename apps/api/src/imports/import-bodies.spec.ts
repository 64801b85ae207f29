import { IMPORT_MAX_ROWS } from '@action-tracker/contracts/imports';
import { DomainError, shown } from '@action-tracker/domain';
import { RequestBodyPipe } from '../http/request-body.pipe';
import { ChangeImportBody } from './import-bodies';

const pipe = new RequestBodyPipe();
const read = async (body: unknown): Promise<unknown> =>
  pipe.transform(body, { type: 'body', metatype: ChangeImportBody });

/** The problems of a body, each as `field: message`. */
async function refused(body: unknown): Promise<readonly string[]> {
  try {
    await read(body);
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    return error.details.map(({ field, message }) => `${field}: ${message}`);
  }
  return [];
}

const MAPPING = {
  file: { delimiter: ';', header: 1 },
  dates: { zone: 'Europe/Lisbon' },
  no_value: ['n/a'],
  key: ['No'],
  fields: { due_date: { column: 'Due', formats: ['dd/MM/yyyy'] }, title: { column: 'Action' } },
  notes: [{ column: 'Comments', dated: ['dd/MM'] }, { column: 'Remarks' }],
  people: {},
};
const { file: _file, notes: _notes, ...WITHOUT_FILE_AND_NOTES } = MAPPING;
const mapping = (changed: object): object => ({ mapping: { ...MAPPING, ...changed } });

const LAST_LINE = 1_048_576;
const CHOICE = { line: 2, field: 'title', take: 'theirs' };
const answersOf = (count: number): object => ({
  answers: Object.fromEntries(Array.from({ length: count }, (_, n) => [`q${n}`, 'yes'])),
});
const linesOf = (count: number): readonly number[] => Array.from({ length: count }, () => 1);

describe('A change to an import', () => {
  it.each<[string, object]>([
    ['nothing', {}],
    ['the sheet', { sheet: 'x'.repeat(255) }],
    ['that there is no header', { header_row: 0 }],
    ['the last line of a workbook as the header', { header_row: LAST_LINE }],
    ['that it is history', { is_history: true, create_people: false, actor_id: 7 }],
    ['what to apply', { apply: 'chosen' }],
    ['a mapping', { mapping: MAPPING }],
    ['a mapping of nothing', mapping({ no_value: [], key: [], fields: {}, notes: [] })],
    ['answers', { answers: { 'person:Maria': 'x'.repeat(500) } }],
    ['as many answers as there may be', answersOf(10_000)],
    ['the lines to apply', { apply_lines: [1, LAST_LINE], reinstate_lines: [] }],
    ['as many lines as a file may have', { apply_lines: linesOf(IMPORT_MAX_ROWS) }],
    ['a choice for each side', { choices: [CHOICE, { ...CHOICE, take: 'ours' }] }],
  ])('can say %s', async (_name, body) => {
    expect(await read(body)).toEqual(body);
  });

  it.each<[object, string]>([
    [{ sheet: '' }, 'sheet: expected the name of a sheet, found ""'],
    [{ sheet: 3 }, 'sheet: expected the name of a sheet, found 3'],
    [{ sheet: null }, 'sheet: expected the name of a sheet, found null'],
    ...[-1, 1.5, LAST_LINE + 1].map((line): [object, string] => [
      { header_row: line },
      `header_row: expected the number of a line, or 0 without a header; found ${line}`,
    ]),
    [
      { header_row: '1' },
      'header_row: expected the number of a line, or 0 without a header; found "1"',
    ],
    [{ is_history: 'true' }, 'is_history: expected true or false, found "true"'],
    [{ create_people: 1 }, 'create_people: expected true or false, found 1'],
    [{ actor_id: 0 }, 'actor_id: expected the id of a user (a positive whole number), found 0'],
    [{ apply: 'some' }, 'apply: expected one of none, chosen, all; found "some"'],
    [{ rows: 1 }, 'rows: unknown field'],
  ])('cannot say %j', async (body, problem) => {
    expect(await refused(body)).toEqual([problem]);
  });

  it('does not name a sheet with more characters than one can have', async () => {
    const [problem] = await refused({ sheet: 'x'.repeat(256) });
    expect(problem).toMatch(/^sheet: expected the name of a sheet, found "x+…$/);
  });

  it.each<[object, string]>([
    [{ mapping: 'auto' }, 'expected a mapping, found "auto"'],
    [{ mapping: null }, 'expected a mapping, found null'],
    [{ mapping: [] }, 'expected a mapping, found []'],
    [
      { mapping: {} },
      'expected an object in file, an object in dates, an object in fields, an object in people, ' +
        'a list in no_value, a list in key, a list in notes',
    ],
    [{ mapping: WITHOUT_FILE_AND_NOTES }, 'expected an object in file, a list in notes'],
    [mapping({ people: [] }), 'expected an object in people'],
    [mapping({ no_value: [null] }), 'expected texts in no_value and key'],
    [mapping({ key: [1] }), 'expected texts in no_value and key'],
    [mapping({ fields: { due_date: { formats: 'dd/MM' } } }), 'expected a list of formats'],
    [mapping({ fields: { due_date: { formats: [1] } } }), 'expected a list of formats'],
    [mapping({ notes: [{ column: 'Notes', dated: true }] }), 'expected a list of formats'],
    [
      mapping({ dates: { zone: 'UTC', formats: 'd/M/yyyy' } }),
      'expected a list of texts in dates.formats, found "d/M/yyyy"',
    ],
    [mapping({ order: 'No' }), 'expected a list of texts in order, found "No"'],
    [mapping({ order: [1] }), 'expected a list of texts in order, found [1]'],
    [mapping({ dates: {} }), 'expected a zone in dates'],
    [mapping({ dates: { zone: 1 } }), 'expected a zone in dates'],
  ])('has a mapping of the right shape, unlike %j', async (body, problem) => {
    expect(await refused(body)).toEqual([`mapping: ${problem}`]);
  });

  it.each<[unknown, string]>([
    ['yes', 'expected answers by question, found "yes"'],
    [['yes'], 'expected answers by question, found ["yes"]'],
    [{ q: 1 }, 'expected texts as answers, found 1'],
    [{ p: 'yes', q: '  ' }, 'expected texts as answers, found "  "'],
    [{ q: null }, 'expected texts as answers, found null'],
  ])('has texts as answers, unlike %j', async (answers, problem) => {
    expect(await refused({ answers })).toEqual([`answers: ${problem}`]);
  });

  it('has neither too many answers nor too long ones', async () => {
    expect(await refused(answersOf(10_001))).toEqual(['answers: expected at most 10000 answers']);
    const [problem] = await refused({ answers: { q: 'x'.repeat(501) } });
    expect(problem).toMatch(/^answers: expected texts as answers, found "x+…$/);
  });

  it.each<[unknown, string]>([
    [2, '2'],
    [[0], '[0]'],
    [[1, 1.5], '[1,1.5]'],
    [['1'], '["1"]'],
    [[LAST_LINE + 1], '[1048577]'],
  ])('has numbers of lines in a list, unlike %j', async (lines, found) => {
    const message = `expected up to 50000 numbers of lines, found ${found}`;
    expect(await refused({ apply_lines: lines, reinstate_lines: lines })).toEqual([
      `apply_lines: ${message}`,
      `reinstate_lines: ${message}`,
    ]);
  });

  it('has no more lines than a file may have', async () => {
    const [problem] = await refused({ reinstate_lines: linesOf(IMPORT_MAX_ROWS + 1) });
    expect(problem).toMatch(/^reinstate_lines: expected up to 50000 numbers of lines, found .*…$/);
  });

  it.each<[unknown]>([['theirs'], [null], [CHOICE]])(
    'has a list of choices, unlike %j',
    async (choices) => {
      const problem = `choices: expected a list of choices, found ${shown(choices)}`;
      expect(await refused({ choices })).toEqual([problem]);
    },
  );

  it.each<[unknown]>([
    [7],
    [[]],
    [{ line: 2, field: 'title' }],
    [{ ...CHOICE, line: 0 }],
    [{ ...CHOICE, field: 1 }],
    [{ ...CHOICE, take: 'both' }],
    [{ ...CHOICE, x: 1 }],
  ])('has a side for a field of a line as a choice, unlike %j', async (choice) => {
    const problem = `choices: expected line, field and take, found ${shown(choice)}`;
    expect(await refused({ choices: [CHOICE, choice] })).toEqual([problem]);
  });

  it('is refused with all of its problems at once', async () => {
    expect(await refused({ rows: 1, sheet: '', choices: {}, apply: 'all' })).toEqual([
      'rows: unknown field',
      'sheet: expected the name of a sheet, found ""',
      'choices: expected a list of choices, found {}',
    ]);
  });

  it.each<[unknown, string]>([
    [undefined, 'nothing'],
    [[], '[]'],
  ])('is an object, unlike %j', async (body, found) => {
    expect(await refused(body)).toEqual([`body: expected a JSON object, found ${found}`]);
  });
});
