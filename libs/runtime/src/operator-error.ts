import { errorCode, messageOf } from './system-error.ts';

/** A problem that the person at the terminal can solve. The message says how; no stack is shown. */
export class OperatorError extends Error {
  override readonly name = 'OperatorError';
}

/** PostgreSQL's classes 53 (resources, a full disk among them) and 58 (its operating system). */
const DATABASE_MACHINE = /^(53|58)/;

const INSUFFICIENT_PRIVILEGE = '42501';

/**
 * What the operator can solve although no code of ours has foreseen it: a disk of the database that is
 * full, or that fails; a role that lacks a right. Everything else is answered as it is.
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
