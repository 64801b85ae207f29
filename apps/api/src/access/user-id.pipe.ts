import { DomainError, shown } from '@action-tracker/domain';
import { Injectable, type PipeTransform } from '@nestjs/common';

const ID_FORM = /^[1-9]\d{0,8}$/;

/** Reads the id of a user from a path; an impossible id is a user who does not exist. */
@Injectable()
export class UserIdPipe implements PipeTransform<string, number> {
  transform(value: string): number {
    if (ID_FORM.test(value)) return Number(value);
    throw new DomainError('NOT_FOUND', `User ${shown(value)} not found`);
  }
}
