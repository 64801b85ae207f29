import { REGISTRY } from '../registry';
import { NO_REVIEW, type ReviewState } from './review';
import { REVIEW } from './review-aggregate';
import type { ReviewEvent } from './review-events';
import { formatReviewId, parseReviewId } from './review-id';

const DETAILS = { name: 'Weekly', heldOn: '2026-03-01', participants: [1, 2] };
const OPENED: ReviewEvent = { type: 'ReviewOpened', data: { number: 1, ...DETAILS } };
const OPEN: ReviewState = REVIEW.evolve(NO_REVIEW, OPENED, { actorId: 1, version: 1 });
const marked = (type: 'ItemDiscussed' | 'ItemDiscussionUnmarked', itemId: string): ReviewEvent => ({
  type,
  data: { itemId },
});
const CLOSED: ReviewEvent = { type: 'ReviewClosed', data: {} };
const changed = (from: object, to: object): ReviewEvent => ({
  type: 'ReviewDetailsChanged',
  data: { from, to },
});

it.each([
  ['AD-R1', true],
  ['SPACE-R120', true],
  ['AD-R0', false],
  ['AD-R01', false],
  ['AD-R', false],
  ['AD-001', false],
  ['AD', false],
  ['AD-R1234567890', false],
])('owns the stream %s: %s', (stream, isOne) => {
  expect(REVIEW.owns(stream)).toBe(isOne);
});

it('names the streams of reviews', () => {
  expect(formatReviewId({ prefix: 'AD', number: 12 })).toBe('AD-R12');
  expect(parseReviewId('AD-R12')).toEqual({ prefix: 'AD', number: 12 });
});

it.each([
  [OPENED, 'AD-R1', undefined],
  [OPENED, 'AD-R2', 'the number of AD-R2, found 1'],
  [marked('ItemDiscussed', 'AD-001'), 'AD-R1', undefined],
  [marked('ItemDiscussed', 'SP-001'), 'AD-R1', 'an item of the tracker AD, found "SP-001"'],
  [marked('ItemDiscussionUnmarked', 'x'), 'AD-R1', 'an item of the tracker AD, found "x"'],
  [CLOSED, 'AD-R1', undefined],
])('compares $type with the name of the stream %#', (event, stream, flaw) => {
  expect(REVIEW.nameFlawOf(event, stream)).toBe(flaw);
});

it.each([
  [NO_REVIEW, CLOSED, 'a review is opened before it changes'],
  [OPEN, OPENED, 'a review is opened once'],
  [OPEN, changed({ name: 'Other' }, { name: 'x' }), 'from "Weekly", which it was'],
  [OPEN, changed({ participants: [2, 1] }, { participants: [1] }), 'from [1,2], which it was'],
  [OPEN, changed({ name: 'Weekly' }, { name: 'x' }), undefined],
  [
    OPEN,
    marked('ItemDiscussionUnmarked', 'AD-001'),
    'an item is marked as discussed before the mark is removed',
  ],
  [
    REVIEW.evolve(OPEN, marked('ItemDiscussed', 'AD-001'), { actorId: 1, version: 1 }),
    marked('ItemDiscussed', 'AD-001'),
    'an item is marked as discussed once',
  ],
  [
    REVIEW.evolve(OPEN, CLOSED, { actorId: 1, version: 1 }),
    CLOSED,
    'nothing after the review is closed',
  ],
  [OPEN, { type: 'ReviewCancelled', data: {} } as const, undefined],
])('finds what cannot follow %#', (state, event, flaw) => {
  expect(REVIEW.flawOf(state, event)).toBe(flaw);
});

it('reports what the rules of today would refuse', () => {
  const event = { type: 'ReviewDetailsChanged', schemaVersion: 1 };
  const data = { from: { name: 'x' }, to: { name: '' } };
  expect(REGISTRY.refusedToday({ ...event, data })).toBe(
    'name: expected 1 to 255 characters, found 0',
  );
});

it('replaces its participants where they stand', () => {
  const mail = (id: unknown) => `user ${String(id)}`;
  expect(REGISTRY.withUsers(OPENED, mail)).toEqual({
    number: 1,
    ...DETAILS,
    participants: ['user 1', 'user 2'],
  });
  const partly = changed({ participants: [1] }, { participants: [] });
  expect(REGISTRY.withUsers(partly, mail)).toEqual({
    from: { participants: ['user 1'] },
    to: { participants: [] },
  });
  const renamed = changed({ name: 'Weekly' }, { name: 'x' });
  expect(REGISTRY.withUsers(renamed, mail)).toEqual(renamed.data);
});
