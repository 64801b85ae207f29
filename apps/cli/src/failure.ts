import { DomainError } from '@action-tracker/domain';
import { OperatorError, SettingsError } from '@action-tracker/runtime';
import { CommanderError } from 'commander';
import { inspect } from 'node:util';
import { Interrupted } from './interruption';

export interface Failure {
  /** Empty when it was told already. */
  readonly message: string;
  readonly exitCode: number;
}

const FAILED = 1;
const WRONG_USAGE = 2;

/** What a person reads about a failure: what they can solve in one line, a bug with its stack. */
export function describeFailure(error: unknown): Failure {
  if (error instanceof CommanderError) {
    return { message: '', exitCode: error.exitCode === 0 ? 0 : WRONG_USAGE };
  }
  if (error instanceof DomainError || error instanceof OperatorError) {
    return { message: `error: ${error.message}`, exitCode: FAILED };
  }
  if (error instanceof SettingsError || error instanceof Interrupted) {
    return { message: error.message, exitCode: FAILED };
  }
  return { message: inspect(error), exitCode: FAILED };
}
