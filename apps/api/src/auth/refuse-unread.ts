import type { AccessTokens } from '@action-tracker/tracking';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { credentialOf } from './credential';
import { NO_TOKEN } from './access.guard';

const WITHOUT_BODY = ['GET', 'HEAD', 'OPTIONS'];
/** Sign-in and sign-out are public, and their bodies hold no more than a name and an address. */
const AUTH_BODY_BYTES = 16 * 1024;

/**
 * Refuses a body before it is read into memory: API requests without a token that we signed, and
 * sign-in requests larger than any of our forms. Whether a token has been revoked is checked later.
 */
export function refuseUnreadBodies(fastify: FastifyInstance, tokens: AccessTokens): void {
  const refusalOf = (request: FastifyRequest): Error | undefined => {
    const { method, headers, routeOptions } = request;
    if (WITHOUT_BODY.includes(method)) return undefined;
    return routeOptions.url?.startsWith('/api')
      ? refuseUnsigned(credentialOf(request, tokens)?.token, tokens)
      : refuseLong(headers['content-length'], headers['transfer-encoding']);
  };
  fastify.addHook('preParsing', (request, reply, payload, done) => {
    const refusal = refusalOf(request);
    // Otherwise the rest of the body would be read to the end.
    if (refusal) reply.header('Connection', 'close');
    done(refusal ?? null, payload);
  });
}

function refuseUnsigned(token: string | undefined, tokens: AccessTokens): Error | undefined {
  if (token !== undefined && tokens.isOurs(token)) return undefined;
  return Object.assign(new Error(NO_TOKEN), { statusCode: 401 });
}

function refuseLong(length: string | undefined, encoding: string | undefined): Error | undefined {
  if (encoding === undefined && Number(length ?? 0) <= AUTH_BODY_BYTES) return undefined;
  const message = `Expected a body of at most ${AUTH_BODY_BYTES} bytes with a Content-Length`;
  return Object.assign(new Error(message), { statusCode: 413 });
}
