import type { DecisionContext } from '../aggregate';
import { FIRST_CATEGORIES } from '../categories';
import { DomainError, type DomainErrorCode, type FieldProblem } from '../domain-error';
import { decideItem, evolveItem, NO_ITEM, type ItemCommand, type ItemState } from '../item/item';
import type { ItemEvent } from '../item/item-events';
import { decideReview, evolveReview, NO_REVIEW, type ReviewCommand } from '../review/review';
import type { ReviewEvent } from '../review/review-events';
import {
  decideTracker,
  evolveTracker,
  NO_TRACKER,
  type TrackerCommand,
  type TrackerEvent,
  type TrackerState,
} from '../tracker/tracker';

/** An error code alone, or the problems of the fields. */
type Refusal = DomainErrorCode | readonly FieldProblem[];

/** Today is 2026-03-01, the next number is 7, users have the ids 1 to 9, categories are the first ones. */
const CONTEXT: DecisionContext = {
  today: '2026-03-01',
  nextNumber: 7,
  isUser: (id) => id >= 1 && id <= 9,
  categories: FIRST_CATEGORIES,
};

/** `givenItem(events).when(command, context?).then(events | refusal)` */
export const givenItem = (events: readonly ItemEvent[]) => ({
  when: (command: ItemCommand, context: Partial<DecisionContext> = {}) =>
    expectation(() => decideItem(itemAfter(events), command, { ...CONTEXT, ...context })),
});

/** The state of an item after these events, all by user 1. @param last version before them */
export const itemAfter = (
  events: readonly ItemEvent[],
  before: ItemState = NO_ITEM,
  last = 0,
): ItemState =>
  events.reduce(
    (state, event, index) => evolveItem(state, event, { actorId: 1, version: last + index + 1 }),
    before,
  );

/** `givenTracker(events).when(command).then(events | refusal)` */
export const givenTracker = (events: readonly TrackerEvent[]) => ({
  when: (command: TrackerCommand) =>
    expectation(() => decideTracker(trackerAfter(events), command)),
});

/** The state of a tracker after these events. */
export const trackerAfter = (events: readonly TrackerEvent[]): TrackerState =>
  events.reduce<TrackerState>(
    (state, event, index) => evolveTracker(state, event, { version: index + 1 }),
    NO_TRACKER,
  );

/** `givenReview(events).when(command).then(events | refusal)` */
export const givenReview = (events: readonly ReviewEvent[]) => ({
  when: (command: ReviewCommand) =>
    expectation(() => decideReview(events.reduce(evolveReview, NO_REVIEW), command, CONTEXT)),
});

const expectation = <Event>(decide: () => readonly Event[]) => ({
  then(expected: readonly Event[] | Refusal): void {
    const found = outcome(decide);
    if (typeof expected === 'string') expect(found).toMatchObject({ code: expected });
    else if (found instanceof DomainError) expect(found.details).toEqual(expected);
    else expect(JSON.parse(JSON.stringify(found))).toEqual(expected);
  },
});

function outcome<Event>(decide: () => readonly Event[]): readonly Event[] | DomainError {
  try {
    return decide();
  } catch (error) {
    if (error instanceof DomainError) return error;
    throw error;
  }
}
