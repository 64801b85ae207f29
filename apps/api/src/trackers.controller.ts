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
  GetItem,
  GetTracker,
  ListItems,
  ListTrackers,
  OpenTrackerCommand,
  type Origin,
} from '@action-tracker/tracking';
import { Body, Controller, Get, Param, Patch, Post, Res } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import type { FastifyReply } from 'fastify';
import { RequestOrigin } from './auth/current-user';
import { camelCased } from './http/camel-case';
import { etag } from './http/preconditions';
import { TrackerIdPipe } from './http/tracker-id.pipe';
import { ChangeTrackerBody, CreateItemBody, OpenTrackerBody } from './request-bodies';

@Controller('api/trackers')
export class TrackersController {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
  ) {}

  @Get()
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
    return this.queries.execute(new GetTracker(id));
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
    await this.commands.execute(new ChangeTrackerCommand(trackerId, changes, origin));
    return this.queries.execute(new GetTracker(trackerId));
  }

  @Get(':trackerId/items')
  listItems(@Param('trackerId', TrackerIdPipe) trackerId: number): Promise<readonly Item[]> {
    return this.queries.execute(new ListItems(trackerId));
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
    return this.queries.execute(new GetItem(stream));
  }
}
