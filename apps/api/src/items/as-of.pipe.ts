import { DomainError, isPlainDate, shown } from '@action-tracker/domain';
import { AXES, type Axis } from '@action-tracker/tracking';
import { Injectable, type PipeTransform } from '@nestjs/common';

export interface AsOf {
  /** `undefined` for the present item. */
  readonly instant: string | undefined;
  readonly axis: Axis;
}

const TIMESTAMP = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)$/;
const KNOWN = ['as_of', 'axis'];

/** Reads `?as_of=<timestamp>&axis=occurred|recorded` of an item. */
@Injectable()
export class AsOfPipe implements PipeTransform<Readonly<Record<string, unknown>>, AsOf> {
  /** @throws DomainError VALIDATION_ERROR */
  transform(parameters: Readonly<Record<string, unknown>>): AsOf {
    const unknown = Object.keys(parameters).find((name) => !KNOWN.includes(name));
    if (unknown !== undefined) {
      throw refused(unknown, `unknown parameter; expected one of ${KNOWN.join(', ')}`);
    }
    const { as_of: asOf, axis = 'occurred' } = parameters;
    const found = AXES.find((word) => word === axis);
    if (!found) throw refused('axis', `expected one of ${AXES.join(', ')}; found ${shown(axis)}`);
    return { instant: asOf === undefined ? undefined : readInstant(asOf), axis: found };
  }
}

function readInstant(value: unknown): string {
  // `Date` reads 30 February as 2 March.
  const isTimestamp =
    typeof value === 'string' && TIMESTAMP.test(value) && isPlainDate(value.slice(0, 10));
  if (isTimestamp && !Number.isNaN(Date.parse(value))) return new Date(value).toISOString();
  throw refused('as_of', `expected a timestamp like 2026-01-31T12:00:00Z, found ${shown(value)}`);
}

const refused = (field: string, message: string) => DomainError.invalid([{ field, message }]);
