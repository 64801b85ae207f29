import { DomainError, shown } from '@action-tracker/domain';
import { Injectable, type PipeTransform } from '@nestjs/common';

/** Reads the query parameter `after_version`; without it, every entry comes after it. */
@Injectable()
export class AfterVersionPipe implements PipeTransform<unknown, number> {
  transform(value: unknown): number {
    if (value === undefined) return 0;
    if (typeof value === 'string' && /^\d{1,9}$/.test(value)) return Number(value);
    const message = `expected a version (a whole number from 0), found ${shown(value)}`;
    throw DomainError.invalid([{ field: 'after_version', message }]);
  }
}
