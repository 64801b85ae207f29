import type { Settings } from '@action-tracker/runtime';
import type { SignedInUser } from '@action-tracker/tracking';
import { Inject, Injectable, UnauthorizedException } from '@nestjs/common';
import { PassportStrategy } from '@nestjs/passport';
import type { FastifyRequest } from 'fastify';
import { Strategy } from 'passport-custom';
import { SETTINGS } from '../injection-keys';
import { requireAllowedDomain } from './token-strategy';
import { TokenUses } from './token-uses';

export const PERSONAL_TOKEN_STRATEGY = 'personal-token';

/** Accepts a personal access token from `Authorization: Bearer`. */
@Injectable()
export class PersonalTokenStrategy extends PassportStrategy(Strategy, PERSONAL_TOKEN_STRATEGY) {
  constructor(
    @Inject(SETTINGS) private readonly settings: Settings,
    private readonly uses: TokenUses,
  ) {
    super();
  }

  /** The owner of the token; undefined if the request has none, so that others are tried. */
  async validate(request: FastifyRequest): Promise<SignedInUser | undefined> {
    const use = await this.uses.of(request);
    if (use === undefined) return undefined;
    if (!use) {
      throw new UnauthorizedException(
        'Expected a valid access token, found one that is unknown, revoked or expired',
      );
    }
    // Guests were invited by name.
    requireAllowedDomain(
      use.user.email,
      use.isGuest ? undefined : this.settings.allowedEmailDomains,
    );
    return use.user;
  }
}
