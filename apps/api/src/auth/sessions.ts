import { DomainError } from '@action-tracker/domain';
import { AccessTokens, isPersonalToken } from '@action-tracker/tracking';
import { Injectable, UnauthorizedException } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { credentialOf } from './credential';
import { requireSameSite } from './same-site';

/** A browser without a cookie may sign out too, but only from our own site. */
const NO_CREDENTIAL = { token: '', source: 'cookie' } as const;

/** Ends the session of the caller, or all sessions of the user. */
@Injectable()
export class Sessions {
  constructor(private readonly tokens: AccessTokens) {}

  /**
   * @throws DomainError FORBIDDEN for a page of another site; UnauthorizedException if a revoked
   *   token asks to end every session
   */
  async end(request: FastifyRequest, everywhere: boolean): Promise<void> {
    const { token, source } = credentialOf(request, this.tokens) ?? NO_CREDENTIAL;
    if (source === 'cookie') requireSameSite(request);
    if (isPersonalToken(token)) {
      throw new DomainError('FORBIDDEN', 'Expected a sign-in to end, found an access token');
    }
    if (!everywhere) return this.tokens.revoke(token);
    if (await this.tokens.revokeEverywhere(token)) return;
    throw new UnauthorizedException('Expected a valid token, found a revoked one or none');
  }
}
