/** The personal access token of a request, looked up once. */
import {
  AccessTokens,
  isPersonalToken,
  PersonalTokens,
  type TokenUse,
  type UsedToken,
} from '@action-tracker/tracking';
import { Injectable } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { credentialOf } from './credential';

type TokenRequest = FastifyRequest & { tokenUse?: TokenUse | null };

/** The personal access token that authenticated a request; undefined if something else did. */
export const usedTokenOf = (request: FastifyRequest): UsedToken | undefined =>
  (request as TokenRequest).tokenUse?.token;

@Injectable()
export class TokenUses {
  constructor(
    private readonly tokens: AccessTokens,
    private readonly personal: PersonalTokens,
  ) {}

  /**
   * Who uses the personal access token of a request; undefined if the request has none, null if it
   * is not valid.
   */
  async of(request: TokenRequest): Promise<TokenUse | null | undefined> {
    if (request.tokenUse !== undefined) return request.tokenUse;
    const token = credentialOf(request, this.tokens)?.token;
    if (token === undefined || !isPersonalToken(token)) return undefined;
    request.tokenUse = await this.personal.use(token);
    return request.tokenUse;
  }
}
