import {
  API_PATHS,
  ITEM_NOTES_MAX,
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
  GetItemAtVersion,
  GetNote,
  GetStatusEntry,
  ListItemEvents,
  ListNotes,
  ListStatusHistory,
  type EntryPart,
  type EventsPart,
  type ExpectedVersions,
  type ItemFilter,
  type Origin,
  type Scope,
} from '@action-tracker/tracking';
import {
  Body,
  Controller,
  Get,
  Param,
  Patch,
  Post,
  Query,
  Req,
  Res,
  UseInterceptors,
} from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { RequestOrigin, RequestScope } from '../auth/current-user';
import { answerItems, type AnsweredItems } from './answer-items';
import { AsOf } from '../moments/as-of.interceptor';
import { camelCased } from '../http/camel-case';
import { EntryPagePipe } from './entry-page.pipe';
import { EntityTags } from '../http/entity-tags';
import { ItemEtag } from './item-etag.interceptor';
import { ItemIdPipe } from '../http/item-id.pipe';
import { ItemFilterPipe } from './item-filter.pipe';
import { ItemListForm } from './item-list.interceptor';
import { ListCache } from '../http/list-cache.interceptor';
import { answerPage } from '../http/next-page';
import { IfMatch } from '../http/preconditions';
import { Reads, Writes } from '../openapi/describe';
import { SPREADSHEETS } from '../openapi/media';
import { IF_MATCH, ITEM_ID, TRACKER_FILTER } from '../openapi/parameters';
import { eitherOf, list } from '../openapi/schema';
import {
  ITEM_AS_OF,
  ITEM_DETAIL,
  ITEM_EVENT,
  LISTED_ITEM,
  NOTE,
  STATUS_ENTRY,
} from '../openapi/wire-schemas';
import { AddNoteBody, ChangeItemBody, ChangeStatusBody } from './item-bodies';
import { ENTRY_PAGE, EVENT_PAGE, ITEM_FILTERS } from './item-parameters';

