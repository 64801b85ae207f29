import type { ChangeReview, EndReview, MarkItem } from '@action-tracker/domain';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { ExpectedVersions, Origin } from '../ledger/origin';
import { ReviewWriter, type ReviewOutcome } from './review-writer';

/** Changes an open review: its details and minutes, what was discussed, or whether it is open. */
export class ChangeReviewCommand extends Command<ReviewOutcome> {
  constructor(
    readonly trackerId: number,
    readonly number: number,
    readonly command: ChangeReview | MarkItem | EndReview,
    readonly origin: Origin,
    readonly expectedVersions?: ExpectedVersions,
  ) {
    super();
  }
}

@CommandHandler(ChangeReviewCommand)
export class ChangeReviewHandler implements ICommandHandler<ChangeReviewCommand> {
  constructor(private readonly reviews: ReviewWriter) {}

  execute(command: ChangeReviewCommand): Promise<ReviewOutcome> {
    return this.reviews.change(command);
  }
}
