/** Acts on many items: undo, bulk changes, and the jobs and batches that come of them. */
import type { Batch, BulkResult, JobStatus, UndoResult } from '@action-tracker/contracts';
import {
  BulkCommand,
  GetJob,
  ListBatches,
  UndoCommand,
  type EntryPart,
  type Origin,
  type Scope,
} from '@action-tracker/tracking';
import { Body, Controller, Get, HttpCode, Param, Post, Query, Req, Res } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { RequestOrigin, RequestScope } from '../auth/current-user';
import { answerPage } from '../http/next-page';
import { TrackerIdPipe } from '../http/tracker-id.pipe';
import { UuidPipe } from '../http/uuid.pipe';
import { EntryPagePipe } from '../items/entry-page.pipe';
import { ENTRY_PAGE } from '../items/item-parameters';
import { Reads, Writes } from '../openapi/describe';
import { JOB_ID, TRACKER_ID } from '../openapi/parameters';
import { list } from '../openapi/schema';
import { BATCH, BULK_RESULT, JOB, UNDO_RESULT } from '../openapi/together-schemas';
import { answerStarted } from './answer-started';

import { readBulk, readUndoSet } from './read-together';
import { BulkBody, UndoBody } from './together-bodies';

@Controller('api')
export class TogetherController {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
  ) {}

  @Post('undo')
  @HttpCode(200)
  @Writes({
    summary: 'Undo a command or a batch, except where somebody has changed something since',
    needs: 'own',
    status: 200,
    body: UndoBody,
    answers: UNDO_RESULT,
    job: JOB,
    headers: [],
    refusals: ['NOT_FOUND', 'CONFLICT'],
  })
  async undo(
    @RequestScope() scope: Scope,
    @Body() body: UndoBody,
    @RequestOrigin() origin: Origin,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<UndoResult | JobStatus> {
    const { dry_run: isDryRun = false } = body;
    const command = new UndoCommand(scope, readUndoSet(body), isDryRun, origin);
    return answerStarted(await this.commands.execute(command), reply);
  }

  @Post('items/bulk')
  @HttpCode(200)
  @Writes({
    summary: 'Change many items at once, each for itself',
    needs: 'own',
    status: 200,
    body: BulkBody,
    answers: BULK_RESULT,
    job: JOB,
    headers: [],
    refusals: ['CONFLICT'],
  })
  async bulk(
    @RequestScope() scope: Scope,
    @Body() body: BulkBody,
    @RequestOrigin() origin: Origin,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<BulkResult | JobStatus> {
    const command = new BulkCommand(scope, readBulk(body), origin);
    return answerStarted(await this.commands.execute(command), reply);
  }

  @Get('jobs/:jobId')
  @Reads({
    summary: 'Get the progress of an undo or a bulk change, and its result',
    answers: JOB,
    parameters: [JOB_ID],
    refusals: ['NOT_FOUND'],
  })
  job(
    @RequestScope() scope: Scope,
    @Param('jobId', new UuidPipe('Job')) jobId: string,
  ): Promise<JobStatus> {
    return this.queries.execute(new GetJob(scope, jobId));
  }

  @Get('trackers/:trackerId/batches')
  @Reads({
    summary: 'List what was done at once in a tracker: imports, bulk changes, undos; latest first',
    answers: list(BATCH),
    headers: ['Link?'],
    parameters: [TRACKER_ID, ...ENTRY_PAGE],
    refusals: ['NOT_FOUND'],
  })
  async batches(
    @RequestScope() scope: Scope,
    @Param('trackerId', TrackerIdPipe) trackerId: number,
    @Query(EntryPagePipe) part: EntryPart,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<readonly Batch[]> {
    const page = await this.queries.execute(new ListBatches(scope, trackerId, part));
    return answerPage(page, request, reply);
  }
}
