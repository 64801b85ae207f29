import { AccessTokens, type Scope } from '@action-tracker/tracking';
import { Controller, Get, Headers, Query, Req, Res, UnauthorizedException } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { ForSessions, NO_TOKEN } from '../auth/access.guard';
import { credentialOf } from '../auth/credential';
import { RequestScope } from '../auth/current-user';
import { Shows } from '../openapi/describe';
import { queryParameter, type Parameter } from '../openapi/parameters';
import { text } from '../openapi/schema';
import { LiveStreams } from './live-streams';
import { MARK_PATTERN, MarkPipe } from './mark.pipe';

const MARK = { type: 'string', pattern: MARK_PATTERN } as const;
const SINCE = queryParameter('since', 'The id of the last event that the caller knows', MARK);
const LAST_EVENT_ID: Parameter = {
  name: 'Last-Event-ID',
  in: 'header',
  description: 'The same, as browsers send it when they connect again; takes precedence',
  schema: { type: 'string' },
};

/** Reverse proxies must neither collect events nor compress them. */
const HEADERS = {
  'Content-Type': 'text/event-stream; charset=utf-8',
  'Cache-Control': 'no-store, no-transform',
  'X-Accel-Buffering': 'no',
};

@Controller('api/live')
@ForSessions()
export class LiveController {
  constructor(
    private readonly streams: LiveStreams,
    private readonly tokens: AccessTokens,
  ) {}

  @Get()
  @Shows({
    summary: 'Listen to which trackers change, as server-sent events',
    successes: [
      {
        status: 200,
        says: 'Events "heads" with the new position of each tracker that changed, and "heartbeat"',
        content: { 'text/event-stream': text().json },
      },
    ],
    parameters: [SINCE, LAST_EVENT_ID],
    isStrict: true,
    refusals: ['UNAUTHORIZED', 'FORBIDDEN'],
  })
  async listen(
    @RequestScope() scope: Scope,
    @Query('since', MarkPipe) since: string | undefined,
    @Headers('last-event-id') last: string | undefined,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const credential = credentialOf(request, this.tokens);
    const session = credential && this.tokens.sessionOf(credential.token);
    // It may have expired since the guard has accepted it.
    if (!session) throw new UnauthorizedException(NO_TOKEN);
    const isRead = request.method === 'GET';
    const body = isRead ? await this.streams.open(scope, session, last ?? since) : '';
    reply.headers(HEADERS).send(body);
  }
}
