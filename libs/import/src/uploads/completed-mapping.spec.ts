import type { ImportMapping } from '@action-tracker/contracts';
import type { ColumnContent } from '../guess/guesses';
import { completed, isAbout } from './completed-mapping';

const content = (given: Partial<ColumnContent>): ColumnContent => ({
  ...{ words: null, placeholders: [], formats: [], question: null },
  ...given,
});
const ORDER = {
  proposals: ['d/M/yyyy', 'M/d/yyyy'],
  examples: [{ line: 2, value: '3/4/2026' }],
  rows: 2,
};
const CONTENTS = {
  When: content({ formats: ['yyyy-MM-dd'], placeholders: ['tbd'] }),
  Day: content({ formats: ORDER.proposals, question: ORDER }),
  State: content({
    words: [
      { text: 'Open', rows: 2, line: 2 },
      { text: 'Frozen', rows: 1, line: 4 },
    ],
  }),
  Text: content({}),
};
const mapping = (fields: ImportMapping['fields']): ImportMapping => ({
  ...{ file: {}, dates: { zone: 'UTC' }, no_value: ['n/a'], key: [], notes: [], people: {} },
  fields,
});
const complete = (fields: ImportMapping['fields']) =>
  completed(mapping(fields), { contents: CONTENTS, questions: [] }, []);

it('says how the dates of a column are written that becomes a date', () => {
  const { mapping: whole, questions } = complete({ due_date: { column: 'When' } });
  expect(whole.fields.due_date).toEqual({ column: 'When', formats: ['yyyy-MM-dd'] });
  expect(whole.no_value).toEqual(['n/a', 'tbd']);
  expect(questions).toEqual([]);
  expect(complete({ due_date: { column: 'Text' } }).mapping.fields.due_date?.formats).toEqual([
    'yyyy-MM-dd',
  ]);
});

it('asks for the order of day and month, and keeps the question', () => {
  const { mapping: whole, questions } = complete({ due_date: { column: 'Day' } });
  const asked = { kind: 'date_order', field: 'due_date', column: 'Day', ...ORDER };
  expect(whole.fields.due_date?.formats).toEqual(ORDER.proposals);
  expect(questions).toEqual([asked]);
  const again = completed(whole, { contents: CONTENTS, questions: [] }, questions);
  expect(again.questions).toEqual([asked]);
  expect(completed(whole, { contents: CONTENTS, questions }, questions).questions).toEqual([]);
  expect(questions.map((question) => isAbout(question, whole))).toEqual([true]);
  expect(questions.map((question) => isAbout(question, mapping({})))).toEqual([false]);
});

it('asks about the words of a column that becomes a status, unless something is said', () => {
  const { mapping: whole, questions } = complete({ status: { column: 'State' } });
  expect(whole.fields.status).toEqual({
    ...{ column: 'State', values: { Open: 'New' }, otherwise: 'New', default: 'New' },
  });
  expect(questions).toMatchObject([{ kind: 'value', field: 'status', value: 'Frozen' }]);
  const told = { column: 'State', otherwise: 'Blocked' };
  expect(complete({ status: told })).toMatchObject({
    ...{ mapping: { fields: { status: told } }, questions: [] },
  });
  expect(complete({ priority: { column: 'Text' } }).mapping.fields.priority).toEqual({
    column: 'Text',
  });
});

it('knows which questions are still about the mapping', () => {
  const question = { rows: 1, proposals: [] };
  const whole = mapping({ owner: { column: ['Who'] }, priority: { default: 'Low' } });
  const noted = { ...whole, notes: [{ column: 'Log' }] };
  const person = { ...question, kind: 'person', field: 'owner', column: 'Who' } as const;
  const missing = { ...question, kind: 'missing', field: 'priority' } as const;
  const diary = { ...question, kind: 'date_order', field: 'notes', column: 'Log' } as const;
  expect([person, missing, diary].map((one) => isAbout(one, noted))).toEqual([true, true, true]);
  expect(isAbout({ ...person, column: 'Other' }, noted)).toBe(false);
  expect(isAbout({ ...missing, field: 'owner' }, noted)).toBe(false);
  expect(isAbout(diary, whole)).toBe(false);
});
