import { DomainError } from '@action-tracker/domain';
import { ImportAborted, ImportRefused } from '@action-tracker/import';
import { forOperator, OperatorError, SettingsError } from '@action-tracker/runtime';
import { NothingToRollBack, RebuildRunning } from '@action-tracker/tracking';
import { CommanderError } from 'commander';
import { inspect } from 'node:util';
import { Interrupted } from './interruption';

export interface Failure {
  /** Empty if it was already printed. */
  readonly message: string;
  readonly exitCode: number;
}

const FAILED = 1;
const WRONG_USAGE = 2;

const TOLD_IN_ONE_LINE = [
  DomainError,
  OperatorError,
  ImportRefused,
  RebuildRunning,
  NothingToRollBack,
];

/**
 * Describes a failure for the user: one line for problems they can solve, a stack trace for bugs.
 */
export function describeFailure(thrown: unknown): Failure {
  const error = forOperator(thrown);
  if (error instanceof CommanderError) {
    return { message: '', exitCode: error.exitCode === 0 ? 0 : WRONG_USAGE };
  }
  if (TOLD_IN_ONE_LINE.some((kind) => error instanceof kind) && error instanceof Error) {
    return { message: `error: ${error.message}`, exitCode: FAILED };
  }
  if (error instanceof ImportAborted) {
    return { message: `Interrupted: ${error.message}`, exitCode: FAILED };
  }
  if (error instanceof SettingsError || error instanceof Interrupted) {
    return { message: error.message, exitCode: FAILED };
  }
  if (isConnectionLost(error)) {
    const message = 'error: The connection to the database was lost. Run the command again.';
    return { message, exitCode: FAILED };
  }
  return { message: inspect(error), exitCode: FAILED };
}

/**
 * PostgreSQL classes 08 and 57 (connection, shutdown), system errors, and driver errors without a
 * code.
 */
function isConnectionLost(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  return (
    /^(08|57P|ECONN|EPIPE)/.test(code) || /Connection terminated|not queryable/.test(error.message)
  );
}
