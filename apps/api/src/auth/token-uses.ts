/** The personal access token of a request, looked up once. */
import {
  AccessTokens,
  isPersonalToken,
  PersonalTokens,
  type TokenUse,
} from '@action-tracker/tracking';
import { Injectable } from '@nestjs/common';
import type { TokenRequest } from '../http/token-use';
import { credentialOf } from './credential';

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
