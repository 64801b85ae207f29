/** The past of a tracker: what changed, when something happened, every version of its items. */
import type { Changes, Timeline } from '@action-tracker/contracts';
import type { Axis } from '@action-tracker/domain';
import {
  GetChanges,
  GetTimeline,
  ReadItemVersions,
  type Scope,
  type Span,
} from '@action-tracker/tracking';
import { Controller, Get, Param, Query, Res, UseInterceptors } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import type { FastifyReply } from 'fastify';
import type { Readable } from 'node:stream';
import { RequestScope, RequestSpan } from '../auth/current-user';
import { AnswerStreams } from '../http/answer-streams';
import { jsonArray } from '../http/json-array';
import { ListCache } from '../http/list-cache.interceptor';
import { TrackerIdPipe } from '../http/tracker-id.pipe';
import { Reads } from '../openapi/describe';
import { AXIS, TRACKER_ID } from '../openapi/parameters';
import { list } from '../openapi/schema';
import { AxisPipe } from './axis.pipe';
import { SPAN } from './moment-parameters';
import { CHANGES, ITEM_VERSION, TIMELINE } from './moment-schemas';
import { Between } from './span.interceptor';

@Controller('api/trackers/:trackerId')
export class MomentsController {
  constructor(
    private readonly queries: QueryBus,
    private readonly streams: AnswerStreams,
  ) {}

  @Get('changes')
  @Reads({
    summary: 'Compare the items of a tracker at two moments',
    answers: CHANGES,
    isCached: true,
    parameters: [TRACKER_ID, ...SPAN],
    refusals: ['VALIDATION_ERROR', 'NOT_FOUND'],
  })
  @UseInterceptors(Between, ListCache)
  changes(
    @RequestScope() scope: Scope,
    @Param('trackerId', TrackerIdPipe) trackerId: number,
    @RequestSpan() span: Span,
  ): Promise<Changes> {
    return this.queries.execute(new GetChanges(scope, trackerId, span));
  }

  @Get('timeline')
  @Reads({
    summary: 'Count the entries of a tracker by day, with its closed reviews',
    answers: TIMELINE,
    isCached: true,
    parameters: [TRACKER_ID, AXIS],
    refusals: ['VALIDATION_ERROR', 'NOT_FOUND'],
  })
  @UseInterceptors(ListCache)
  timeline(
    @RequestScope() scope: Scope,
    @Param('trackerId', TrackerIdPipe) trackerId: number,
    @Query(AxisPipe) axis: Axis,
  ): Promise<Timeline> {
    return this.queries.execute(new GetTimeline(scope, trackerId, axis));
  }

  @Get('versions')
  @Reads({
    summary: 'Read every version of the items of a tracker, each with what differs from the last',
    answers: list(ITEM_VERSION),
    isCached: true,
    parameters: [TRACKER_ID, AXIS],
    refusals: ['VALIDATION_ERROR', 'NOT_FOUND'],
  })
  @UseInterceptors(ListCache)
  async versions(
    @RequestScope() scope: Scope,
    @Param('trackerId', TrackerIdPipe) trackerId: number,
    @Query(AxisPipe) axis: Axis,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Readable> {
    const batches = await this.queries.execute(new ReadItemVersions(scope, trackerId, axis));
    const texts = await this.streams.open(jsonArray(batches));
    reply.type('application/json; charset=utf-8');
    return texts;
  }
}
