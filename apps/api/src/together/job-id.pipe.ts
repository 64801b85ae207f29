import { BATCH_ID_RULE, DomainError } from '@action-tracker/domain';
import { Injectable, type PipeTransform } from '@nestjs/common';

/** An id that no job can have is unknown, like any other that none has. */
@Injectable()
export class JobIdPipe implements PipeTransform<string, string> {
  /** @throws DomainError NOT_FOUND */
  transform(value: string): string {
    if (BATCH_ID_RULE.problem(value) === undefined) return value;
    throw new DomainError('NOT_FOUND', `Job ${value} not found`);
  }
}
