/** An uploaded file as the API answers it, with questions of each kind. */
import type {
  Import,
  ImportColumn,
  ImportPreview,
  ImportQuestion,
  ImportRow,
} from '@action-tracker/contracts';

export const IMPORT_ID = '01a22865-858f-747a-9611-8dc09dcb8ae9';

const aColumn = (name: string, given: Partial<ImportColumn> = {}): ImportColumn => ({
  ...{ name, letters: name, samples: [], filled: 4, meaning: null, confidence: 0 },
  reasons: [],
  ...given,
});

const aQuestion = (given: Partial<ImportQuestion>): ImportQuestion => ({
  ...{ id: 'q', kind: 'value', field: 'status', rows: 2, proposals: ['New'], answer: 'New' },
  is_answered: false,
  ...given,
});

export const anImport = (given: Partial<Import> = {}): Import => ({
  id: IMPORT_ID,
  is_undone: false,
  tracker_id: 1,
  created_at: '2026-11-20T09:00:00.000Z',
  expires_at: '2026-11-21T09:00:00.000Z',
  file: { name: 'log.csv', size: 300, sha256: 'ab', rows: 4 },
  sheets: [],
  sheet: null,
  header_row: 2,
  first_lines: [
    { line: 1, cells: ['Vendor log'] },
    { line: 2, cells: ['Action', 'Status'] },
    { line: 3, cells: ['Sign', 'Frozen'] },
  ],
  columns: [
    aColumn('Action', {
      samples: ['Sign', 'Test', 'Ship', 'Pack'],
      meaning: 'title',
      confidence: 0.97,
      reasons: [{ kind: 'heading', share: 1 }],
    }),
    aColumn('Status', { meaning: 'status' }),
    aColumn('Due', { meaning: 'due_date' }),
    aColumn('Area'),
  ],
  mapping: {
    file: {},
    dates: { zone: 'UTC' },
    no_value: [],
    key: [],
    fields: {
      title: { column: 'Action' },
      status: { column: 'Status', otherwise: 'New' },
      due_date: { column: 'Due', formats: ['d/M/yyyy', 'M/d/yyyy'] },
      owner: { column: 'Owner', default: 'mf@example.com' },
    },
    notes: [],
    people: {},
  },
  mapping_from: 'file',
  is_history: false,
  questions: [
    aQuestion({
      ...{ id: 'order', kind: 'date_order', field: 'due_date', column: 'Due', answer: null },
      proposals: ['d/M/yyyy', 'M/d/yyyy'],
      examples: [{ line: 3, value: '03/04/26' }],
    }),
    aQuestion({ id: 'frozen', column: 'Status', value: 'Frozen' }),
    aQuestion({
      ...{ id: 'jun', kind: 'person', field: 'owner', column: 'Owner', value: 'J. Kawa' },
      ...{ answer: 'J. Kawa', proposals: ['J. Kawa', 'jk@example.com'] },
    }),
  ],
  problems: [],
  warnings: ['2 rows are hidden'],
  known_ids: 0,
  create_people: true,
  actor_id: 1,
  apply: 'none',
  apply_lines: [],
  choices: [],
  reinstate_lines: [],
  exported: null,
  state: 'ready',
  ...{ done: 0, of: 4 },
  counts: null,
  batch: null,
  problem: null,
  ...given,
});

export const aRow = (line: number, given: Partial<ImportRow> = {}): ImportRow => ({
  ...{ line, outcome: 'create', item_id: null, reasons: [], cells: [], offer: null },
  item: {
    ...{ title: `Title ${line}`, owner: 'Ana Souza', status: 'New', due_date: '2026-04-03' },
    ...{ priority: 'Low', category: 'Systems' },
  },
  ...given,
});

export const aPreview = (given: Partial<ImportPreview> = {}): ImportPreview => ({
  counts: { create: 2, change: 0, same: 0, differs: 0, refused: 0 },
  cells: { take: 0, keep: 0, conflict: 0 },
  people: [],
  missing: [],
  rows: [aRow(3), aRow(4)],
  next: null,
  ...given,
});
