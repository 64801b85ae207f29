/** The `If-Match` header of a change. */
import { DomainError, shown } from '@action-tracker/domain';
import type { ExpectedVersions } from '@action-tracker/tracking';
import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';

const ANY = '*';
const TAG = String.raw`(W/)?"([\x21\x23-\x7e]*)"`;
const TAGS = new RegExp(String.raw`^\s*${TAG}(\s*,\s*${TAG})*\s*$`);
const VERSION = /^([1-9]\d{0,9})(-[\w-]+)?$/;

/** The versions in `If-Match`; `undefined` if any version is accepted. */
export const IfMatch = createParamDecorator((_: unknown, context: ExecutionContext) =>
  expectedVersions(context.switchToHttp().getRequest<FastifyRequest>().headers['if-match']),
);

/**
 * The versions in a list of ETags; the rest of a tag is ignored. A weak tag, or one without a
 * version, never matches.
 *
 * @throws DomainError VALIDATION_ERROR for a malformed list
 */
export function expectedVersions(header: string | undefined): ExpectedVersions {
  if (header === undefined || header.trim() === ANY) return undefined;
  if (!TAGS.test(header)) {
    const message = `expected ETags like "3", or *, found ${shown(header)}`;
    throw DomainError.invalid([{ field: 'If-Match', message }]);
  }
  return [...header.matchAll(new RegExp(TAG, 'g'))].flatMap(([, weak, tag = '']) => {
    const [, version] = VERSION.exec(tag) ?? [];
    return weak === undefined && version !== undefined ? [Number(version)] : [];
  });
}
