import { ENTRY_ORDERS, PAGE_MAX_ITEMS, type EntryOrder } from '@action-tracker/contracts';
import { shown, type FieldProblem } from '@action-tracker/domain';
import type { EventsPart } from '@action-tracker/tracking';
import { Injectable, type PipeTransform } from '@nestjs/common';
import { UnknownValue } from '../http/unknown-value';
import { POSITION_MAX, VERSION_MAX } from './item-parameters';

/**
 * Reads the requested part of a list of an item: `limit` and `after`, and for ledger entries also
 * `after_version` and `order`. The guard has already refused other parameters.
 */
@Injectable()
export class EntryPagePipe implements PipeTransform<Readonly<Record<string, unknown>>, EventsPart> {
  /** @throws DomainError VALIDATION_ERROR with every refused parameter */
  transform(parameters: Readonly<Record<string, unknown>>): EventsPart {
    const problems: FieldProblem[] = [];
    const read = (field: string, min: number, max: number): number | undefined => {
      const value = parameters[field];
      if (value === undefined) return undefined;
      if (isWhole(value, min, max)) return Number(value);
      const message = `expected a whole number from ${min} to ${max}, found ${shown(value)}`;
      problems.push({ field, message });
      return undefined;
    };
    const part = {
      limit: read('limit', 1, PAGE_MAX_ITEMS),
      after: read('after', 1, POSITION_MAX),
      afterVersion: read('after_version', 0, VERSION_MAX),
      order: orderOf(parameters.order, problems),
    };
    if (problems.length === 0) return part;
    const isOrderWrong = problems.some(({ field }) => field === 'order');
    throw new UnknownValue(problems, isOrderWrong ? ENTRY_ORDERS : undefined);
  }
}

const isWhole = (value: unknown, min: number, max: number): value is string =>
  typeof value === 'string' &&
  /^(0|[1-9]\d{0,15})$/.test(value) &&
  Number(value) >= min &&
  Number(value) <= max;

function orderOf(value: unknown, problems: FieldProblem[]): EntryOrder | undefined {
  const order = ENTRY_ORDERS.find((word) => word === value);
  if (value === undefined || order) return order;
  const message = `expected one of ${ENTRY_ORDERS.join(', ')}; found ${shown(value)}`;
  problems.push({ field: 'order', message });
  return undefined;
}
