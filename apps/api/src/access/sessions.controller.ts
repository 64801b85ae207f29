/** The sessions of the current user. */
import type { SessionEntry, User } from '@action-tracker/contracts';
import { AccessTokens, SignIns } from '@action-tracker/tracking';
import {
  Controller,
  Delete,
  Get,
  HttpCode,
  Param,
  Req,
  UnauthorizedException,
} from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { ForSessions, NO_TOKEN } from '../auth/access.guard';
import { credentialOf } from '../auth/credential';
import { CurrentUser } from '../auth/current-user';
import { NoBody } from '../http/no-body';
import { UuidPipe } from '../http/uuid.pipe';
import { SESSION_ENTRY } from '../openapi/access-schemas';
import { Reads, Stores } from '../openapi/describe';
import { uuidInPath } from '../openapi/parameters';
import { list } from '../openapi/schema';

const SESSION_ID = uuidInPath('sessionId', 'Id of a session');

@Controller('api/sessions')
@ForSessions()
export class SessionsController {
  constructor(
    private readonly signIns: SignIns,
    private readonly tokens: AccessTokens,
  ) {}

  @Get()
  @Reads({
    summary: 'List where one is signed in, latest first',
    answers: list(SESSION_ENTRY),
  })
  list(
    @CurrentUser() user: User,
    @Req() request: FastifyRequest,
  ): Promise<readonly SessionEntry[]> {
    const credential = credentialOf(request, this.tokens);
    const current = credential && this.tokens.sessionOf(credential.token);
    // It may have expired since the guard has accepted it.
    if (!current) throw new UnauthorizedException(NO_TOKEN);
    return this.signIns.list(user, current);
  }

  @Delete(':sessionId')
  @HttpCode(204)
  @Stores({
    summary: 'End a session: sign out there',
    needs: 'own',
    status: 204,
    parameters: [SESSION_ID],
    refusals: ['NOT_FOUND'],
  })
  end(
    @CurrentUser() user: User,
    @Param('sessionId', new UuidPipe('Session')) id: string,
    @NoBody() _body: undefined,
  ): Promise<void> {
    return this.signIns.end(user, id);
  }
}
