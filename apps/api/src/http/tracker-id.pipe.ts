import { DomainError, shown } from '@action-tracker/domain';
import { Injectable, type PipeTransform } from '@nestjs/common';

const ID_FORM = /^[1-9]\d{0,8}$/;

/** Reads a tracker id from a path; an impossible id is a tracker that does not exist. */
@Injectable()
export class TrackerIdPipe implements PipeTransform<string, number> {
  transform(value: string): number {
    if (!ID_FORM.test(value)) {
      throw new DomainError('NOT_FOUND', `Tracker ${shown(value)} not found`);
    }
    return Number(value);
  }
}
