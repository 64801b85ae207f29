import type { OpenReview } from '@action-tracker/domain';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { Origin } from '../ledger/origin';
import { ReviewWriter, type ReviewOutcome } from './review-writer';

/** Opens the next review of a tracker. */
export class OpenReviewCommand extends Command<ReviewOutcome> {
  constructor(
    readonly trackerId: number,
    readonly input: Omit<OpenReview, 'type' | 'number'>,
    readonly origin: Origin,
  ) {
    super();
  }
}

@CommandHandler(OpenReviewCommand)
export class OpenReviewHandler implements ICommandHandler<OpenReviewCommand> {
  constructor(private readonly reviews: ReviewWriter) {}

  execute({ trackerId, input, origin }: OpenReviewCommand): Promise<ReviewOutcome> {
    return this.reviews.open(trackerId, input, origin);
  }
}
