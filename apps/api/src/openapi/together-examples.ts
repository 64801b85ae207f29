/** One example per response about acts on many items. */
import type { Batch, BulkResult, JobStatus, UndoResult } from '@action-tracker/contracts';

const BULK = '0198c0de-0000-4000-8000-000000000001';
const UNDO = '0198c0de-0000-4000-8000-000000000002';

export const UNDO_RESULT_EXAMPLE: UndoResult = {
  ...{ dry_run: false, batch: UNDO, done: 1, conflicts: 1 },
  items: [
    {
      ...{ item_id: 'AD-001', tracker_id: 1, conflicts: [] },
      done: [{ what: 'status', from: 'Blocked', to: 'New' }],
    },
    {
      ...{ item_id: 'AD-002', tracker_id: 1, done: [] },
      conflicts: [
        {
          ...{ what: 'status', expected: 'Blocked', found: 'Complete' },
          ...{ by_id: 7, at: '2026-02-02T12:00:00.000Z' },
        },
      ],
    },
  ],
};

export const BULK_RESULT_EXAMPLE: BulkResult = {
  batch: BULK,
  items: [
    { item_id: 'AD-001', outcome: 'changed' },
    {
      ...{ item_id: 'AD-999', outcome: 'refused' },
      error: { code: 'NOT_FOUND', message: 'Action item AD-999 not found' },
    },
  ],
};

export const JOB_EXAMPLE: JobStatus = {
  ...{ id: BULK, kind: 'bulk', state: 'running', done: 1_200, of: 5_000 },
  ...{ result: null, problem: null },
};

export const BATCH_EXAMPLE: Batch = {
  ...{ batch: BULK, at: '2026-02-02T12:00:00.000Z', by_id: 7, channel: 'web', kind: 'bulk' },
  ...{ kinds: ['ItemReassigned'], label: null, file: null, items: 11 },
  ...{ undoes: null, undone_by: UNDO },
};
