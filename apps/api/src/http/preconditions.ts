/** ETags: an item's version as a strong tag, and the `If-Match` that a change may carry. */
import { DomainError, shown } from '@action-tracker/domain';
import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';

export const etag = (version: number): string => `"${version}"`;

const ANY = '*';
const TAG = /^(W\/)?"([\x21\x23-\x7e]*)"$/;

/** The version that `If-Match` asks for; `undefined` when any will do. */
export const IfMatch = createParamDecorator((_: unknown, context: ExecutionContext) =>
  expectedVersion(context.switchToHttp().getRequest<FastifyRequest>().headers['if-match']),
);

/**
 * @throws DomainError VALIDATION_ERROR for a malformed tag; PRECONDITION_FAILED for a weak one, or
 *   one that no version has.
 */
export function expectedVersion(header: string | undefined): number | undefined {
  if (header === undefined || header.trim() === ANY) return undefined;
  const [, weak, tag] = TAG.exec(header.trim()) ?? [];
  if (tag === undefined) {
    const message = `expected one ETag like "3", or *, found ${shown(header)}`;
    throw DomainError.invalid([{ field: 'If-Match', message }]);
  }
  if (weak === undefined && /^[1-9]\d{0,9}$/.test(tag)) return Number(tag);
  throw new DomainError(
    'PRECONDITION_FAILED',
    `Expected the strong ETag of a version, found ${shown(header)}, which never matches`,
  );
}
