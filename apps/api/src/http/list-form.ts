import type {} from '@fastify/accepts';
import type { FastifyRequest } from 'fastify';

export const XLSX_TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

const FORMS = { 'application/json': 'json', 'text/csv': 'csv', [XLSX_TYPE]: 'xlsx' } as const;
export type ListForm = (typeof FORMS)[keyof typeof FORMS];

/** The form of a list that the caller prefers; JSON where it does not say. */
export function listFormOf(request: FastifyRequest): ListForm {
  const type = request.accepts().type(Object.keys(FORMS));
  return Object.entries(FORMS).find(([name]) => name === type)?.[1] ?? 'json';
}
