import { API_PATHS, type Agenda, type Minutes, type Review } from '@action-tracker/contracts';
import {
  ChangeReviewCommand,
  GetAgenda,
  GetMinutes,
  GetReview,
  GetReviewAtVersion,
  ListReviews,
  OpenReviewCommand,
  type ExpectedVersions,
  type Origin,
  type Scope,
} from '@action-tracker/tracking';
import {
  Body,
  Controller,
  Delete,
  Get,
  HttpCode,
  Param,
  Patch,
  Post,
  Res,
  UseGuards,
  UseInterceptors,
} from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import type { FastifyReply } from 'fastify';
import { RequestOrigin, RequestScope } from '../auth/current-user';
import { camelCased } from '../http/camel-case';
import { EntityTags } from '../http/entity-tags';
import { ItemIdPipe } from '../http/item-id.pipe';
import { ListCache } from '../http/list-cache.interceptor';
import { NoBody } from '../http/no-body';
import { IfMatch } from '../http/preconditions';
import { TrackerIdPipe } from '../http/tracker-id.pipe';
import { Reads, Writes } from '../openapi/describe';
import { PAGE } from '../openapi/media';
import { IF_MATCH, ITEM_ID, REVIEW_NUMBER, TRACKER_ID } from '../openapi/parameters';
import { AGENDA, MINUTES, REVIEW } from '../openapi/review-schemas';
import { list } from '../openapi/schema';
import { MinutesForm } from './minutes-form.interceptor';
import { ReviewAccess } from './review-access.guard';
import { ChangeReviewBody, DiscussItemBody, OpenReviewBody } from './review-bodies';
import { ReviewNumberPipe } from './review-number.pipe';

type ReviewCommand = ConstructorParameters<typeof ChangeReviewCommand>[2];

/** A request to change one review. */
interface Change {
  readonly scope: Scope;
  readonly trackerId: number;
  readonly number: number;
  readonly origin: Origin;
  readonly expectedVersions?: ExpectedVersions;
}

const ONE = [TRACKER_ID, REVIEW_NUMBER];
const CHANGES = {
  needs: 'hold_review',
  status: 200,
  answers: REVIEW,
  headers: ['ETag'],
  parameters: [...ONE, IF_MATCH],
  refusals: ['NOT_FOUND', 'CONFLICT', 'PRECONDITION_FAILED'],
} as const;

