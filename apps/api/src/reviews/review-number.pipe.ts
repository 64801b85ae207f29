import { DomainError, shown } from '@action-tracker/domain';
import { Injectable, type PipeTransform } from '@nestjs/common';

const NUMBER_FORM = /^[1-9]\d{0,8}$/;

/** Reads a review number from a path; an impossible one is a review that does not exist. */
@Injectable()
export class ReviewNumberPipe implements PipeTransform<string, number> {
  transform(value: string): number {
    if (!NUMBER_FORM.test(value)) {
      throw new DomainError('NOT_FOUND', `Review ${shown(value)} not found`);
    }
    return Number(value);
  }
}
