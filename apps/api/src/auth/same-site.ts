import { DomainError } from '@action-tracker/domain';
import type { FastifyRequest } from 'fastify';

const SAFE_METHODS: readonly string[] = ['GET', 'HEAD', 'OPTIONS'];

/**
 * Refuses a change that a browser sends on behalf of another site with our cookie (cross-site
 * request forgery). Browsers send the origin of a request in `Sec-Fetch-Site`, older ones in
 * `Origin`.
 *
 * @throws DomainError FORBIDDEN
 */
export function requireSameSite({ method, headers }: FastifyRequest): void {
  if (SAFE_METHODS.includes(method)) return;
  const site = headers['sec-fetch-site'];
  const isOurs =
    site === undefined ? isOwnOrigin(headers.origin, headers.host) : site === 'same-origin';
  if (isOurs) return;
  throw new DomainError(
    'FORBIDDEN',
    'Expected a request from a page of this site; scripts send a bearer token instead of the cookie',
  );
}

const isOwnOrigin = (origin: string | undefined, host: string | undefined): boolean =>
  origin !== undefined && URL.canParse(origin) && new URL(origin).host === host;
