/** The query parameters of moments. */
import { AXES, DomainError, shown, type Axis } from '@action-tracker/domain';
import type { FastifyRequest } from 'fastify';
import { MOMENT_FORMS } from '@action-tracker/domain';
import { AXIS, queryParameter, type Parameter } from '../openapi/parameters';

type Parameters = FastifyRequest<{
  Querystring: Readonly<Record<string, string | string[]>>;
}>['query'];

/** The two ends of a comparison. */
export const SPAN: readonly Parameter[] = [
  queryParameter('from', `The earlier moment: ${MOMENT_FORMS}`, { type: 'string', minLength: 1 }),
  queryParameter('to', 'The later moment; now if missing', { type: 'string', minLength: 1 }),
  AXIS,
];

/** A parameter that may occur once. @throws DomainError VALIDATION_ERROR */
export function single(query: Parameters, name: string): string | undefined {
  const value = Object.hasOwn(query, name) ? query[name] : undefined;
  if (value === undefined || typeof value === 'string') return value;
  throw refused(name, `expected it once, found it ${value.length} times`);
}

/** `occurred` if unset. @throws DomainError VALIDATION_ERROR */
export function axisOf(query: Parameters): Axis {
  const text = single(query, 'axis') ?? 'occurred';
  const axis = AXES.find((word) => word === text);
  if (axis) return axis;
  throw refused('axis', `expected one of ${AXES.join(', ')}; found ${shown(text)}`);
}

export const refused = (field: string, message: string): DomainError =>
  DomainError.invalid([{ field, message }]);
