import { IMPORT_PATHS } from '@action-tracker/contracts/imports';
import type { FastifyRequest } from 'fastify';

export const UPLOAD_TYPE = 'multipart/form-data';

/** Whether a request uploads a file; no other route of the API takes a form. */
export const isUpload = ({ method, routeOptions, headers }: FastifyRequest): boolean =>
  method === 'POST' &&
  routeOptions.url === IMPORT_PATHS.all &&
  /^multipart\/form-data\s*;/i.test(headers['content-type'] ?? '');
