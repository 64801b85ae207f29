import type { Me } from '@action-tracker/contracts';
import type { Settings } from '@action-tracker/runtime';
import { Clock, type SignedInUser } from '@action-tracker/tracking';
import { Controller, Get, HttpCode, Inject, Post, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { SETTINGS } from '../injection-keys';
import { Reads, Shows } from '../openapi/describe';
import { EVERYWHERE } from './sign-in-parameters';
import { ME } from '../openapi/wire-schemas';
import { Public } from './access.guard';
import { CurrentUser } from './current-user';
import { EverywherePipe } from './everywhere.pipe';
import { clearSession } from './session-cookie';
import { Sessions } from './sessions';

@Controller('auth')
export class AuthController {
  constructor(
    @Inject(SETTINGS) private readonly settings: Settings,
    private readonly sessions: Sessions,
    private readonly clock: Clock,
  ) {}

  @Post('logout')
  @Shows({
    summary: 'Sign out: revoke this token, or all tokens of the user',
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
    await this.sessions.end(request, everywhere);
    clearSession(reply, this.settings);
  }

  @Get('me')
  @Reads({ summary: "Get the signed-in user and the server's current date", answers: ME })
  me(@CurrentUser() { id, email, name, initials, rights }: SignedInUser): Me {
    const { timeZone } = this.clock;
    return {
      ...{ id, email, name, initials, site_role: rights.siteRole },
      ...{ today: this.clock.today(), time_zone: timeZone },
    };
  }
}
