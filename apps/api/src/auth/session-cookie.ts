import { SESSION_SECONDS } from '@action-tracker/tracking';
import type { Settings } from '@action-tracker/runtime';
import type { FastifyReply } from 'fastify';

/**
 * The cookie with a browser's token. It has every attribute that a `__Host-` prefix would enforce.
 */
export const TOKEN_COOKIE = 'token';

const attributes = ({ publicUrl }: Settings) =>
  ({
    httpOnly: true,
    sameSite: 'lax',
    path: '/',
    secure: publicUrl?.protocol === 'https:',
  }) as const;

/** Signs the browser in. */
export function setSession(reply: FastifyReply, token: string, settings: Settings): void {
  reply.setCookie(TOKEN_COOKIE, token, { ...attributes(settings), maxAge: SESSION_SECONDS });
}

/** Removes the cookie; the token itself has to be revoked as well. */
export function clearSession(reply: FastifyReply, settings: Settings): void {
  reply.clearCookie(TOKEN_COOKIE, attributes(settings));
}
