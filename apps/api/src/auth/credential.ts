/**
 * Which token speaks for a request. Beside a valid cookie, `Authorization` may hold what a proxy or
 * another program put there (Basic credentials, a token of somebody else): only a bearer token that
 * this server signed takes the place of the cookie. Whoever comes by cookie has to come from our site.
 */
import type { AccessTokens } from '@action-tracker/tracking';
import type { FastifyRequest } from 'fastify';
import { ExtractJwt } from 'passport-jwt';
import { TOKEN_COOKIE } from './session-cookie';

export interface Credential {
  readonly token: string;
  readonly source: 'bearer' | 'cookie';
}

const bearerOf = ExtractJwt.fromAuthHeaderAsBearerToken();

/** The token that counts; `undefined` when there is none at all. */
export function credentialOf(
  request: FastifyRequest,
  tokens: AccessTokens,
): Credential | undefined {
  const bearer = bearerOf(request.raw);
  const cookie = request.cookies[TOKEN_COOKIE];
  if (bearer !== null && (cookie === undefined || tokens.isOurs(bearer))) {
    return { token: bearer, source: 'bearer' };
  }
  return cookie === undefined ? undefined : { token: cookie, source: 'cookie' };
}
