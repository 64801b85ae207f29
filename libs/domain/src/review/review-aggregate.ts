/** The aggregate of reviews: one stream per review, named after its number. */
import type { Aggregate } from '../aggregate';
import { assertNever } from '../assert-never';
import { parseItemId } from '../item/item-id';
import {
  decideReview,
  evolveReview,
  isSame,
  NO_REVIEW,
  type ReviewCommand,
  type ReviewState,
} from './review';
import type { ReviewDetailsChanged, ReviewEvent } from './review-events';
import { parseReviewId } from './review-id';
import { ITEM_ID_RULE, MINUTES_RULE, REVIEW_DETAIL_RULES } from './review-rules';
import { REVIEW_UNDO } from './review-undo';

export const REVIEW: Aggregate<ReviewState, ReviewCommand, ReviewEvent> = {
  name: 'review',
  owns: (stream) => parseReviewId(stream) !== undefined,
  initial: NO_REVIEW,
  events: {
    ReviewOpened: { upcasters: [], rules: REVIEW_DETAIL_RULES, userIds: ['participants'] },
    ReviewDetailsChanged: {
      upcasters: [],
      // A change names only the fields that changed.
      rules: REVIEW_DETAIL_RULES,
      written: ({ to }) => to,
      userIds: ['from.participants', 'to.participants'],
    },
    ItemDiscussed: { upcasters: [], rules: { itemId: ITEM_ID_RULE } },
    ItemDiscussionUnmarked: { upcasters: [], rules: { itemId: ITEM_ID_RULE } },
    MinutesWritten: { upcasters: [], rules: { text: MINUTES_RULE } },
    ReviewClosed: { upcasters: [], rules: {} },
    ReviewCancelled: { upcasters: [], rules: {} },
  },
  decide: decideReview,
  evolve: evolveReview,
  undo: REVIEW_UNDO,
  commandOf,
  flawOf,
  nameFlawOf,
};

function commandOf(event: ReviewEvent): ReviewCommand {
  switch (event.type) {
    case 'ReviewOpened':
      return { ...event.data, type: 'OpenReview' };
    case 'ReviewDetailsChanged':
      return { type: 'ChangeReview', changes: event.data.to };
    case 'MinutesWritten':
      return { type: 'ChangeReview', changes: { minutes: event.data.text } };
    case 'ItemDiscussed':
      return { type: 'DiscussItem', itemId: event.data.itemId };
    case 'ItemDiscussionUnmarked':
      return { type: 'UnmarkItem', itemId: event.data.itemId };
    case 'ReviewClosed':
      return { type: 'CloseReview' };
    case 'ReviewCancelled':
      return { type: 'CancelReview' };
    default:
      return assertNever(event);
  }
}

function flawOf(review: ReviewState, event: ReviewEvent): string | undefined {
  if (event.type === 'ReviewOpened') return review.exists ? 'a review is opened once' : undefined;
  if (!review.exists) return 'a review is opened before it changes';
  if (review.state !== 'open') return `nothing after the review is ${review.state}`;
  switch (event.type) {
    case 'ReviewDetailsChanged':
      return detailsFlaw(review, event.data.from);
    case 'ItemDiscussed':
      return review.discussed.includes(event.data.itemId)
        ? 'an item is marked as discussed once'
        : undefined;
    case 'ItemDiscussionUnmarked':
      return review.discussed.includes(event.data.itemId)
        ? undefined
        : 'an item is marked as discussed before the mark is removed';
    case 'MinutesWritten':
    case 'ReviewClosed':
    case 'ReviewCancelled':
      return undefined;
    default:
      return assertNever(event);
  }
}

function detailsFlaw(
  review: Extract<ReviewState, { exists: true }>,
  from: ReviewDetailsChanged['data']['from'],
): string | undefined {
  const { name, heldOn, participants } = review;
  const was = { name, heldOn, participants };
  const fields = Object.keys(from) as readonly (keyof typeof was)[];
  const wrong = fields.find((field) => !isSame(from[field], was[field]));
  return wrong && `from ${JSON.stringify(was[wrong])}, which it was`;
}

/** A file may contain any number and any item. */
function nameFlawOf(event: ReviewEvent, stream: string): string | undefined {
  const id = parseReviewId(stream);
  if (!id) return undefined;
  if (event.type === 'ReviewOpened' && event.data.number !== id.number) {
    return `the number of ${stream}, found ${JSON.stringify(event.data.number)}`;
  }
  if (event.type !== 'ItemDiscussed' && event.type !== 'ItemDiscussionUnmarked') return undefined;
  const { itemId } = event.data;
  return parseItemId(itemId)?.prefix === id.prefix
    ? undefined
    : `an item of the tracker ${id.prefix}, found ${JSON.stringify(itemId)}`;
}