@Controller('api/trackers/:trackerId/reviews')
@UseGuards(ReviewAccess)
export class ReviewsController {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
    private readonly tags: EntityTags,
  ) {}

  @Get()
  @Reads({
    summary: 'List the reviews of a tracker, latest first',
    answers: list(REVIEW),
    isCached: true,
    parameters: [TRACKER_ID],
    refusals: ['NOT_FOUND'],
  })
  @UseInterceptors(ListCache)
  list(
    @RequestScope() scope: Scope,
    @Param('trackerId', TrackerIdPipe) trackerId: number,
  ): Promise<readonly Review[]> {
    return this.queries.execute(new ListReviews(scope, trackerId));
  }

  @Post()
  @Writes({
    summary: 'Open a review; a tracker has at most one open review',
    needs: 'hold_review',
    status: 201,
    body: OpenReviewBody,
    answers: REVIEW,
    headers: ['Location', 'ETag'],
    parameters: [TRACKER_ID],
    refusals: ['NOT_FOUND', 'CONFLICT'],
  })
  async open(
    @RequestScope() scope: Scope,
    @Param('trackerId', TrackerIdPipe) trackerId: number,
    @Body() body: OpenReviewBody,
    @RequestOrigin() origin: Origin,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Review> {
    const input = { participants: [], ...camelCased(body) };
    const outcome = await this.commands.execute(new OpenReviewCommand(trackerId, input, origin));
    const { number, version } = outcome;
    reply
      .header('Location', API_PATHS.review(trackerId, number))
      .header('ETag', await this.tags.of(version));
    return this.queries.execute(new GetReviewAtVersion(scope, trackerId, number, version));
  }

  @Get(':number')
  @Reads({
    summary: 'Get a review',
    answers: REVIEW,
    isCached: true,
    parameters: ONE,
    refusals: ['NOT_FOUND'],
  })
  async get(
    @RequestScope() scope: Scope,
    @Param('trackerId', TrackerIdPipe) trackerId: number,
    @Param('number', ReviewNumberPipe) number: number,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Review> {
    const tag = await this.tags.prepare();
    const review = await this.queries.execute(new GetReview(scope, trackerId, number));
    reply.header('ETag', tag(review.version)).header('Cache-Control', 'private, no-cache');
    return review;
  }

  @Patch(':number')
  @Writes({
    summary: 'Change name, date, participants or minutes of an open review',
    body: ChangeReviewBody,
    ...CHANGES,
  })
  change(
    @RequestScope() scope: Scope,
    @Param('trackerId', TrackerIdPipe) trackerId: number,
    @Param('number', ReviewNumberPipe) number: number,
    @Body() body: ChangeReviewBody,
    @IfMatch() expectedVersions: ExpectedVersions,
    @RequestOrigin() origin: Origin,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Review> {
    const command = { type: 'ChangeReview', changes: camelCased(body) } as const;
    return this.execute(command, { scope, trackerId, number, origin, expectedVersions }, reply);
  }

  @Post(':number/discussed')
  @HttpCode(200)
  @Writes({ summary: 'Mark an item as discussed', body: DiscussItemBody, ...CHANGES })
  discuss(
    @RequestScope() scope: Scope,
    @Param('trackerId', TrackerIdPipe) trackerId: number,
    @Param('number', ReviewNumberPipe) number: number,
    @Body() { item_id: itemId }: DiscussItemBody,
    @IfMatch() expectedVersions: ExpectedVersions,
    @RequestOrigin() origin: Origin,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Review> {
    const command = { type: 'DiscussItem', itemId } as const;
    return this.execute(command, { scope, trackerId, number, origin, expectedVersions }, reply);
  }

  @Delete(':number/discussed/:itemId')
  @Writes({
    summary: 'Remove the mark that an item was discussed',
    ...CHANGES,
    parameters: [...ONE, ITEM_ID, IF_MATCH],
  })
  unmark(
    @RequestScope() scope: Scope,
    @Param('trackerId', TrackerIdPipe) trackerId: number,
    @Param('number', ReviewNumberPipe) number: number,
    @Param('itemId', ItemIdPipe) itemId: string,
    @NoBody() _body: undefined,
    @IfMatch() expectedVersions: ExpectedVersions,
    @RequestOrigin() origin: Origin,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Review> {
    const command = { type: 'UnmarkItem', itemId } as const;
    return this.execute(command, { scope, trackerId, number, origin, expectedVersions }, reply);
  }

  @Post(':number/close')
  @HttpCode(200)
  @Writes({ summary: 'Close a review, which pins it at the position of its close', ...CHANGES })
  close(
    @RequestScope() scope: Scope,
    @Param('trackerId', TrackerIdPipe) trackerId: number,
    @Param('number', ReviewNumberPipe) number: number,
    @NoBody() _body: undefined,
    @IfMatch() expectedVersions: ExpectedVersions,
    @RequestOrigin() origin: Origin,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Review> {
    const change = { scope, trackerId, number, origin, expectedVersions };
    return this.execute({ type: 'CloseReview' }, change, reply);
  }

  @Post(':number/cancel')
  @HttpCode(200)
  @Writes({
    summary: 'Cancel a review that was opened by mistake; its number stays used',
    ...CHANGES,
  })
  cancel(
    @RequestScope() scope: Scope,
    @Param('trackerId', TrackerIdPipe) trackerId: number,
    @Param('number', ReviewNumberPipe) number: number,
    @NoBody() _body: undefined,
    @IfMatch() expectedVersions: ExpectedVersions,
    @RequestOrigin() origin: Origin,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Review> {
    const change = { scope, trackerId, number, origin, expectedVersions };
    return this.execute({ type: 'CancelReview' }, change, reply);
  }

  @Get(':number/agenda')
  @Reads({
    summary: 'Get the agenda of a review: every open item once, by section, and what was completed',
    answers: AGENDA,
    isCached: true,
    parameters: ONE,
    refusals: ['NOT_FOUND'],
  })
  @UseInterceptors(ListCache)
  agenda(
    @RequestScope() scope: Scope,
    @Param('trackerId', TrackerIdPipe) trackerId: number,
    @Param('number', ReviewNumberPipe) number: number,
  ): Promise<Agenda> {
    return this.queries.execute(new GetAgenda(scope, trackerId, number));
  }

  @Get(':number/minutes')
  @Reads({
    summary: 'Get the minutes of a review, as JSON or as a page for mail and print',
    answers: MINUTES,
    content: PAGE,
    parameters: ONE,
    refusals: ['NOT_FOUND'],
  })
  @UseInterceptors(MinutesForm)
  minutes(
    @RequestScope() scope: Scope,
    @Param('trackerId', TrackerIdPipe) trackerId: number,
    @Param('number', ReviewNumberPipe) number: number,
  ): Promise<Minutes> {
    return this.queries.execute(new GetMinutes(scope, trackerId, number));
  }

  private async execute(
    command: ReviewCommand,
    { scope, trackerId, number, origin, expectedVersions }: Change,
    reply: FastifyReply,
  ): Promise<Review> {
    const { version } = await this.commands.execute(
      new ChangeReviewCommand(trackerId, number, command, origin, expectedVersions),
    );
    reply.header('ETag', await this.tags.of(version));
    return this.queries.execute(new GetReviewAtVersion(scope, trackerId, number, version));
  }
}
