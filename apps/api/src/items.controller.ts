import {
  API_PATHS,
  type Item,
  type ItemDetail,
  type ItemEventEntry,
  type Note,
  type StatusEntry,
} from '@action-tracker/contracts';
import {
  AddNoteCommand,
  ChangeItemCommand,
  ChangeStatusCommand,
  GetItem,
  GetNote,
  GetStatusEntry,
  ListItemEvents,
  ListItems,
  ListNotes,
  ListStatusHistory,
  type Origin,
} from '@action-tracker/tracking';
import { Body, Controller, Get, Param, Patch, Post, Query, Res } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import type { FastifyReply } from 'fastify';
import { RequestOrigin } from './auth/current-user';
import { AfterVersionPipe } from './http/after-version.pipe';
import { camelCased } from './http/camel-case';
import { etag, IfMatch } from './http/preconditions';
import { AddNoteBody, ChangeItemBody, ChangeStatusBody } from './request-bodies';

@Controller('api/items')
export class ItemsController {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
  ) {}

  @Get()
  list(): Promise<readonly Item[]> {
    return this.queries.execute(new ListItems());
  }

  @Get(':itemId')
  async get(
    @Param('itemId') itemId: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ItemDetail> {
    const item = await this.queries.execute(new GetItem(itemId));
    reply.header('ETag', etag(item.version));
    return item;
  }

  @Patch(':itemId')
  async change(
    @Param('itemId') itemId: string,
    @Body() body: ChangeItemBody,
    @IfMatch() expectedVersion: number | undefined,
    @RequestOrigin() origin: Origin,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ItemDetail> {
    const command = new ChangeItemCommand(itemId, camelCased(body), origin, expectedVersion);
    const { version } = await this.commands.execute(command);
    reply.header('ETag', etag(version));
    return this.queries.execute(new GetItem(itemId));
  }

  @Get(':itemId/notes')
  listNotes(@Param('itemId') itemId: string): Promise<readonly Note[]> {
    return this.queries.execute(new ListNotes(itemId));
  }

  @Post(':itemId/notes')
  async addNote(
    @Param('itemId') itemId: string,
    @Body() body: AddNoteBody,
    @RequestOrigin() origin: Origin,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Note> {
    const command = new AddNoteCommand(itemId, camelCased(body), origin);
    const { version } = await this.commands.execute(command);
    reply.header('Location', API_PATHS.notes(itemId)).header('ETag', etag(version));
    return this.queries.execute(new GetNote(itemId, version));
  }

  @Get(':itemId/history')
  listHistory(@Param('itemId') itemId: string): Promise<readonly StatusEntry[]> {
    return this.queries.execute(new ListStatusHistory(itemId));
  }

  @Post(':itemId/status')
  async changeStatus(
    @Param('itemId') itemId: string,
    @Body() { status, comment = null }: ChangeStatusBody,
    @IfMatch() expectedVersion: number | undefined,
    @RequestOrigin() origin: Origin,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<StatusEntry> {
    const input = { status, comment };
    const command = new ChangeStatusCommand(itemId, input, origin, expectedVersion);
    const { version } = await this.commands.execute(command);
    reply.header('Location', API_PATHS.history(itemId)).header('ETag', etag(version));
    return this.queries.execute(new GetStatusEntry(itemId, version));
  }

  @Get(':itemId/events')
  listEvents(
    @Param('itemId') itemId: string,
    @Query('after_version', AfterVersionPipe) afterVersion: number,
  ): Promise<readonly ItemEventEntry[]> {
    return this.queries.execute(new ListItemEvents(itemId, afterVersion));
  }
}
