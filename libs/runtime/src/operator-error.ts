import { errorCode, messageOf } from './system-error.ts';

/** A problem that the operator can solve. The message says how; no stack trace is shown. */
export class OperatorError extends Error {
  override readonly name = 'OperatorError';
}

/** PostgreSQL's classes 53 (resources, a full disk among them) and 58 (its operating system). */
const DATABASE_MACHINE = /^(53|58)/;

const INSUFFICIENT_PRIVILEGE = '42501';

/**
 * Converts errors that the operator can solve: a database disk that is full or failing, or a role
 * without a privilege. All others are returned unchanged.
 */
export function forOperator(error: unknown): unknown {
  const code = errorCode(error);
  if (code === INSUFFICIENT_PRIVILEGE) {
    return new OperatorError(
      `The role of DATABASE_URL lacks a privilege: ${messageOf(error)}. docs/security.md lists what it needs.`,
    );
  }
  if (code === undefined || !DATABASE_MACHINE.test(code)) return error;
  return new OperatorError(`The database failed: ${messageOf(error)} (${code})`);
}
