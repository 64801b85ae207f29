/** Personal access tokens of the person who is signed in. */
import { type AccessToken, type NewAccessToken, type User } from '@action-tracker/contracts';
import { ACCESS_PATHS } from '@action-tracker/contracts/access-paths';
import { DomainError } from '@action-tracker/domain';
import { ListTrackers, PersonalTokens, type Scope } from '@action-tracker/tracking';
import { Body, Controller, Delete, Get, Headers, HttpCode, Param, Post, Res } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import type { FastifyReply } from 'fastify';
import { ForSessions } from '../auth/access.guard';
import { CurrentUser, RequestScope } from '../auth/current-user';
import { NoBody } from '../http/no-body';
import { UuidPipe } from '../http/uuid.pipe';
import { ACCESS_TOKEN, NEW_ACCESS_TOKEN } from '../openapi/access-schemas';
import { Reads, Stores } from '../openapi/describe';
import { uuidInPath } from '../openapi/parameters';
import { list } from '../openapi/schema';
import { CreateTokenBody } from './token-bodies';

const TOKEN_ID = uuidInPath('tokenId', 'Id of an access token');
const TokenId = () => Param('tokenId', new UuidPipe('Access token'));

@Controller('api/tokens')
@ForSessions()
export class TokensController {
  constructor(
    private readonly tokens: PersonalTokens,
    private readonly queries: QueryBus,
  ) {}

  @Post()
  @Stores({
    summary: 'Make an access token; only this answer has the token itself',
    needs: 'own',
    status: 201,
    body: CreateTokenBody,
    answers: NEW_ACCESS_TOKEN,
    headers: ['Location'],
    refusals: ['CONFLICT'],
    isRepeatable: false,
  })
  async create(
    @CurrentUser() user: User,
    @RequestScope() scope: Scope,
    @Body() body: CreateTokenBody,
    @Headers('idempotency-key') key: string | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<NewAccessToken> {
    requireNoKey(key);
    await this.requireVisible(scope, body.tracker_ids ?? []);
    const created = await this.tokens.create(user, body);
    reply.header('Location', ACCESS_PATHS.token(created.id)).header('Cache-Control', 'no-store');
    return created;
  }

  @Get()
  @Reads({ summary: "List one's own access tokens, latest first", answers: list(ACCESS_TOKEN) })
  list(@CurrentUser() user: User): Promise<readonly AccessToken[]> {
    return this.tokens.list(user);
  }

  @Get(':tokenId')
  @Reads({
    summary: "Get one of one's own access tokens, without its secret",
    answers: ACCESS_TOKEN,
    parameters: [TOKEN_ID],
    refusals: ['NOT_FOUND'],
  })
  get(@CurrentUser() user: User, @TokenId() id: string): Promise<AccessToken> {
    return this.tokens.get(user, id);
  }

  @Delete(':tokenId')
  @HttpCode(204)
  @Stores({
    summary: 'Revoke an access token',
    needs: 'own',
    status: 204,
    parameters: [TOKEN_ID],
    refusals: ['NOT_FOUND'],
  })
  revoke(
    @CurrentUser() user: User,
    @TokenId() id: string,
    @NoBody() _body: undefined,
  ): Promise<void> {
    return this.tokens.revoke(user, id);
  }

  private async requireVisible(scope: Scope, trackerIds: readonly number[]): Promise<void> {
    if (trackerIds.length === 0) return;
    const trackers = await this.queries.execute(new ListTrackers(scope));
    const missing = trackerIds.find((id) => trackers.every((tracker) => tracker.id !== id));
    if (missing === undefined) return;
    const message = `expected ids of trackers that you see, found ${missing}`;
    throw DomainError.invalid([{ field: 'tracker_ids', message }]);
  }
}

/** Answers are remembered by key, and a secret must not be. */
function requireNoKey(key: string | undefined): void {
  if (key === undefined) return;
  const message = 'expected none, because the answer holds a secret and is not kept';
  throw DomainError.invalid([{ field: 'Idempotency-Key', message }]);
}
