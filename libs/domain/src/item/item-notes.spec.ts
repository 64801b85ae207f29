import { givenItem, itemAfter } from '../testing';
import { evolveItem } from './item';
import type { ItemEvent } from './item-events';
import { foundText, shownNote } from './item-notes';

const CREATED: ItemEvent = {
  type: 'ItemCreated',
  data: {
    ...{ number: 7, title: 'Calibrate', createDate: '2026-03-01', dueDate: null },
    ...{ category: 'ADCS', ownerId: 3, priority: 'High' },
  },
};

const noted = (noteDate: string, content: string): ItemEvent => ({
  type: 'NoteAdded',
  data: { noteDate, content },
});
const amended = (entry: number, from: string, to: string): ItemEvent => ({
  type: 'NoteAmended',
  data: { entry, from, to },
});
const withdrawn = (entry: number, reason: string | null = null): ItemEvent => ({
  type: 'NoteWithdrawn',
  data: { entry, reason },
});
const reinstated = (entry: number): ItemEvent => ({ type: 'NoteReinstated', data: { entry } });

const amend = (entry: number, from: string, content: string, readAt?: number) =>
  ({
    type: 'AmendNote',
    entry,
    from,
    content,
    ...(readAt === undefined ? {} : { readAt }),
  }) as const;
const withdraw = (entry: number, reason: string | null = null) =>
  ({ type: 'WithdrawNote', entry, reason }) as const;
const reinstate = (entry: number) => ({ type: 'ReinstateNote', entry }) as const;

/** The note is entry 2. */
const NOTED = [CREATED, noted('2026-03-01', 'caled')];

describe('amending a note', () => {
  it('records the text before and after, trimmed', () => {
    givenItem(NOTED)
      .when(amend(2, 'caled', ' called '))
      .then([amended(2, 'caled', 'called')]);
  });

  it('records nothing for the same text', () => {
    givenItem(NOTED)
      .when(amend(2, 'caled', 'caled'))
      .then([]);
  });

  it('is refused for an empty text', () => {
    givenItem(NOTED)
      .when(amend(2, 'caled', ' '))
      .then([{ field: 'content', message: 'expected 1 to 10000 characters, found 0' }]);
  });

  it.each([0, 1, 3, 1.5])('is refused for entry %d, which is not a note', (entry) => {
    givenItem(NOTED)
      .when(amend(entry, 'caled', 'called'))
      .then('NOT_FOUND');
  });

  it('is refused for a withdrawn note', () => {
    givenItem([...NOTED, withdrawn(2)])
      .when(amend(2, 'caled', 'called'))
      .then('CONFLICT');
  });

  it('is refused when a note has been amended since its text was read', () => {
    const twice = [...NOTED, amended(2, 'caled', 'called')];
    givenItem(twice)
      .when(amend(2, 'caled', 'wrote', 2))
      .then('PRECONDITION_FAILED');
    givenItem(twice)
      .when(amend(2, 'called', 'wrote', 3))
      .then([amended(2, 'called', 'wrote')]);
  });
});

describe('withdrawing a note', () => {
  it('records why, or that nobody said', () => {
    givenItem(NOTED)
      .when(withdraw(2, ' wrong item '))
      .then([withdrawn(2, 'wrong item')]);
    givenItem(NOTED)
      .when(withdraw(2, ''))
      .then([withdrawn(2)]);
  });

  it('records nothing when it is withdrawn already', () => {
    givenItem([...NOTED, withdrawn(2)])
      .when(withdraw(2, 'again'))
      .then([]);
  });

  it('is refused for an entry that is not a note, and for a long reason', () => {
    givenItem(NOTED).when(withdraw(1)).then('NOT_FOUND');
    givenItem(NOTED)
      .when(withdraw(2, 'x'.repeat(501)))
      .then([{ field: 'reason', message: 'expected 0 to 500 characters, found 501' }]);
  });
});

describe('reinstating a note', () => {
  it('makes it a note as before', () => {
    const events = [...NOTED, withdrawn(2)];
    givenItem(events)
      .when(reinstate(2))
      .then([reinstated(2)]);
    givenItem([...events, reinstated(2)])
      .when(amend(2, 'caled', 'called'))
      .then([amended(2, 'caled', 'called')]);
  });

  it('records nothing when it is not withdrawn', () => {
    givenItem(NOTED).when(reinstate(2)).then([]);
  });

  it('is refused for an entry that is not a note', () => {
    givenItem(NOTED).when(reinstate(1)).then('NOT_FOUND');
  });
});

describe('the note that a list shows', () => {
  it('keeps the first line of the note of the latest date, and of one date of the later entry', () => {
    const note = (noteDate: string, content: string, actorId: number) =>
      ({ event: { type: 'NoteAdded', data: { noteDate, content } }, actorId }) as const;
    const noted = [
      note('2026-01-26', 'first', 5),
      note('2026-01-26', `${'s'.repeat(199)}🛰🛰\nline`, 6),
      note('2026-01-25', 'about the day before', 5),
    ].reduce(
      (state, { event, actorId }, index) =>
        evolveItem(state, event, { actorId, version: index + 1 }),
      itemAfter([CREATED]),
    );
    const line = `${'s'.repeat(199)}🛰`;
    expect(noted).toMatchObject({
      notes: { count: 3, latest: [{ authorId: 6, line }, { line: 'first' }, {}] },
    });
  });

  const shownAfter = (...events: readonly ItemEvent[]) => {
    const item = itemAfter([...NOTED, ...events]);
    return item.exists ? shownNote(item.notes)?.line : undefined;
  };

  it('has the amended text', () => {
    expect(shownAfter(amended(2, 'caled', 'called\nback'))).toBe('called');
  });

  it('is the one before while the latest is withdrawn', () => {
    const second = noted('2026-03-02', 'wrote');
    expect(shownAfter(second, withdrawn(3))).toBe('caled');
    expect(shownAfter(second, withdrawn(3), withdrawn(2))).toBeUndefined();
    expect(shownAfter(second, withdrawn(3), reinstated(3))).toBe('wrote');
  });

  it('is one of the five latest', () => {
    const more = Array.from({ length: 5 }, (_, n) => noted(`2026-03-0${n + 2}`, `note ${n + 3}`));
    const latest = [7, 6, 5, 4].map((entry) => withdrawn(entry));
    expect(shownAfter(...more, ...latest)).toBe('note 3');
    expect(shownAfter(...more, ...latest, withdrawn(3))).toBeUndefined();
  });
});

it('is found by the text that it has now', () => {
  const foundAfter = (...events: readonly ItemEvent[]) => {
    const item = itemAfter([...NOTED, ...events]);
    return item.exists ? foundText(item.notes, 2) : undefined;
  };
  expect(foundAfter()).toBe('original');
  expect(foundAfter(amended(2, 'caled', 'called'))).toBe('amended');
  expect(foundAfter(withdrawn(2))).toBe('none');
  expect(foundAfter(withdrawn(2), reinstated(2))).toBe('original');
  expect(foundAfter(amended(2, 'caled', 'called'), withdrawn(2), reinstated(2))).toBe('amended');
});
