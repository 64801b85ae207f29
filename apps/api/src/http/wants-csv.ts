import type {} from '@fastify/accepts';
import type { FastifyRequest } from 'fastify';

/** Whether the caller prefers CSV to JSON. */
export const wantsCsv = (request: FastifyRequest): boolean =>
  request.accepts().type(['application/json', 'text/csv']) === 'text/csv';
