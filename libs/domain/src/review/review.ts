/**
 * A review: the meeting in which people walk through the items of a tracker. Commands, state,
 * `decide` and `evolve`; all pure. Closing pins the review at the position of its last event, so
 * nothing can follow it.
 */
import type { DecisionContext } from '../aggregate';
import { assertNever } from '../assert-never';
import { DomainError } from '../domain-error';
import type { PlainDate } from '../plain-date';
import { accept, acceptSome, requireSome } from '../rules';
import type { ReviewDetailsChanged, ReviewEvent } from './review-events';
import {
  ITEM_ID_RULE,
  MINUTES_RULE,
  REVIEW_DETAIL_RULES,
  type ReviewDetails,
} from './review-rules';

export interface OpenReview {
  readonly type: 'OpenReview';
  readonly number: number;
  readonly name: string;
  /** Defaults to today. */
  readonly heldOn?: PlainDate;
  readonly participants: readonly number[];
}

export type ReviewChanges = Partial<ReviewDetails & { readonly minutes: string }>;

export interface ChangeReview {
  readonly type: 'ChangeReview';
  readonly changes: ReviewChanges;
}

/** Marks an item as discussed, or removes the mark. */
export interface MarkItem {
  readonly type: 'DiscussItem' | 'UnmarkItem';
  readonly itemId: string;
}

/** Ends a review: closes it, or cancels one that was opened by mistake. */
export interface EndReview {
  readonly type: 'CloseReview' | 'CancelReview';
}

export type ReviewCommand = OpenReview | ChangeReview | MarkItem | EndReview;

export type ReviewState =
  | { readonly exists: false }
  | ({
      readonly exists: true;
      readonly number: number;
      readonly state: 'open' | 'closed' | 'cancelled';
      readonly minutes: string;
      /** Item ids in the order in which they were marked. */
      readonly discussed: readonly string[];
    } & ReviewDetails);

type ExistingReview = Extract<ReviewState, { exists: true }>;

export const NO_REVIEW: ReviewState = { exists: false };

const CHANGE_RULES = { ...REVIEW_DETAIL_RULES, minutes: MINUTES_RULE };

/**
 * Decides a command on a review.
 *
 * @returns the events to append; none when nothing changes
 * @throws DomainError VALIDATION_ERROR, NOT_FOUND (no such review), CONFLICT (number taken, or the
 *   review has ended)
 */
export function decideReview(
  state: ReviewState,
  command: ReviewCommand,
  context: DecisionContext,
): readonly ReviewEvent[] {
  switch (command.type) {
    case 'OpenReview':
      return [open(state, command, context)];
    case 'ChangeReview':
      return change(state, command.changes, context);
    case 'DiscussItem':
    case 'UnmarkItem':
      return mark(state, command);
    case 'CloseReview':
      existing(state);
      return [{ type: 'ReviewClosed', data: {} }];
    case 'CancelReview':
      existing(state);
      return [{ type: 'ReviewCancelled', data: {} }];
    default:
      return assertNever(command);
  }
}

/** Folds one event into the state of a review. */
export function evolveReview(state: ReviewState, event: ReviewEvent): ReviewState {
  if (event.type === 'ReviewOpened') {
    return { exists: true, state: 'open', minutes: '', discussed: [], ...event.data };
  }
  return state.exists ? evolveExisting(state, event) : state;
}

function evolveExisting(
  review: ExistingReview,
  event: Exclude<ReviewEvent, { type: 'ReviewOpened' }>,
): ReviewState {
  switch (event.type) {
    case 'ReviewDetailsChanged':
      return { ...review, ...event.data.to };
    case 'MinutesWritten':
      return { ...review, minutes: event.data.text };
    case 'ItemDiscussed':
      return { ...review, discussed: [...review.discussed, event.data.itemId] };
    case 'ItemDiscussionUnmarked':
      return { ...review, discussed: review.discussed.filter((id) => id !== event.data.itemId) };
    case 'ReviewClosed':
      return { ...review, state: 'closed' };
    case 'ReviewCancelled':
      return { ...review, state: 'cancelled' };
    default:
      return assertNever(event);
  }
}

function open(
  state: ReviewState,
  { type: _, number, heldOn, ...given }: OpenReview,
  context: DecisionContext,
): ReviewEvent {
  const input = { ...given, heldOn: heldOn ?? context.today };
  const details = accept<ReviewDetails>(REVIEW_DETAIL_RULES, input);
  requireUsers(details, context);
  if (state.exists) throw new DomainError('CONFLICT', `Review ${number} exists already`);
  return { type: 'ReviewOpened', data: { number, ...details } };
}

function change(
  state: ReviewState,
  changes: ReviewChanges,
  context: DecisionContext,
): readonly ReviewEvent[] {
  requireSome(changes, CHANGE_RULES);
  const { minutes, ...details } = acceptSome(CHANGE_RULES, changes);
  requireUsers(details, context);
  const review = existing(state);
  const isWritten = minutes !== undefined && minutes !== review.minutes;
  return [
    ...changeDetails(review, details),
    ...(isWritten ? [{ type: 'MinutesWritten', data: { text: minutes } } as const] : []),
  ];
}

const DETAILS = Object.keys(REVIEW_DETAIL_RULES) as readonly (keyof ReviewDetails)[];

function changeDetails(
  review: ExistingReview,
  details: Partial<ReviewDetails>,
): readonly ReviewDetailsChanged[] {
  const changed = DETAILS.filter(
    (field) => details[field] !== undefined && !isSame(details[field], review[field]),
  );
  if (changed.length === 0) return [];
  const only = (of: Partial<ReviewDetails>): Partial<ReviewDetails> =>
    Object.fromEntries(changed.map((field) => [field, of[field]]));
  return [{ type: 'ReviewDetailsChanged', data: { from: only(review), to: only(details) } }];
}

function mark(state: ReviewState, { type, itemId }: MarkItem): readonly ReviewEvent[] {
  accept({ itemId: ITEM_ID_RULE }, { itemId });
  const isMarked = existing(state).discussed.includes(itemId);
  if (isMarked === (type === 'DiscussItem')) return [];
  return [
    type === 'DiscussItem'
      ? { type: 'ItemDiscussed', data: { itemId } }
      : { type: 'ItemDiscussionUnmarked', data: { itemId } },
  ];
}

/** The review, as long as it can change. */
function existing(state: ReviewState): ExistingReview {
  if (!state.exists) throw new DomainError('NOT_FOUND', 'Review not found');
  if (state.state === 'open') return state;
  throw new DomainError('CONFLICT', `Review ${state.number} is ${state.state} and read only`);
}

function requireUsers({ participants = [] }: Partial<ReviewDetails>, context: DecisionContext) {
  const unknown = participants.find((id) => !context.isUser(id));
  if (unknown === undefined) return;
  const message = `expected ids of users, found ${unknown}, which no user has`;
  throw DomainError.invalid([{ field: 'participants', message }]);
}

/** Whether two values of a detail are equal; lists are equal in the same order. */
export const isSame = (
  one: ReviewDetails[keyof ReviewDetails] | undefined,
  other: ReviewDetails[keyof ReviewDetails] | undefined,
): boolean => JSON.stringify(one) === JSON.stringify(other);
