import { DomainError } from '@action-tracker/domain';
import { Injectable, type PipeTransform } from '@nestjs/common';

export const MARK_PATTERN = '^[\\w-]{1,64}$';

/** Reads the id of an event. */
@Injectable()
export class MarkPipe implements PipeTransform<unknown, string | undefined> {
  /** @throws DomainError VALIDATION_ERROR */
  transform(value: unknown): string | undefined {
    if (value === undefined) return undefined;
    if (typeof value === 'string' && new RegExp(MARK_PATTERN).test(value)) return value;
    throw DomainError.invalid([{ field: 'since', message: 'expected the id of an event' }]);
  }
}