@Controller('api/items')
export class ItemsController {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
    private readonly tags: EntityTags,
  ) {}

  @Get()
  @Reads({
    summary: 'List the items of all trackers, by id',
    answers: list(LISTED_ITEM),
    content: SPREADSHEETS,
    hasPast: true,
    isCached: true,
    headers: ['ETag', 'Link?'],
    parameters: [TRACKER_FILTER, ...ITEM_FILTERS],
    refusals: ['VALIDATION_ERROR'],
  })
  @UseInterceptors(AsOf, ListCache, ItemListForm)
  list(
    @RequestScope() scope: Scope,
    @Query(ItemFilterPipe) filter: ItemFilter,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<AnsweredItems> {
    return answerItems(this.queries, { scope, filter }, request, reply);
  }

  @Get(':itemId')
  @Reads({
    summary: `Get an item with its newest ${ITEM_NOTES_MAX} notes`,
    answers: eitherOf(ITEM_DETAIL, ITEM_AS_OF),
    hasPast: true,
    isCached: true,
    parameters: [ITEM_ID],
    refusals: ['NOT_FOUND'],
  })
  @UseInterceptors(AsOf, ItemEtag)
  get(
    @RequestScope() scope: Scope,
    @Param('itemId', ItemIdPipe) itemId: string,
  ): Promise<ItemDetail> {
    return this.queries.execute(new GetItem(scope, itemId));
  }

  @Patch(':itemId')
  @Writes({
    summary: 'Change fields of an item; omitted fields keep their values',
    needs: 'change_item',
    status: 200,
    body: ChangeItemBody,
    answers: ITEM_DETAIL,
    headers: ['ETag'],
    parameters: [ITEM_ID, IF_MATCH],
    refusals: ['NOT_FOUND', 'CONFLICT', 'PRECONDITION_FAILED'],
  })
  async change(
    @RequestScope() scope: Scope,
    @Param('itemId', ItemIdPipe) itemId: string,
    @Body() body: ChangeItemBody,
    @IfMatch() expectedVersions: ExpectedVersions,
    @RequestOrigin() origin: Origin,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ItemDetail> {
    const command = new ChangeItemCommand(itemId, camelCased(body), origin, expectedVersions);
    const { version } = await this.commands.execute(command);
    reply.header('ETag', await this.tags.of(version));
    return this.queries.execute(new GetItemAtVersion(scope, itemId, version));
  }

  @Get(':itemId/notes')
  @Reads({
    summary: 'List the notes of an item, newest first',
    answers: list(NOTE),
    hasPast: true,
    isCached: true,
    headers: ['ETag', 'Link?'],
    parameters: [ITEM_ID, ...ENTRY_PAGE],
    refusals: ['NOT_FOUND'],
  })
  @UseInterceptors(AsOf, ListCache)
  async listNotes(
    @RequestScope() scope: Scope,
    @Param('itemId', ItemIdPipe) itemId: string,
    @Query(EntryPagePipe) part: EntryPart,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<readonly Note[]> {
    return answerPage(
      await this.queries.execute(new ListNotes(scope, itemId, part)),
      request,
      reply,
    );
  }

  @Post(':itemId/notes')
  @Writes({
    summary: 'Add a note to an item',
    needs: 'add_note',
    status: 201,
    body: AddNoteBody,
    answers: NOTE,
    headers: ['Location', 'ETag'],
    parameters: [ITEM_ID, IF_MATCH],
    refusals: ['NOT_FOUND', 'CONFLICT', 'PRECONDITION_FAILED'],
  })
  async addNote(
    @RequestScope() scope: Scope,
    @Param('itemId', ItemIdPipe) itemId: string,
    @Body() body: AddNoteBody,
    @IfMatch() expectedVersions: ExpectedVersions,
    @RequestOrigin() origin: Origin,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Note> {
    const command = new AddNoteCommand(itemId, camelCased(body), origin, expectedVersions);
    const outcome = await this.commands.execute(command);
    reply
      .header('Location', API_PATHS.notes(itemId))
      .header('ETag', await this.tags.of(outcome.version));
    return this.queries.execute(new GetNote(scope, itemId, outcome));
  }

  @Get(':itemId/history')
  @Reads({
    summary: 'List the status changes of an item, newest first',
    answers: list(STATUS_ENTRY),
    hasPast: true,
    isCached: true,
    headers: ['ETag', 'Link?'],
    parameters: [ITEM_ID, ...ENTRY_PAGE],
    refusals: ['NOT_FOUND'],
  })
  @UseInterceptors(AsOf, ListCache)
  async listHistory(
    @RequestScope() scope: Scope,
    @Param('itemId', ItemIdPipe) itemId: string,
    @Query(EntryPagePipe) part: EntryPart,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<readonly StatusEntry[]> {
    const page = await this.queries.execute(new ListStatusHistory(scope, itemId, part));
    return answerPage(page, request, reply);
  }

  @Post(':itemId/status')
  @Writes({
    summary: 'Set the status of an item',
    needs: 'set_status',
    status: 201,
    body: ChangeStatusBody,
    answers: STATUS_ENTRY,
    headers: ['Location', 'ETag'],
    parameters: [ITEM_ID, IF_MATCH],
    refusals: ['NOT_FOUND', 'CONFLICT', 'PRECONDITION_FAILED'],
  })
  async changeStatus(
    @RequestScope() scope: Scope,
    @Param('itemId', ItemIdPipe) itemId: string,
    @Body() { status, comment = null }: ChangeStatusBody,
    @IfMatch() expectedVersions: ExpectedVersions,
    @RequestOrigin() origin: Origin,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<StatusEntry> {
    const input = { status, comment };
    const command = new ChangeStatusCommand(itemId, input, origin, expectedVersions);
    const outcome = await this.commands.execute(command);
    reply
      .header('Location', API_PATHS.history(itemId))
      .header('ETag', await this.tags.of(outcome.version));
    return this.queries.execute(new GetStatusEntry(scope, itemId, outcome));
  }

  @Get(':itemId/events')
  @Reads({
    summary: 'List the ledger entries of an item, oldest first by default',
    answers: list(ITEM_EVENT),
    hasPast: true,
    isCached: true,
    headers: ['ETag', 'Link?'],
    parameters: [ITEM_ID, ...EVENT_PAGE],
    refusals: ['NOT_FOUND'],
  })
  @UseInterceptors(AsOf, ListCache)
  async listEvents(
    @RequestScope() scope: Scope,
    @Param('itemId', ItemIdPipe) itemId: string,
    @Query(EntryPagePipe) part: EventsPart,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<readonly ItemEventEntry[]> {
    return answerPage(
      await this.queries.execute(new ListItemEvents(scope, itemId, part)),
      request,
      reply,
    );
  }
}
