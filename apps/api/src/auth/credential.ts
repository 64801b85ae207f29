/**
 * Selects the token that authenticates a request. Next to a valid cookie, `Authorization` may hold
 * credentials for a proxy or another program, so only a bearer token that this server signed, or
 * one with the form of a personal access token, overrides the cookie. With the cookie, the request has to come from our own site.
 */
import { isPersonalToken, type AccessTokens } from '@action-tracker/tracking';
import type { FastifyRequest } from 'fastify';
import { ExtractJwt } from 'passport-jwt';
import { TOKEN_COOKIE } from './session-cookie';

export interface Credential {
  readonly token: string;
  readonly source: 'bearer' | 'cookie';
}

const bearerOf = ExtractJwt.fromAuthHeaderAsBearerToken();

/** The token to use; `undefined` if there is none. */
export function credentialOf(
  request: FastifyRequest,
  tokens: AccessTokens,
): Credential | undefined {
  const bearer = bearerOf(request.raw);
  const cookie = request.cookies[TOKEN_COOKIE];
  if (bearer !== null && (cookie === undefined || isOfThisServer(bearer, tokens))) {
    return { token: bearer, source: 'bearer' };
  }
  return cookie === undefined ? undefined : { token: cookie, source: 'cookie' };
}

/** Whether a token is meant for this server. It may have been revoked. */
export const isOfThisServer = (token: string, tokens: AccessTokens): boolean =>
  isPersonalToken(token) || tokens.isOurs(token);
