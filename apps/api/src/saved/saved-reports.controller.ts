import { API_PATHS, type SavedReport } from '@action-tracker/contracts';
import { SavedReports, type SavedWrite, type Scope } from '@action-tracker/tracking';
import { Body, Controller, Delete, Get, HttpCode, Param, Patch, Post, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { RequestScope } from '../auth/current-user';
import { EntityTags } from '../http/entity-tags';
import { NoBody } from '../http/no-body';
import { Reads, Stores } from '../openapi/describe';
import { IF_MATCH } from '../openapi/parameters';
import { list } from '../openapi/schema';
import { ChangeReportBody, SaveReportBody } from './saved-bodies';
import { reportOf, reportChanges } from './saved-contents';
import { REPORT_ID, RequestWrite, SavedIdPipe } from './saved-parameters';
import { SAVED_REPORT } from './saved-schemas';

const ONE = new SavedIdPipe('Report');
const CHANGES = {
  needs: 'own',
  parameters: [REPORT_ID, IF_MATCH],
  refusals: ['NOT_FOUND', 'PRECONDITION_FAILED'],
} as const;

@Controller('api/reports/saved')
export class SavedReportsController {
  constructor(
    private readonly reports: SavedReports,
    private readonly tags: EntityTags,
  ) {}

  @Get()
  @Reads({
    summary: "List one's own reports and those that others share, by name",
    answers: list(SAVED_REPORT),
  })
  list(@RequestScope() scope: Scope): Promise<readonly SavedReport[]> {
    return this.reports.list(scope);
  }

  @Post()
  @Stores({
    summary: 'Save a report',
    status: 201,
    needs: 'own',
    body: SaveReportBody,
    answers: SAVED_REPORT,
    headers: ['Location', 'ETag'],
    refusals: ['NOT_FOUND', 'CONFLICT'],
  })
  async add(
    @Body() body: SaveReportBody,
    @RequestWrite() write: SavedWrite,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<SavedReport> {
    const added = await this.reports.add(reportOf(body), write);
    reply.header('Location', API_PATHS.savedReport(added.id));
    return this.tagged(added, reply);
  }

  @Get(':reportId')
  @Reads({
    summary: 'Get a report',
    answers: SAVED_REPORT,
    headers: ['ETag'],
    parameters: [REPORT_ID],
    refusals: ['NOT_FOUND'],
  })
  async get(
    @RequestScope() scope: Scope,
    @Param('reportId', ONE) id: number,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<SavedReport> {
    return this.tagged(await this.reports.get(scope, id), reply);
  }

  @Patch(':reportId')
  @Stores({
    summary: "Change one's own report",
    status: 200,
    body: ChangeReportBody,
    answers: SAVED_REPORT,
    headers: ['ETag'],
    ...CHANGES,
  })
  async change(
    @Param('reportId', ONE) id: number,
    @Body() body: ChangeReportBody,
    @RequestWrite() write: SavedWrite,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<SavedReport> {
    return this.tagged(await this.reports.change(id, reportChanges(body), write), reply);
  }

  @Delete(':reportId')
  @HttpCode(204)
  @Stores({ summary: "Delete one's own report", status: 204, ...CHANGES })
  remove(
    @Param('reportId', ONE) id: number,
    @NoBody() _body: undefined,
    @RequestWrite() write: SavedWrite,
  ): Promise<void> {
    return this.reports.remove(id, write);
  }

  private async tagged(report: SavedReport, reply: FastifyReply): Promise<SavedReport> {
    reply.header('ETag', await this.tags.of(report.version, report.query));
    return report;
  }
}
