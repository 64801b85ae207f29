import { BATCH_ID_RULE, DomainError, shown } from '@action-tracker/domain';
import { Injectable, type PipeTransform } from '@nestjs/common';

/** Reads a UUID from a path; what is none is the id of nothing. */
@Injectable()
export class UuidPipe implements PipeTransform<string, string> {
  /** @param what it identifies, as a message begins: "Job" */
  constructor(private readonly what: string) {}

  /** @throws DomainError NOT_FOUND */
  transform(value: string): string {
    if (BATCH_ID_RULE.problem(value) === undefined) return value;
    throw new DomainError('NOT_FOUND', `${this.what} ${shown(value)} not found`);
  }
}
