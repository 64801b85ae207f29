/** The responses about acts on many items as schemas, which the compiler compares with the contracts. */
import {
  CHANNELS,
  ERROR_CODES,
  type Batch,
  type BulkItem,
  type BulkResult,
  type JobStatus,
  type UndoConflict,
  type UndoneField,
  type UndoneItem,
  type UndoResult,
} from '@action-tracker/contracts';
import { BATCH_KINDS } from '@action-tracker/domain';
import {
  eitherOf,
  list,
  named,
  nullable,
  object,
  oneOf,
  optional,
  text,
  whole,
  type Schema,
} from './schema';
import {
  BATCH_EXAMPLE,
  BULK_RESULT_EXAMPLE,
  JOB_EXAMPLE,
  UNDO_RESULT_EXAMPLE,
} from './together-examples';
import { COUNT, ID, TIMESTAMP } from './scalar-schemas';
import { ITEM_ID } from './wire-schemas';

const UUID = text({ format: 'uuid' });
const FLAG: Schema<boolean> = { json: { type: 'boolean' } };
/** A value of any field. */
const VALUE: Schema<unknown> = { json: {} };

export const UNDO_RESULT = named(
  'UndoResult',
  object<UndoResult>({
    dry_run: FLAG,
    batch: nullable(UUID),
    done: COUNT,
    conflicts: COUNT,
    items: list(
      object<UndoneItem>({
        item_id: nullable(ITEM_ID),
        tracker_id: ID,
        done: list(object<UndoneField>({ what: text(), from: VALUE, to: VALUE })),
        conflicts: list(
          object<UndoConflict>({
            ...{ what: text(), expected: VALUE, found: VALUE },
            ...{ by_id: ID, at: TIMESTAMP },
          }),
        ),
      }),
    ),
  }),
  UNDO_RESULT_EXAMPLE,
);

export const BULK_RESULT = named(
  'BulkResult',
  object<BulkResult>({
    batch: nullable(UUID),
    items: list(
      object<BulkItem>({
        item_id: text(),
        outcome: oneOf(['changed', 'unchanged', 'refused']),
        error: optional(
          object<NonNullable<BulkItem['error']>>({ code: oneOf(ERROR_CODES), message: text() }),
        ),
      }),
    ),
  }),
  BULK_RESULT_EXAMPLE,
);

export const JOB = named(
  'Job',
  object<JobStatus>({
    id: UUID,
    kind: oneOf(['undo', 'bulk']),
    state: oneOf(['running', 'done', 'failed']),
    done: COUNT,
    of: COUNT,
    result: nullable(eitherOf(UNDO_RESULT, BULK_RESULT)),
    problem: nullable(text()),
  }),
  JOB_EXAMPLE,
);

export const BATCH = named(
  'Batch',
  object<Batch>({
    batch: UUID,
    at: TIMESTAMP,
    by_id: ID,
    channel: oneOf(CHANNELS),
    kind: oneOf(BATCH_KINDS),
    kinds: list(text()),
    label: nullable(text()),
    file: nullable(object<NonNullable<Batch['file']>>({ name: text(), sha256: text() })),
    items: nullable(whole(0)),
    undoes: nullable(UUID),
    undone_by: nullable(UUID),
  }),
  BATCH_EXAMPLE,
);
