import { DomainError, shown } from '@action-tracker/domain';
import { Injectable, type PipeTransform } from '@nestjs/common';

const WORDS: ReadonlyMap<unknown, boolean> = new Map([
  [undefined, false],
  ['false', false],
  ['true', true],
]);

/**
 * Reads `?everywhere=`. An invalid value is refused, because it must not end a single session where
 * all were meant.
 */
@Injectable()
export class EverywherePipe implements PipeTransform<unknown, boolean> {
  /** @throws DomainError VALIDATION_ERROR */
  transform(value: unknown): boolean {
    const everywhere = WORDS.get(value);
    if (everywhere !== undefined) return everywhere;
    const message = `expected true or false, once; found ${shown(value)}`;
    throw DomainError.invalid([{ field: 'everywhere', message }]);
  }
}
