import type { UndoDefinitions } from '../reversal';
import type { ReviewEvent } from './review-events';

const NONE = { none: 'a review is changed, closed or cancelled on its own page' };

/** The way back from each event of a review: none, because a review has its own. */
export const REVIEW_UNDO: UndoDefinitions<ReviewEvent> = {
  ReviewOpened: NONE,
  ReviewDetailsChanged: NONE,
  ItemDiscussed: NONE,
  ItemDiscussionUnmarked: NONE,
  MinutesWritten: NONE,
  ReviewClosed: NONE,
  ReviewCancelled: NONE,
};
