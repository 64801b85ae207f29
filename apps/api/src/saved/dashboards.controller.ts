import { API_PATHS, type SavedDashboard } from '@action-tracker/contracts';
import { SavedDashboards, type SavedWrite, type Scope } from '@action-tracker/tracking';
import { Body, Controller, Delete, Get, HttpCode, Param, Patch, Post, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { RequestScope } from '../auth/current-user';
import { EntityTags } from '../http/entity-tags';
import { NoBody } from '../http/no-body';
import { Reads, Stores } from '../openapi/describe';
import { IF_MATCH } from '../openapi/parameters';
import { list } from '../openapi/schema';
import { ChangeDashboardBody, SaveDashboardBody } from './saved-bodies';
import { dashboardOf, dashboardChanges } from './saved-contents';
import { DASHBOARD_ID, RequestWrite, SavedIdPipe } from './saved-parameters';
import { SAVED_DASHBOARD } from './saved-schemas';

const ONE = new SavedIdPipe('Dashboard');
const CHANGES = {
  needs: 'own',
  parameters: [DASHBOARD_ID, IF_MATCH],
  refusals: ['NOT_FOUND', 'PRECONDITION_FAILED'],
} as const;

@Controller('api/dashboards')
export class DashboardsController {
  constructor(
    private readonly dashboards: SavedDashboards,
    private readonly tags: EntityTags,
  ) {}

  @Get()
  @Reads({
    summary: "List one's own dashboards and those that others share, by name",
    answers: list(SAVED_DASHBOARD),
  })
  list(@RequestScope() scope: Scope): Promise<readonly SavedDashboard[]> {
    return this.dashboards.list(scope);
  }

  @Post()
  @Stores({
    summary: 'Put a dashboard together from saved reports',
    status: 201,
    needs: 'own',
    body: SaveDashboardBody,
    answers: SAVED_DASHBOARD,
    headers: ['Location', 'ETag'],
    refusals: ['NOT_FOUND', 'CONFLICT'],
  })
  async add(
    @Body() body: SaveDashboardBody,
    @RequestWrite() write: SavedWrite,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<SavedDashboard> {
    const added = await this.dashboards.add(dashboardOf(body), write);
    reply.header('Location', API_PATHS.dashboard(added.id));
    return this.tagged(added, reply);
  }

  @Get(':dashboardId')
  @Reads({
    summary: 'Get a dashboard',
    answers: SAVED_DASHBOARD,
    headers: ['ETag'],
    parameters: [DASHBOARD_ID],
    refusals: ['NOT_FOUND'],
  })
  async get(
    @RequestScope() scope: Scope,
    @Param('dashboardId', ONE) id: number,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<SavedDashboard> {
    return this.tagged(await this.dashboards.get(scope, id), reply);
  }

  @Patch(':dashboardId')
  @Stores({
    summary: "Change one's own dashboard",
    status: 200,
    body: ChangeDashboardBody,
    answers: SAVED_DASHBOARD,
    headers: ['ETag'],
    ...CHANGES,
  })
  async change(
    @Param('dashboardId', ONE) id: number,
    @Body() body: ChangeDashboardBody,
    @RequestWrite() write: SavedWrite,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<SavedDashboard> {
    return this.tagged(await this.dashboards.change(id, dashboardChanges(body), write), reply);
  }

  @Delete(':dashboardId')
  @HttpCode(204)
  @Stores({ summary: "Delete one's own dashboard", status: 204, ...CHANGES })
  remove(
    @Param('dashboardId', ONE) id: number,
    @NoBody() _body: undefined,
    @RequestWrite() write: SavedWrite,
  ): Promise<void> {
    return this.dashboards.remove(id, write);
  }

  private async tagged(dashboard: SavedDashboard, reply: FastifyReply): Promise<SavedDashboard> {
    // Reports change on their own.
    const reports = JSON.stringify(dashboard.reports);
    reply.header('ETag', await this.tags.of(dashboard.version, reports));
    return dashboard;
  }
}
