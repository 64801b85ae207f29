import { DomainError, shown } from '@action-tracker/domain';
import { Injectable, type PipeTransform } from '@nestjs/common';

const ENTRY_FORM = /^[1-9]\d{0,8}$/;

/** Reads the entry of a note from a path; an impossible one is a note that does not exist. */
@Injectable()
export class NoteEntryPipe implements PipeTransform<string, number> {
  transform(value: string): number {
    if (!ENTRY_FORM.test(value)) {
      throw new DomainError('NOT_FOUND', `Note ${shown(value)} not found`);
    }
    return Number(value);
  }
}
