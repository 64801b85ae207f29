import type { User } from '@action-tracker/contracts';
import type { Settings } from '@action-tracker/runtime';
import { AccessTokens } from '@action-tracker/tracking';
import { Controller, Get, Inject, Query, Req, Res, UseFilters, UseGuards } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { SETTINGS } from '../injection-keys';
import { Shows } from '../openapi/describe';
import { PAGE } from '../openapi/media';
import { RETURN_TO } from './sign-in-parameters';
import { Public } from './access.guard';
import { CurrentUser } from './current-user';
import { GoogleGuard } from './google-sign-in';
import { safeReturnTo } from './return-to';
import { setSession } from './session-cookie';
import { SignInProblemFilter } from './sign-in-problem';

/** Sign-in with Google, when it is configured. */
@Controller('auth')
@Public()
@UseGuards(GoogleGuard)
@UseFilters(SignInProblemFilter)
export class GoogleController {
  constructor(
    @Inject(SETTINGS) private readonly settings: Settings,
    private readonly tokens: AccessTokens,
  ) {}

  /** The guard redirects to Google before this runs, except for Google's response. */
  @Get(['login', 'callback'])
  @Shows({
    summary: 'Sign in with Google: redirects there, then back to the requested page',
    successes: [
      { status: 302, says: 'To Google', headers: ['Location', 'Set-Cookie'] },
      { status: 303, says: 'Signed in', headers: ['Location', 'Set-Cookie'] },
      ...[403, 502].map((status) => ({ status, says: 'Why it failed', content: PAGE })),
    ],
    parameters: [RETURN_TO],
    refusals: ['RATE_LIMITED'],
  })
  async comeBack(
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
    @CurrentUser() user: User,
    @Query('return_to') returnTo: unknown,
  ): Promise<void> {
    const token = await this.tokens.issue(user, { userAgent: request.headers['user-agent'] });
    setSession(reply, token, this.settings);
    reply.redirect(safeReturnTo(returnTo), 303);
  }
}
