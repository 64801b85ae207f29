/** Stable codes for refused commands; the API sends them as `error.code`. */
export type DomainErrorCode =
  'VALIDATION_ERROR' | 'FORBIDDEN' | 'NOT_FOUND' | 'CONFLICT' | 'PRECONDITION_FAILED';

/** A problem with one field: its wire name (snake_case), what was expected and what was found. */
export interface FieldProblem {
  readonly field: string;
  readonly message: string;
}

/** A refused command. Nothing was written; `message` says what was expected and what was found. */
export class DomainError extends Error {
  override readonly name = 'DomainError';

  constructor(
    readonly code: DomainErrorCode,
    message: string,
    readonly details: readonly FieldProblem[] = [],
  ) {
    super(message);
  }

  /** A refusal that lists every refused field. */
  static invalid(details: readonly FieldProblem[]): DomainError {
    const text = details.map(({ field, message }) => `${field}: ${message}`).join('; ');
    return new DomainError('VALIDATION_ERROR', text, details);
  }
}
