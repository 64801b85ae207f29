import type { AccessTokens } from '@action-tracker/tracking';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { credentialOf } from './credential';
import { NO_TOKEN } from './access.guard';

const WITHOUT_BODY = ['GET', 'HEAD', 'OPTIONS'];
/** Sign-in and sign-out are open to everybody, and say no more than a name and an address. */
const AUTH_BODY_BYTES = 16 * 1024;

/**
 * Refuses a body before it is read into memory: of the API, when no token that we signed comes with it;
 * of sign-in, when it is longer than any form of ours. Whether a token is still in use is asked later.
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
    // Whoever sends on would otherwise be read to the end.
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
  const message = `Expected a body of at most ${AUTH_BODY_BYTES} bytes, with its length`;
  return Object.assign(new Error(message), { statusCode: 413 });
}
