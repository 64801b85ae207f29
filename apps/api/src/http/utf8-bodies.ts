/**
 * Requires UTF-8. Node silently replaces invalid bytes with U+FFFD, which would then be stored for
 * ever.
 */
import type { FastifyInstance } from 'fastify';
import type { IncomingHttpHeaders } from 'node:http';
import { Transform, type Readable } from 'node:stream';
import { JsonDepth } from './json-depth';
import { isUpload } from './uploads';

/**
 * Refuses other charsets and encodings with 415; invalid UTF-8 and JSON nested too deeply with 400.
 */
export function requireUtf8Bodies(fastify: FastifyInstance): void {
  fastify.addHook('preParsing', (request, _reply, payload, done) => {
    if (isUpload(request)) {
      done(null, payload);
      return;
    }
    const problem = headerProblem(request.headers);
    if (problem !== undefined) done(refusal(415, problem));
    else done(null, hasBody(request.headers) ? checked(payload) : payload);
  });
}

/** RFC 9112, section 6. */
const hasBody = (headers: IncomingHttpHeaders): boolean =>
  headers['content-length'] !== undefined || headers['transfer-encoding'] !== undefined;

function headerProblem(headers: IncomingHttpHeaders): string | undefined {
  const encoding = headers['content-encoding'] ?? 'identity';
  if (encoding.trim().toLowerCase() !== 'identity') {
    return `Expected a body without content encoding, found ${encoding}`;
  }
  const [, charset = 'utf-8'] =
    /;\s*charset\s*=\s*"?([^";\s]*)"?/i.exec(headers['content-type'] ?? '') ?? [];
  return /^utf-?8$/i.test(charset)
    ? undefined
    : `Expected a body in charset utf-8, found ${charset}`;
}

function checked(payload: Readable): Readable {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  const isUtf8 = (chunk: Buffer | undefined): boolean => {
    try {
      decoder.decode(chunk, { stream: chunk !== undefined });
      return true;
    } catch {
      return false;
    }
  };
  const depth = new JsonDepth();
  const check = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      const problem = isUtf8(chunk) ? depth.problemAfter(chunk) : NOT_UTF8;
      if (problem === undefined) done(null, chunk);
      else done(refusal(400, problem));
    },
    flush(done) {
      done(isUtf8(undefined) ? null : refusal(400, NOT_UTF8));
    },
  });
  // An interrupted request ends the check too; `pipeline` would take longer than the check itself.
  payload.once('error', (error) => check.destroy(error));
  return payload.pipe(check);
}

const NOT_UTF8 = 'Expected a body in UTF-8, found other bytes';

const refusal = (statusCode: number, message: string): Error =>
  Object.assign(new Error(message), { statusCode });
