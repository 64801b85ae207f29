import type { Me, User } from '@action-tracker/contracts';
import type { Settings } from '@action-tracker/runtime';
import { AccessTokens, Clock } from '@action-tracker/tracking';
import {
  Controller,
  Get,
  HttpCode,
  Inject,
  Post,
  Query,
  Req,
  Res,
  UnauthorizedException,
} from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { SETTINGS } from '../http/tokens';
import { Reads, Shows } from '../openapi/describe';
import { EVERYWHERE } from '../openapi/parameters';
import { ME } from '../openapi/wire-schemas';
import { Public } from './access.guard';
import { CurrentUser } from './current-user';
import { credentialOf } from './credential';
import { EverywherePipe } from './everywhere.pipe';
import { requireSameSite } from './same-site';
import { clearSession } from './session-cookie';

/** A browser whose cookie has gone signs out as well: it has to come from our site like any other. */
const NO_CREDENTIAL = { token: '', source: 'cookie' } as const;

@Controller('auth')
export class AuthController {
  constructor(
    @Inject(SETTINGS) private readonly settings: Settings,
    private readonly tokens: AccessTokens,
    private readonly clock: Clock,
  ) {}

  @Post('logout')
  @Shows({
    summary: 'Sign out: the token ends, or every token of the user',
    successes: [{ status: 204, says: 'Signed out', headers: ['Set-Cookie'] }],
    parameters: [EVERYWHERE],
    isStrict: true,
    refusals: [
      ...(['UNAUTHORIZED', 'FORBIDDEN', 'VALIDATION_ERROR'] as const),
      ...(['PAYLOAD_TOO_LARGE', 'UNSUPPORTED_MEDIA_TYPE'] as const),
    ],
  })
  @Public()
  @HttpCode(204)
  async signOut(
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
    @Query('everywhere', EverywherePipe) everywhere: boolean,
  ): Promise<void> {
    const { token, source } = credentialOf(request, this.tokens) ?? NO_CREDENTIAL;
    if (source === 'cookie') requireSameSite(request);
    await (everywhere ? this.endEverySession(token) : this.tokens.revoke(token));
    clearSession(reply, this.settings);
  }

  /** @throws UnauthorizedException when the token itself was ended before: it ends no others */
  private async endEverySession(token: string): Promise<void> {
    if (await this.tokens.revokeEverywhere(token)) return;
    throw new UnauthorizedException('Expected a token in use, found one that was ended, or none');
  }

  @Get('me')
  @Reads({ summary: 'Tell who is signed in, and what day it is here', answers: ME })
  me(@CurrentUser() { id, email, name, initials }: User): Me {
    const { timeZone } = this.clock;
    return { id, email, name, initials, today: this.clock.today(), time_zone: timeZone };
  }
}
