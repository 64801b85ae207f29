import fc from 'fast-check';
import { givenReview } from '../testing';
import { REVIEW } from './review-aggregate';
import type { ReviewEvent } from './review-events';
import { NO_REVIEW, type ReviewCommand, type ReviewState } from './review';

const OPENED: ReviewEvent = {
  type: 'ReviewOpened',
  data: { number: 1, name: 'Weekly review', heldOn: '2026-03-01', participants: [1, 2] },
};
const CLOSED: ReviewEvent = { type: 'ReviewClosed', data: {} };
const CANCELLED: ReviewEvent = { type: 'ReviewCancelled', data: {} };
const discussed = (itemId: string): ReviewEvent => ({ type: 'ItemDiscussed', data: { itemId } });
const open = {
  type: 'OpenReview',
  number: 1,
  name: 'Weekly review',
  participants: [1, 2],
} as const;
const change = (changes: object) => ({ type: 'ChangeReview', changes }) as const;

describe('opening a review', () => {
  it('records its number, name, day and participants', () => {
    givenReview([]).when(open).then([OPENED]);
    givenReview([])
      .when({ ...open, name: ' Kick-off ', heldOn: '2026-02-27', participants: [] })
      .then([
        {
          type: 'ReviewOpened',
          data: { number: 1, name: 'Kick-off', heldOn: '2026-02-27', participants: [] },
        },
      ]);
  });

  it('reports every bad field', () => {
    givenReview([])
      .when({ ...open, name: '', heldOn: '2026-02-30', participants: [1, 1] })
      .then([
        { field: 'name', message: 'expected 1 to 255 characters, found 0' },
        { field: 'held_on', message: 'expected a date as YYYY-MM-DD, found "2026-02-30"' },
        { field: 'participants', message: 'expected each user once, found 1 twice' },
      ]);
  });

  it.each([
    [[77], 'expected ids of users, found 77, which no user has'],
    [[0], 'expected the id of a user (a positive whole number), found 0'],
    [Array.from({ length: 201 }, (_, n) => n + 1), 'expected at most 200 users, found 201'],
  ])('refuses the participants %j', (participants, message) => {
    givenReview([])
      .when({ ...open, participants })
      .then([{ field: 'participants', message }]);
  });

  it('is refused for a number that is taken', () => {
    givenReview([OPENED]).when(open).then('CONFLICT');
  });
});

describe('changing a review', () => {
  it('records from and to of the details that change, and the minutes apart', () => {
    givenReview([OPENED])
      .when(change({ name: 'Weekly review', participants: [2], minutes: ' Agreed.\n' }))
      .then([
        {
          type: 'ReviewDetailsChanged',
          data: { from: { participants: [1, 2] }, to: { participants: [2] } },
        },
        { type: 'MinutesWritten', data: { text: 'Agreed.' } },
      ]);
  });

  it('records nothing when nothing changes', () => {
    givenReview([OPENED])
      .when(change({ name: ' Weekly review', heldOn: '2026-03-01', participants: [1, 2] }))
      .then([]);
    givenReview([OPENED])
      .when(change({ minutes: ' ' }))
      .then([]);
  });

  it('takes minutes of 50,000 characters and no more', () => {
    givenReview([OPENED])
      .when(change({ minutes: '🛰'.repeat(50_000) }))
      .then([{ type: 'MinutesWritten', data: { text: '🛰'.repeat(50_000) } }]);
    givenReview([OPENED])
      .when(change({ minutes: 'x'.repeat(50_001) }))
      .then([{ field: 'minutes', message: 'expected 0 to 50000 characters, found 50001' }]);
  });

  it('names the fields when it is given none', () => {
    const message = 'expected at least one of name, held_on, participants, minutes, found none';
    givenReview([OPENED])
      .when(change({}))
      .then([{ field: 'body', message }]);
  });
});

