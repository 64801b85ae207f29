import { DomainError, type FieldProblem } from '@action-tracker/domain';

/** A refused query string; when a word was not known, the answer also lists those that are. */
export class UnknownValue extends DomainError {
  constructor(
    problems: readonly FieldProblem[],
    readonly allowed: readonly string[] | undefined,
  ) {
    super('VALIDATION_ERROR', DomainError.invalid(problems).message, problems);
  }
}
