import {
  API_PATHS,
  type ItemDetail,
  type Tracker,
  type TrackerSummary,
} from '@action-tracker/contracts';
import {
  ChangeTrackerCommand,
  CreateItemCommand,
  CurrentRights,
  GetItemAtVersion,
  GetTracker,
  GetTrackerAtVersion,
  GetTrackerVersion,
  ListTrackers,
  OpenTrackerCommand,
  type ExpectedVersions,
  type ItemFilter,
  type Origin,
  Scope,
  type SignedInUser,
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
import { CurrentUser, RequestOrigin, RequestScope } from '../auth/current-user';
import { answerItems, type AnsweredItems } from '../items/answer-items';
import { AsOf } from '../moments/as-of.interceptor';
import { camelCased } from '../http/camel-case';
import { CreateItemBody } from '../items/item-bodies';
import { TrackerItemFilterPipe } from '../items/item-filter.pipe';
import { ItemListForm } from '../items/item-list.interceptor';
import { ITEM_FILTERS } from '../items/item-parameters';
import { ListCache } from '../http/list-cache.interceptor';
import { EntityTags } from '../http/entity-tags';
import { IfMatch } from '../http/preconditions';
import { TrackerIdPipe } from '../http/tracker-id.pipe';
import { Reads, Writes } from '../openapi/describe';
import { SPREADSHEETS } from '../openapi/media';
import { IF_MATCH, TRACKER_ID } from '../openapi/parameters';
import { list } from '../openapi/schema';
import { ITEM_DETAIL, LISTED_ITEM } from '../openapi/wire-schemas';
import { TRACKER, TRACKER_SUMMARY } from '../openapi/people-schemas';
import { ChangeTrackerBody, OpenTrackerBody } from './tracker-bodies';
import { ARCHIVED, WithArchived } from './with-archived.interceptor';

/** The event that opens a tracker is its version 1. */
const FIRST_VERSION = 1;

@Controller('api/trackers')
export class TrackersController {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
    private readonly tags: EntityTags,
    private readonly rights: CurrentRights,
  ) {}

  @Get()
  @Reads({
    summary: 'List the trackers by prefix, with their counts',
    answers: list(TRACKER_SUMMARY),
    parameters: [ARCHIVED],
    hasPast: true,
    isCached: true,
  })
  @UseInterceptors(WithArchived, AsOf, ListCache)
  list(@RequestScope() scope: Scope): Promise<readonly TrackerSummary[]> {
    return this.queries.execute(new ListTrackers(scope));
  }

  @Post()
  @Writes({
    summary: 'Open a tracker',
    needs: 'open_tracker',
    status: 201,
    body: OpenTrackerBody,
    answers: TRACKER,
    headers: ['Location'],
    refusals: ['CONFLICT'],
  })
  async open(
    @CurrentUser() user: SignedInUser,
    @Body() { prefix, name, description = null }: OpenTrackerBody,
    @RequestOrigin() origin: Origin,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Tracker> {
    const input = { prefix, name, description };
    const id = await this.commands.execute(new OpenTrackerCommand(input, origin));
    reply.header('Location', API_PATHS.tracker(id));
    // The rights of the request are from before the tracker was opened.
    const scope = Scope.of(user, await this.rights.of(user.id));
    return this.queries.execute(new GetTrackerAtVersion(scope, id, FIRST_VERSION));
  }

  @Get(':trackerId')
  @Reads({
    summary: 'Get a tracker',
    answers: TRACKER,
    hasPast: true,
    isCached: true,
    parameters: [TRACKER_ID],
    refusals: ['NOT_FOUND'],
  })
  @UseInterceptors(AsOf)
  async get(
    @RequestScope() scope: Scope,
    @Param('trackerId', TrackerIdPipe) trackerId: number,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Tracker> {
    // Read the tag before the rows: it may be older than the rows, but never newer.
    const { version, head } = await this.queries.execute(new GetTrackerVersion(scope, trackerId));
    const tag = await this.tags.of(version, `${head} ${scope.key}`);
    reply.header('ETag', tag).header('Cache-Control', 'private, no-cache');
    return this.queries.execute(new GetTracker(scope, trackerId));
  }

  @Patch(':trackerId')
  @Writes({
    summary:
      'Change a tracker: name, description, categories, who sees it, and whether it is archived',
    needs: 'change_tracker',
    status: 200,
    body: ChangeTrackerBody,
    answers: TRACKER,
    headers: ['ETag'],
    parameters: [TRACKER_ID, IF_MATCH],
    refusals: ['NOT_FOUND', 'CONFLICT', 'PRECONDITION_FAILED'],
  })
  async change(
    @RequestScope() scope: Scope,
    @Param('trackerId', TrackerIdPipe) trackerId: number,
    @Body() changes: ChangeTrackerBody,
    @IfMatch() expectedVersions: ExpectedVersions,
    @RequestOrigin() origin: Origin,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Tracker> {
    const changed = camelCased(changes);
    const command = new ChangeTrackerCommand(trackerId, changed, origin, expectedVersions);
    const { version } = await this.commands.execute(command);
    reply.header('ETag', await this.tags.of(version));
    return this.queries.execute(new GetTrackerAtVersion(scope, trackerId, version));
  }

  @Get(':trackerId/items')
  @Reads({
    summary: 'List the items of a tracker, by id',
    answers: list(LISTED_ITEM),
    content: SPREADSHEETS,
    hasPast: true,
    isCached: true,
    headers: ['ETag', 'Link?'],
    parameters: [TRACKER_ID, ...ITEM_FILTERS],
    refusals: ['VALIDATION_ERROR', 'NOT_FOUND'],
  })
  @UseInterceptors(AsOf, ListCache, ItemListForm)
  listItems(
    @RequestScope() scope: Scope,
    @Param('trackerId', TrackerIdPipe) trackerId: number,
    @Query(TrackerItemFilterPipe) filter: ItemFilter,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<AnsweredItems> {
    return answerItems(this.queries, { scope, filter, trackerId }, request, reply);
  }

  @Post(':trackerId/items')
  @Writes({
    summary: 'Create an item with the status New',
    needs: 'create_item',
    status: 201,
    body: CreateItemBody,
    answers: ITEM_DETAIL,
    headers: ['Location', 'ETag'],
    parameters: [TRACKER_ID],
    refusals: ['NOT_FOUND', 'CONFLICT'],
  })
  async createItem(
    @RequestScope() scope: Scope,
    @Param('trackerId', TrackerIdPipe) trackerId: number,
    @Body() body: CreateItemBody,
    @RequestOrigin() origin: Origin,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ItemDetail> {
    const input = { dueDate: null, ...camelCased(body) };
    const command = new CreateItemCommand(trackerId, input, origin);
    const { stream, version } = await this.commands.execute(command);
    reply.header('Location', API_PATHS.item(stream)).header('ETag', await this.tags.of(version));
    return this.queries.execute(new GetItemAtVersion(scope, stream, version));
  }
}
