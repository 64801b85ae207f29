import type { User } from '@action-tracker/contracts';
import type { Settings } from '@action-tracker/runtime';
import { AccessTokens } from '@action-tracker/tracking';
import { Controller, Get, Inject, Query, Res, UseFilters, UseGuards } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { SETTINGS } from '../http/tokens';
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

  /** The guard leads to Google before this is reached, unless Google's answer is sent here. */
  @Get(['login', 'callback'])
  comeBack(
    @Res() reply: FastifyReply,
    @CurrentUser() user: User,
    @Query('return_to') returnTo: unknown,
  ): void {
    setSession(reply, this.tokens.issue(user), this.settings);
    reply.redirect(safeReturnTo(returnTo), 303);
  }
}
