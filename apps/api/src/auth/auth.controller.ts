import type { Me, User } from '@action-tracker/contracts';
import type { Settings } from '@action-tracker/runtime';
import { AccessTokens, Clock } from '@action-tracker/tracking';
import { Controller, Get, HttpCode, Inject, Post, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { SETTINGS } from '../http/tokens';
import { Reads, Shows } from '../openapi/describe';
import { EVERYWHERE } from '../openapi/parameters';
import { ME } from '../openapi/wire-schemas';
import { Public } from './access.guard';
import { CurrentUser } from './current-user';
import { requireSameSite } from './same-site';
import { clearSession } from './session-cookie';
import { tokenOf } from './token-strategy';

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
    refusals: ['FORBIDDEN', 'VALIDATION_ERROR', 'PAYLOAD_TOO_LARGE', 'UNSUPPORTED_MEDIA_TYPE'],
  })
  @Public()
  @HttpCode(204)
  async signOut(
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
    @Query('everywhere') everywhere: unknown,
  ): Promise<void> {
    requireSameSite(request);
    const token = tokenOf(request) ?? '';
    const ended =
      everywhere === 'true' ? this.tokens.revokeEverywhere(token) : this.tokens.revoke(token);
    await ended;
    clearSession(reply, this.settings);
  }

  @Get('me')
  @Reads({ summary: 'Tell who is signed in, and what day it is here', answers: ME })
  me(@CurrentUser() { id, email, name, initials }: User): Me {
    const { timeZone } = this.clock;
    return { id, email, name, initials, today: this.clock.today(), time_zone: timeZone };
  }
}
