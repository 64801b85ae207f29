import { DomainError } from '@action-tracker/domain';
import type { Settings } from '@action-tracker/runtime';
import {
  AccessTokens,
  IMPORT_EMAIL_DOMAIN,
  isPersonalToken,
  type SignedInUser,
  TOKEN_ALGORITHM,
  tokenKey,
  type TokenClaims,
} from '@action-tracker/tracking';
import { Inject, Injectable, UnauthorizedException } from '@nestjs/common';
import { PassportStrategy } from '@nestjs/passport';
import type { FastifyRequest } from 'fastify';
import { Strategy } from 'passport-jwt';
import { JWT_SECRET, SETTINGS } from '../injection-keys';
import { credentialOf } from './credential';

/** Accepts our JWT from `Authorization: Bearer`, else from the cookie. */
@Injectable()
export class TokenStrategy extends PassportStrategy(Strategy, 'token') {
  constructor(
    @Inject(JWT_SECRET) secret: string,
    @Inject(SETTINGS) private readonly settings: Settings,
    private readonly tokens: AccessTokens,
  ) {
    const key = tokenKey(secret);
    super({
      // The types of passport-jwt do not know that jsonwebtoken takes a key.
      secretOrKeyProvider: (_request, _token, done) => done(null, key as unknown as Buffer),
      algorithms: [TOKEN_ALGORITHM],
      jwtFromRequest: (request: FastifyRequest) => {
        const token = credentialOf(request, tokens)?.token;
        return token === undefined || isPersonalToken(token) ? null : token;
      },
    });
  }

  /** The user as the database knows them now; the token only says which. */
  async validate(claims: TokenClaims): Promise<SignedInUser> {
    const user = await this.tokens.userOf(claims);
    if (!user) throw new UnauthorizedException('Expected a valid token, found a revoked one');
    const isGuest = user.rights.siteRole === 'guest';
    // Guests were invited by name.
    requireAllowedDomain(user.email, isGuest ? undefined : this.settings.allowedEmailDomains);
    return user;
  }
}

/** @throws DomainError FORBIDDEN when this e-mail address may not sign in. */
export function requireAllowedDomain(email: string, allowed: readonly string[] | undefined): void {
  const domain = email.slice(email.lastIndexOf('@') + 1).toLowerCase();
  if (domain === IMPORT_EMAIL_DOMAIN) {
    throw new DomainError('FORBIDDEN', `${email} was created by an import and cannot sign in`);
  }
  if (allowed && !allowed.includes(domain)) {
    throw new DomainError('FORBIDDEN', `E-mail addresses in ${domain} may not sign in here`);
  }
}
