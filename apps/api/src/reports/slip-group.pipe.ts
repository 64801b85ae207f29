import { SLIP_GROUPS, type SlipGroup } from '@action-tracker/contracts';
import { shown } from '@action-tracker/domain';
import { Injectable, type PipeTransform } from '@nestjs/common';
import { UnknownValue } from '../http/unknown-value';

/** Reads `?by=` of the report of slips. */
@Injectable()
export class SlipGroupPipe implements PipeTransform<unknown, SlipGroup> {
  /** @throws DomainError VALIDATION_ERROR */
  transform(value: unknown): SlipGroup {
    const found = SLIP_GROUPS.find((group) => group === value);
    if (found) return found;
    const message = `expected one of ${SLIP_GROUPS.join(', ')}; found ${shown(value)}`;
    throw new UnknownValue([{ field: 'by', message }], SLIP_GROUPS);
  }
}
