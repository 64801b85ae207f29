/** One example per response about imports. */
import type { Import, ImportPreview } from '@action-tracker/contracts';

export const IMPORT_EXAMPLE: Import = {
  ...{ id: '0198c0de-0000-4000-8000-000000000003', tracker_id: 1 },
  ...{ created_at: '2026-02-02T12:00:00.000Z', expires_at: '2026-02-03T12:00:00.000Z' },
  file: { name: 'log.csv', size: 912, sha256: '0'.repeat(64), rows: 14 },
  ...{ sheets: [], sheet: null, header_row: 1 },
  first_lines: [{ line: 1, cells: ['No', 'Action', 'Owner'] }],
  columns: [
    {
      ...{ name: 'Action', letters: 'B', samples: ['Confirm the date'], filled: 14 },
      ...{ meaning: 'title', confidence: 0.97, reasons: [{ kind: 'heading', share: 1 }] },
    },
  ],
  mapping: {
    file: { delimiter: ',', encoding: 'utf-8', header: 1 },
    ...{ dates: { zone: 'UTC' }, no_value: ['n/a'], key: ['No'], notes: [] },
    fields: {
      title: { column: 'Action' },
      category: { default: 'Programmatic' },
      owner: { column: 'Owner', default: 'mf@example.com' },
      priority: { default: 'Medium' },
      create_date: { default: '2026-02-02' },
    },
    people: { MF: { email: 'mf@example.com' } },
  },
  ...{ mapping_from: 'file', is_history: false },
  questions: [
    {
      ...{ id: 'person:owner:Owner:MF', kind: 'person', field: 'owner', column: 'Owner' },
      ...{ value: 'MF', rows: 3, proposals: ['mf@example.com'] },
      ...{ answer: 'mf@example.com', is_answered: false },
    },
  ],
  ...{ problems: [], warnings: [], known_ids: 0, create_people: true, actor_id: 7, apply: 'none' },
  ...{ apply_lines: [], choices: [], reinstate_lines: [], exported: null },
  ...{
    state: 'ready',
    done: 0,
    of: 14,
    counts: null,
    batch: null,
    is_undone: false,
    problem: null,
  },
};

export const IMPORT_PREVIEW_EXAMPLE: ImportPreview = {
  counts: { create: 13, change: 0, same: 0, differs: 0, refused: 1 },
  cells: { take: 0, keep: 0, conflict: 0 },
  people: [{ name: 'Bo Lind', email: 'bo-lind@import.invalid', resembles: null }],
  missing: [],
  rows: [
    {
      ...{ line: 2, outcome: 'refused', item_id: null, item: null, cells: [], offer: null },
      reasons: [{ field: 'title', message: 'expected a value, found nothing', cell: null }],
    },
  ],
  next: null,
};
