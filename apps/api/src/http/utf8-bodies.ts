/**
 * Requires UTF-8. Node silently replaces invalid bytes with U+FFFD, which would then be stored for
 * ever.
 */
import type { FastifyInstance } from 'fastify';
import type { IncomingHttpHeaders } from 'node:http';
import { pipeline, Transform, type Readable } from 'node:stream';
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
    if (problem === undefined) done(null, checked(payload));
    else done(refusal(415, problem));
  });
}

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
  // The reader of the stream receives failures from the stream itself.
  return pipeline(payload, check, () => undefined);
}

const NOT_UTF8 = 'Expected a body in UTF-8, found other bytes';

const refusal = (statusCode: number, message: string): Error =>
  Object.assign(new Error(message), { statusCode });
