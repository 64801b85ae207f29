import { DomainError, type FieldProblem } from '@action-tracker/domain';

/** A refused query string; for an unknown value, the error lists the permitted ones. */
export class UnknownValue extends DomainError {
  constructor(
    problems: readonly FieldProblem[],
    readonly allowed: readonly string[] | undefined,
  ) {
    super('VALIDATION_ERROR', DomainError.invalid(problems).message, problems);
  }
}
