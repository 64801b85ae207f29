import { AccessTokens } from '@action-tracker/tracking';
import { Injectable, UnauthorizedException } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { credentialOf } from './credential';
import { requireSameSite } from './same-site';

/** A browser whose cookie has gone signs out as well: it has to come from our site like any other. */
const NO_CREDENTIAL = { token: '', source: 'cookie' } as const;

/** Ends sessions: that of the caller, or every one of the user. */
@Injectable()
export class Sessions {
  constructor(private readonly tokens: AccessTokens) {}

  /**
   * @throws DomainError FORBIDDEN for a page of another site; UnauthorizedException when every session
   *   is to end by a token that was ended before: it ends no others
   */
  async end(request: FastifyRequest, everywhere: boolean): Promise<void> {
    const { token, source } = credentialOf(request, this.tokens) ?? NO_CREDENTIAL;
    if (source === 'cookie') requireSameSite(request);
    if (!everywhere) return this.tokens.revoke(token);
    if (await this.tokens.revokeEverywhere(token)) return;
    throw new UnauthorizedException('Expected a token in use, found one that was ended, or none');
  }
}
