import { API_PATHS, type SavedView } from '@action-tracker/contracts';
import { SavedViews, type SavedWrite, type Scope } from '@action-tracker/tracking';
import { Body, Controller, Delete, Get, HttpCode, Param, Patch, Post, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { RequestScope } from '../auth/current-user';
import { EntityTags } from '../http/entity-tags';
import { NoBody } from '../http/no-body';
import { Reads, Stores } from '../openapi/describe';
import { IF_MATCH } from '../openapi/parameters';
import { list } from '../openapi/schema';
import { ChangeViewBody, SaveViewBody } from './saved-bodies';
import { viewOf, viewChanges } from './saved-contents';
import { VIEW_ID, RequestWrite, SavedIdPipe } from './saved-parameters';
import { SAVED_VIEW } from './saved-schemas';

const ONE = new SavedIdPipe('View');
const CHANGES = {
  needs: 'own',
  parameters: [VIEW_ID, IF_MATCH],
  refusals: ['NOT_FOUND', 'PRECONDITION_FAILED'],
} as const;

@Controller('api/views')
export class ViewsController {
  constructor(
    private readonly views: SavedViews,
    private readonly tags: EntityTags,
  ) {}

  @Get()
  @Reads({
    summary: "List one's own views and those that others share, by name",
    answers: list(SAVED_VIEW),
  })
  list(@RequestScope() scope: Scope): Promise<readonly SavedView[]> {
    return this.views.list(scope);
  }

  @Post()
  @Stores({
    summary: 'Save a view of a list of items',
    status: 201,
    needs: 'own',
    body: SaveViewBody,
    answers: SAVED_VIEW,
    headers: ['Location', 'ETag'],
    refusals: ['NOT_FOUND', 'CONFLICT'],
  })
  async add(
    @Body() body: SaveViewBody,
    @RequestWrite() write: SavedWrite,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<SavedView> {
    const added = await this.views.add(viewOf(body), write);
    reply.header('Location', API_PATHS.view(added.id));
    return this.tagged(added, reply);
  }

  @Get(':viewId')
  @Reads({
    summary: 'Get a view',
    answers: SAVED_VIEW,
    headers: ['ETag'],
    parameters: [VIEW_ID],
    refusals: ['NOT_FOUND'],
  })
  async get(
    @RequestScope() scope: Scope,
    @Param('viewId', ONE) id: number,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<SavedView> {
    return this.tagged(await this.views.get(scope, id), reply);
  }

  @Patch(':viewId')
  @Stores({
    summary: "Change one's own view",
    status: 200,
    body: ChangeViewBody,
    answers: SAVED_VIEW,
    headers: ['ETag'],
    ...CHANGES,
  })
  async change(
    @Param('viewId', ONE) id: number,
    @Body() body: ChangeViewBody,
    @RequestWrite() write: SavedWrite,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<SavedView> {
    return this.tagged(await this.views.change(id, viewChanges(body), write), reply);
  }

  @Delete(':viewId')
  @HttpCode(204)
  @Stores({ summary: "Delete one's own view", status: 204, ...CHANGES })
  remove(
    @Param('viewId', ONE) id: number,
    @NoBody() _body: undefined,
    @RequestWrite() write: SavedWrite,
  ): Promise<void> {
    return this.views.remove(id, write);
  }

  private async tagged(view: SavedView, reply: FastifyReply): Promise<SavedView> {
    reply.header('ETag', await this.tags.of(view.version, view.query));
    return view;
  }
}
