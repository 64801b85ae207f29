import type { ImportMapping } from '@action-tracker/contracts';
import type { Question } from '../guess/guesses';
import { asked, isOpen, joinedFormats, questionId, withAnswer } from './questions';

const MAPPING: ImportMapping = {
  ...{ file: {}, dates: { zone: 'UTC' }, no_value: [], key: [], people: {} },
  fields: {
    status: { column: 'State', otherwise: 'New' },
    due_date: { column: 'Due', formats: ['yyyy-MM-dd', 'd/M/yyyy', 'M/d/yyyy'] },
  },
  notes: [{ column: 'Log' }],
};
const question = (given: Partial<Question>): Question => ({
  ...{ kind: 'value', field: 'status', column: 'State', value: 'Frozen', rows: 3 },
  proposals: ['New', 'Blocked'],
  ...given,
});
const ORDER = question({
  ...{ kind: 'date_order', field: 'due_date', column: 'Due' },
  proposals: ['d/M/yyyy', 'M/d/yyyy'],
});

it('answers a value, a person, a missing field and a fallback', () => {
  const cases = [
    [question({}), 'Blocked', { fields: { status: { values: { Frozen: 'Blocked' } } } }],
    [
      question({ kind: 'person', field: 'owner', value: 'MF' }),
      'Maria@Example.com',
      { people: { MF: { email: 'maria@example.com' } } },
    ],
    [
      question({ kind: 'person', field: 'owner', value: 'Bo' }),
      'Bo Lind',
      { people: { Bo: { name: 'Bo Lind' } } },
    ],
    [
      question({ kind: 'missing', field: 'title' }),
      'Topic',
      { fields: { title: { column: 'Topic' } } },
    ],
    [
      question({ kind: 'missing', field: 'priority' }),
      'High',
      { fields: { priority: { default: 'High' } } },
    ],
    [
      question({ kind: 'date_fallback', field: 'create_date' }),
      'due_date',
      { fields: { create_date: { default: 'due_date' } } },
    ],
  ] as const;
  for (const [given, answer, expected] of cases) {
    const mapping = withAnswer(MAPPING, given, answer);
    expect(mapping).toMatchObject(expected);
    const known = asked(given, mapping, [questionId(given)]);
    expect(known).toMatchObject({
      is_answered: true,
      answer: answer.replace('Maria@E', 'maria@e'),
    });
  }
});

it('keeps the formats of one order of day and month, and those without an order', () => {
  expect(isOpen(ORDER, MAPPING)).toBe(true);
  expect(asked(ORDER, MAPPING, []).answer).toBeNull();
  const answered = withAnswer(MAPPING, ORDER, 'M/d/yyyy');
  expect(answered.fields.due_date?.formats).toEqual(['yyyy-MM-dd', 'M/d/yyyy']);
  expect(isOpen(ORDER, answered)).toBe(false);
  const notes = question({ ...ORDER, field: 'notes', column: 'Log' });
  expect(isOpen(notes, MAPPING)).toBe(false);
  expect(withAnswer(MAPPING, notes, 'd/M/yyyy').notes).toEqual([
    { column: 'Log', dated: ['d/M/yyyy'] },
  ]);
});

it('knows what a mapping says about a word without an answer', () => {
  expect(asked(question({}), MAPPING, []).answer).toBe('New');
  expect(asked(question({ value: 'blocked' }), MAPPING, []).answer).toBe('Blocked');
  expect(asked(question({ kind: 'missing', field: 'priority' }), MAPPING, []).answer).toBeNull();
  expect(asked(question({ kind: 'person', field: 'owner' }), MAPPING, []).answer).toBeNull();
});

it('joins the formats of two files in the order of the first', () => {
  expect(joinedFormats(['d/M/yyyy'], ['d/M/yy', 'M/d/yy', 'yyyy-MM-dd'])).toEqual([
    ...['d/M/yyyy', 'd/M/yy', 'yyyy-MM-dd'],
  ]);
  expect(joinedFormats([], ['M/d/yy'])).toEqual(['M/d/yy']);
});

it('answers the order of dates in one of several columns of notes, and keeps the others', () => {
  const mapping = { ...MAPPING, notes: [{ column: 'Log' }, { column: 'Remarks' }] };
  const order = question({ ...ORDER, field: 'notes', column: 'Log' });
  expect(asked(order, mapping, []).answer).toBeNull();
  const answered = withAnswer(mapping, order, 'M/d/yyyy');
  expect(answered.notes).toEqual([{ column: 'Log', dated: ['M/d/yyyy'] }, { column: 'Remarks' }]);
  expect(asked(order, answered, []).answer).toBe('M/d/yyyy');
});

it('takes the proposals where a field has no formats yet', () => {
  const order = question({
    ...{ kind: 'date_order', field: 'create_date', column: 'Raised' },
    proposals: ['d/M/yyyy', 'M/d/yyyy'],
  });
  const mapping = { ...MAPPING, fields: { create_date: { column: 'Raised' } } };
  expect(asked(order, mapping, []).answer).toBeNull();
  expect(withAnswer(mapping, order, 'd/M/yyyy').fields.create_date).toEqual({
    ...{ column: 'Raised', formats: ['d/M/yyyy'] },
  });
});

it('has no answer for a field that is not mapped, and none for words in notes', () => {
  const words = question({ field: 'notes', column: 'Log', value: 'High' });
  expect(withAnswer(MAPPING, words, 'Low')).toEqual(MAPPING);
  expect(asked(words, MAPPING, []).answer).toBeNull();
  const fallback = question({ kind: 'date_fallback', field: 'create_date' });
  expect(asked(fallback, MAPPING, []).answer).toBeNull();
  expect(asked(question({ field: 'priority', value: 'high' }), MAPPING, []).answer).toBe('High');
  expect(asked(question({ field: 'category', value: 'ADCS' }), MAPPING, []).answer).toBe('ADCS');
});

it('names the first of several columns that are joined', () => {
  const mapping = { ...MAPPING, fields: { title: { column: ['What', 'Where'] } } };
  expect(asked(question({ kind: 'missing', field: 'title' }), mapping, []).answer).toBe('What');
});
