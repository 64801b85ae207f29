/** A problem that the person at the terminal can solve. The message says how; no stack is shown. */
export class OperatorError extends Error {
  override readonly name = 'OperatorError';
}
