import type { Guess } from '@action-tracker/import';
import { linesOf } from './take-guess';

const GUESS: Guess = {
  ...{ rows: 3, isHistory: true, sheets: [], warnings: ['the workbook has macros'] },
  mapping: {
    file: { delimiter: ',', encoding: 'utf-8' },
    ...{ dates: { zone: 'UTC' }, no_value: [], key: [], fields: {}, notes: [], people: {} },
  },
  filled: new Map(),
  firstLines: [],
  contents: {},
  doubled: [],
  columns: [
    {
      ...{ name: 'Modified', index: 0, meaning: 'updated', confidence: 0.945, samples: [] },
      reasons: [{ kind: 'few_values', share: 0.5 }],
    },
    { name: 'Cost', index: 1, meaning: null, confidence: 0, reasons: [], samples: [] },
  ],
  questions: [
    {
      ...{ kind: 'date_order', field: 'due_date', rows: 2, proposals: ['d/M/yy', 'M/d/yy'] },
      examples: [{ line: 2, value: '1/2/26' }],
    },
    { kind: 'value', field: 'status', value: 'Lost', rows: 1, proposals: ['New', 'Blocked'] },
    { kind: 'person', field: 'owner', value: 'Ana / Ben', rows: 2, proposals: ['Ana', 'Ben'] },
    { kind: 'person', field: 'owner', value: 'AS', rows: 2, proposals: ['ana@example.com'] },
    { kind: 'missing', field: 'owner', rows: 3, proposals: [] },
    { kind: 'missing', field: 'priority', rows: 3, proposals: ['Medium', 'High'] },
  ],
};

it('says what a guess is based on, and asks each thing once', () => {
  expect(linesOf(GUESS, false)).toEqual([
    'Warning: the workbook has macros',
    '3 rows, 2 columns, of which 1 become fields or notes; the others are kept in the first note.',
    '  "Modified": status_date (when it was updated), 95 % sure (few values 50 %)',
    'Each row is a change of an item: import with --history.',
    '? due_date: does the day or the month come first in "1/2/26" (line 2)? Leave one of "d/M/yy" and "M/d/yy" in its formats (2 rows).',
    '? status: "Lost" (1 row) is taken for New. Or: Blocked',
    '? owner: "Ana / Ben" (2 rows) is taken for Ana, not Ben.',
    '? owner: "AS" (2 rows) is taken for ana@example.com.',
    '? owner: no column holds it; the mapping needs one, or a default.',
    '? priority: no column holds it; all items get Medium.',
  ]);
  expect(linesOf(GUESS, true)).toContain('  "Cost": no field');
});