describe('discussing an item', () => {
  it('is recorded once until the mark is removed', () => {
    const marks = { type: 'DiscussItem', itemId: 'AD-001' } as const;
    const unmarks = { type: 'UnmarkItem', itemId: 'AD-001' } as const;
    const unmarked: ReviewEvent = { type: 'ItemDiscussionUnmarked', data: { itemId: 'AD-001' } };
    givenReview([OPENED])
      .when(marks)
      .then([discussed('AD-001')]);
    givenReview([OPENED, discussed('AD-001')])
      .when(marks)
      .then([]);
    givenReview([OPENED, discussed('AD-001')])
      .when(unmarks)
      .then([unmarked]);
    givenReview([OPENED, discussed('AD-002')])
      .when(unmarks)
      .then([]);
    givenReview([OPENED, discussed('AD-001'), unmarked])
      .when(marks)
      .then([discussed('AD-001')]);
  });

  it('refuses what is no item', () => {
    givenReview([OPENED])
      .when({ type: 'DiscussItem', itemId: 'AD-1' })
      .then([
        { field: 'item_id', message: 'expected the id of an item like AD-001, found "AD-1"' },
      ]);
  });
});

describe('a review that has ended', () => {
  const commands: readonly ReviewCommand[] = [
    change({ minutes: 'x' }),
    change({ name: 'Weekly review' }),
    { type: 'DiscussItem', itemId: 'AD-001' },
    { type: 'UnmarkItem', itemId: 'AD-001' },
    { type: 'CloseReview' },
    { type: 'CancelReview' },
  ];

  it.each(commands)('refuses $type when closed or cancelled', (command) => {
    givenReview([OPENED, CLOSED]).when(command).then('CONFLICT');
    givenReview([OPENED, CANCELLED]).when(command).then('CONFLICT');
  });

  it.each(commands)('does not exist for $type before it is opened', (command) => {
    givenReview([]).when(command).then('NOT_FOUND');
  });

  it('still reports a bad field first', () => {
    givenReview([OPENED, CLOSED])
      .when(change({ name: '' }))
      .then('VALIDATION_ERROR');
  });

  it('closes with an event of its own', () => {
    givenReview([OPENED]).when({ type: 'CloseReview' }).then([CLOSED]);
    givenReview([OPENED]).when({ type: 'CancelReview' }).then([CANCELLED]);
  });
});

describe('the state of a review', () => {
  const after = (events: readonly ReviewEvent[]) =>
    events.reduce<ReviewState>(
      (state, event) => REVIEW.evolve(state, event, { actorId: 1, version: 1 }),
      NO_REVIEW,
    );

  it('keeps marks in their order', () => {
    const events = [
      OPENED,
      discussed('AD-002'),
      discussed('AD-001'),
      discussed('AD-003'),
      { type: 'ItemDiscussionUnmarked', data: { itemId: 'AD-001' } } as const,
    ];
    expect(after(events)).toMatchObject({ state: 'open', discussed: ['AD-002', 'AD-003'] });
    expect(after([...events, CLOSED])).toMatchObject({ state: 'closed' });
    expect(after([...events, CANCELLED])).toMatchObject({ state: 'cancelled' });
    expect(after([CLOSED])).toEqual(NO_REVIEW);
  });

  const item = fc.constantFrom('AD-001', 'AD-002', 'AD-003');
  const ending = fc
    .constantFrom('CloseReview' as const, 'CancelReview' as const)
    .map((type) => ({ type }));
  const command: fc.Arbitrary<ReviewCommand> = fc.oneof(
    { weight: 8, arbitrary: item.map((itemId) => ({ type: 'DiscussItem', itemId }) as const) },
    { weight: 8, arbitrary: item.map((itemId) => ({ type: 'UnmarkItem', itemId }) as const) },
    { weight: 4, arbitrary: fc.constantFrom('a', 'b').map((name) => change({ name })) },
    { weight: 4, arbitrary: fc.subarray([1, 2, 3]).map((p) => change({ participants: p })) },
    { weight: 4, arbitrary: fc.constantFrom('', 'x').map((minutes) => change({ minutes })) },
    { weight: 1, arbitrary: ending },
  );
  const context = { today: '2026-03-01', nextNumber: 1, isUser: () => true };

  it('accepts as an entry exactly what a command writes, and decides it again', () => {
    fc.assert(
      fc.property(fc.array(command, { maxLength: 30 }), (commands) => {
        let state = after([OPENED]);
        for (const one of commands) {
          if (!state.exists || state.state !== 'open') break;
          for (const event of REVIEW.decide(state, one, context)) {
            expect(REVIEW.flawOf(state, event)).toBeUndefined();
            expect(REVIEW.decide(state, REVIEW.commandOf(event), context)).toEqual([event]);
            state = REVIEW.evolve(state, event, { actorId: 1, version: 1 });
          }
        }
      }),
    );
  });
});
