/** The events of a review. */
import type { ReviewDetails } from './review-rules';

export interface ReviewOpened {
  readonly type: 'ReviewOpened';
  readonly data: { readonly number: number } & ReviewDetails;
}

export interface ReviewDetailsChanged {
  readonly type: 'ReviewDetailsChanged';
  /** Only the changed fields. */
  readonly data: { readonly from: Partial<ReviewDetails>; readonly to: Partial<ReviewDetails> };
}

/** Records the whole text, because a person saves it and not each key. */
export interface MinutesWritten {
  readonly type: 'MinutesWritten';
  readonly data: { readonly text: string };
}

export interface ItemDiscussed {
  readonly type: 'ItemDiscussed';
  readonly data: { readonly itemId: string };
}

export interface ItemDiscussionUnmarked {
  readonly type: 'ItemDiscussionUnmarked';
  readonly data: { readonly itemId: string };
}

/** Pins the review at the position of this event. */
export interface ReviewClosed {
  readonly type: 'ReviewClosed';
  readonly data: Readonly<Record<string, never>>;
}

/** Ends a review that was opened by mistake; it pins nothing. */
export interface ReviewCancelled {
  readonly type: 'ReviewCancelled';
  readonly data: Readonly<Record<string, never>>;
}

export type ReviewEvent =
  | ReviewOpened
  | ReviewDetailsChanged
  | MinutesWritten
  | ItemDiscussed
  | ItemDiscussionUnmarked
  | ReviewClosed
  | ReviewCancelled;
