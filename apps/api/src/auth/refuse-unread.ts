import type { AccessTokens } from '@action-tracker/tracking';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { NO_TOKEN } from './access.guard';
import { credentialOf } from './credential';
import type { TokenUses } from './token-uses';

const WITHOUT_BODY = ['GET', 'HEAD', 'OPTIONS'];
/** Sign-in and sign-out are public, and their bodies hold no more than a name and an address. */
const AUTH_BODY_BYTES = 16 * 1024;

/**
 * Refuses a body before it is read into memory: API requests without a token that we signed or a
 * valid personal access token, and sign-in requests larger than any of our forms. Whether a token
 * that we signed has been revoked is checked later.
 */
export function refuseUnreadBodies(
  fastify: FastifyInstance,
  tokens: AccessTokens,
  uses: TokenUses,
): void {
  const isKnown = async (request: FastifyRequest): Promise<boolean> => {
    const use = await uses.of(request);
    if (use !== undefined) return use !== null;
    const token = credentialOf(request, tokens)?.token;
    return token !== undefined && tokens.isOurs(token);
  };
  const refusalOf = async (request: FastifyRequest): Promise<Error | undefined> => {
    const { headers, routeOptions } = request;
    if (!routeOptions.url?.startsWith('/api')) {
      return refuseLong(headers['content-length'], headers['transfer-encoding']);
    }
    return (await isKnown(request))
      ? undefined
      : Object.assign(new Error(NO_TOKEN), { statusCode: 401 });
  };
  fastify.addHook('preParsing', async (request, reply) => {
    if (WITHOUT_BODY.includes(request.method)) return;
    const refusal = await refusalOf(request);
    if (!refusal) return;
    // Otherwise the rest of the body would be read to the end.
    reply.header('Connection', 'close');
    throw refusal;
  });
}

function refuseLong(length: string | undefined, encoding: string | undefined): Error | undefined {
  if (encoding === undefined && Number(length ?? 0) <= AUTH_BODY_BYTES) return undefined;
  const message = `Expected a body of at most ${AUTH_BODY_BYTES} bytes with a Content-Length`;
  return Object.assign(new Error(message), { statusCode: 413 });
}
