/**
 * A batch: what one act of a person wrote to many items at once, such as an import. Its stream says
 * what the act was; the entries of the items carry its id.
 */
import { assertNever } from '../assert-never';
import { DomainError } from '../domain-error';
import { accept } from '../rules';
import { BATCH_RULES, RESULT_RULES, type BatchKind, type SourceFile } from './batch-rules';

export interface BatchDetails {
  readonly kind: BatchKind;
  /** The batch that it undoes. */
  readonly undoes: string | null;
  /** The file that was imported. */
  readonly file: SourceFile | null;
}

export interface BatchResult {
  /** How many items it has written to. */
  readonly items: number;
  /** The types of their entries, sorted. */
  readonly kinds: readonly string[];
}

export interface BatchBegun {
  readonly type: 'BatchBegun';
  readonly data: BatchDetails;
}

export interface BatchEnded {
  readonly type: 'BatchEnded';
  readonly data: BatchResult;
}

export type BatchEvent = BatchBegun | BatchEnded;

export type BeginBatch = { readonly type: 'BeginBatch' } & BatchDetails;
export type EndBatch = { readonly type: 'EndBatch' } & BatchResult;
export type BatchCommand = BeginBatch | EndBatch;

export type BatchState =
  | { readonly exists: false }
  | ({ readonly exists: true; readonly result: BatchResult | null } & BatchDetails);

export const NO_BATCH: BatchState = { exists: false };

/**
 * Decides a command on a batch. An act that was interrupted is repeated, so beginning or ending it
 * again changes nothing.
 *
 * @throws DomainError VALIDATION_ERROR; NOT_FOUND when it ends before it began
 */
export function decideBatchCommand(
  state: BatchState,
  command: BatchCommand,
): readonly BatchEvent[] {
  switch (command.type) {
    case 'BeginBatch': {
      if (state.exists) return [];
      const { type: _, ...details } = command;
      return [{ type: 'BatchBegun', data: accept<BatchDetails>(BATCH_RULES, details) }];
    }
    case 'EndBatch': {
      if (!state.exists) throw new DomainError('NOT_FOUND', 'Batch not found');
      if (state.result) return [];
      const { type: _, ...result } = command;
      return [{ type: 'BatchEnded', data: accept<BatchResult>(RESULT_RULES, result) }];
    }
    default:
      return assertNever(command);
  }
}

/** Folds one event into the state of a batch. */
export function evolveBatch(state: BatchState, event: BatchEvent): BatchState {
  switch (event.type) {
    case 'BatchBegun':
      return { exists: true, result: null, ...event.data };
    case 'BatchEnded':
      return state.exists ? { ...state, result: event.data } : state;
    default:
      return assertNever(event);
  }
}
