import {
  API_PATHS,
  type Item,
  type ItemDetail,
  type Tracker,
  type TrackerSummary,
} from '@action-tracker/contracts';
import {
  ChangeTrackerCommand,
  CreateItemCommand,
  FindItems,
  GetItemAtVersion,
  GetTracker,
  GetTrackerAtVersion,
  ListTrackers,
  OpenTrackerCommand,
  type ItemFilter,
  type Origin,
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
import { RequestOrigin } from './auth/current-user';
import { camelCased } from './http/camel-case';
import { CsvFormat } from './http/csv.interceptor';
import { TrackerItemFilterPipe } from './http/item-filter.pipe';
import { ListCache } from './http/list-cache.interceptor';
import { answerPage } from './http/next-page';
import { etag } from './http/preconditions';
import { TrackerIdPipe } from './http/tracker-id.pipe';
import { ChangeTrackerBody, CreateItemBody, OpenTrackerBody } from './request-bodies';

/** A tracker begins with the event that opens it. */
const FIRST_VERSION = 1;

@Controller('api/trackers')
export class TrackersController {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
  ) {}

  @Get()
  @UseInterceptors(ListCache)
  list(): Promise<readonly TrackerSummary[]> {
    return this.queries.execute(new ListTrackers());
  }

  @Post()
  async open(
    @Body() { prefix, name, description = null }: OpenTrackerBody,
    @RequestOrigin() origin: Origin,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Tracker> {
    const input = { prefix, name, description };
    const id = await this.commands.execute(new OpenTrackerCommand(input, origin));
    reply.header('Location', API_PATHS.tracker(id));
    return this.queries.execute(new GetTrackerAtVersion(id, FIRST_VERSION));
  }

  @Get(':trackerId')
  get(@Param('trackerId', TrackerIdPipe) trackerId: number): Promise<Tracker> {
    return this.queries.execute(new GetTracker(trackerId));
  }

  @Patch(':trackerId')
  async change(
    @Param('trackerId', TrackerIdPipe) trackerId: number,
    @Body() changes: ChangeTrackerBody,
    @RequestOrigin() origin: Origin,
  ): Promise<Tracker> {
    const command = new ChangeTrackerCommand(trackerId, changes, origin);
    const { version } = await this.commands.execute(command);
    return this.queries.execute(new GetTrackerAtVersion(trackerId, version));
  }

  @Get(':trackerId/items')
  @UseInterceptors(ListCache, CsvFormat)
  async listItems(
    @Param('trackerId', TrackerIdPipe) trackerId: number,
    @Query(TrackerItemFilterPipe) filter: ItemFilter,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<readonly Item[]> {
    return answerPage(await this.queries.execute(new FindItems(filter, trackerId)), request, reply);
  }

  @Post(':trackerId/items')
  async createItem(
    @Param('trackerId', TrackerIdPipe) trackerId: number,
    @Body() body: CreateItemBody,
    @RequestOrigin() origin: Origin,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ItemDetail> {
    const input = { dueDate: null, ...camelCased(body) };
    const command = new CreateItemCommand(trackerId, input, origin);
    const { stream, version } = await this.commands.execute(command);
    reply.header('Location', API_PATHS.item(stream)).header('ETag', etag(version));
    return this.queries.execute(new GetItemAtVersion(stream, version));
  }
}
