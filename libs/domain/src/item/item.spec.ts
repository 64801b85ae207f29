import fc from 'fast-check';
import { DomainError } from '../domain-error';
import { upcastTo, type StoredEvent } from '../aggregate';
import { decideItem, NO_ITEM, type ItemCommand, type ItemState } from './item';
import { ITEM } from './item-aggregate';
import { REGISTRY } from '../registry';
import type { ItemEvent } from './item-events';
import { givenItem, itemAfter } from '../testing';
import { CATEGORIES, PRIORITIES, STATUSES } from '../vocabulary';

const FIELDS = {
  title: 'Calibrate',
  dueDate: '2026-04-01',
  category: 'ADCS',
  ownerId: 3,
  priority: 'High',
} as const;
const CREATED: ItemEvent = {
  type: 'ItemCreated',
  data: { ...FIELDS, number: 7, createDate: '2026-03-01' },
};

const create = { type: 'CreateItem', ...FIELDS } as const;
const change = (changes: object) => ({ type: 'ChangeItem', changes }) as const;
const statusTo = (status: string, comment: string | null = null) =>
  ({ type: 'ChangeStatus', status, comment }) as Extract<ItemCommand, { type: 'ChangeStatus' }>;
const note = (content: string) => ({ type: 'AddNote', content }) as const;
const importRow = {
  type: 'ImportItem',
  ...FIELDS,
  createDate: '2025-01-15',
  status: 'New',
} as const;

const TITLE_TOO_LONG = [{ field: 'title', message: 'expected 1 to 500 characters, found 501' }];
const STRANGER = [
  { field: 'owner_id', message: 'expected the id of a user, found 10, which no user has' },
];

describe('creating an item', () => {
  it('takes the next number and today', () => {
    givenItem([]).when(create).then([CREATED]);
    givenItem([])
      .when(create, { nextNumber: 1_000, today: '2028-02-29' })
      .then([{ ...CREATED, data: { ...CREATED.data, number: 1_000, createDate: '2028-02-29' } }]);
  });

  it('takes a date of its own and no due date', () => {
    givenItem([])
      .when({ ...create, createDate: '2020-02-29', dueDate: null })
      .then([{ ...CREATED, data: { ...CREATED.data, createDate: '2020-02-29', dueDate: null } }]);
  });

  it('reports all bad and missing fields at once', () => {
    const wrong = { type: 'CreateItem', title: ' ', category: 'Fun', ownerId: '3' };
    givenItem([])
      .when({ ...wrong, createDate: '2026-02-30' } as never)
      .then([
        { field: 'title', message: 'expected 1 to 500 characters, found 0' },
        { field: 'due_date', message: 'expected a date as YYYY-MM-DD, found nothing' },
        {
          field: 'category',
          message: `expected one of ${CATEGORIES.join(', ')}; found "Fun"`,
        },
        {
          field: 'owner_id',
          message: 'expected the id of a user (a positive whole number), found "3"',
        },
        { field: 'priority', message: 'expected one of High, Medium, Low; found nothing' },
        { field: 'create_date', message: 'expected a date as YYYY-MM-DD, found "2026-02-30"' },
      ]);
  });

  it('is refused for an owner who does not exist', () => {
    givenItem([])
      .when({ ...create, ownerId: 10 })
      .then(STRANGER);
  });

  it('is refused when the number is taken, or the numbers are used up', () => {
    givenItem([CREATED]).when(create).then('CONFLICT');
    givenItem([]).when(create, { nextNumber: 1_000_000_000 }).then('CONFLICT');
  });

  it('records nothing that it has no rule for', () => {
    const hostile = { ...create, number: 1, status: 'Complete', actorId: 99 };
    givenItem([]).when(hostile).then([CREATED]);
  });
});

describe('importing an item', () => {
  const row = { ...CREATED, data: { ...CREATED.data, createDate: '2025-01-15' } };

  it('takes the next number, and adds no entry for New', () => {
    givenItem([]).when(importRow).then([row]);
  });

  it('keeps a number', () => {
    givenItem([])
      .when({ ...importRow, number: 1_234 })
      .then([{ ...row, data: { ...row.data, number: 1_234 } }]);
    givenItem([])
      .when({ ...importRow, number: 3 }, { nextNumber: 1_000_000_000 })
      .then([{ ...row, data: { ...row.data, number: 3 } }]);
  });

  it('adds status and note, in this order', () => {
    givenItem([])
      .when({
        ...importRow,
        status: 'Complete',
        notes: [{ noteDate: '2025-02-01', content: ' ok ' }],
      })
      .then([
        row,
        { type: 'ItemStatusChanged', data: { from: 'New', to: 'Complete', comment: null } },
        { type: 'NoteAdded', data: { noteDate: '2025-02-01', content: 'ok' } },
      ]);
  });

  it('is refused when the number is taken', () => {
    givenItem([CREATED])
      .when({ ...importRow, number: 7 })
      .then('CONFLICT');
  });

  it.each([0, -1, 1.5, 1_000_000_000, Number.NaN])('is refused with the number %d', (number) => {
    givenItem([])
      .when({ ...importRow, number })
      .then([
        { field: 'id', message: `expected a whole number from 1 to 999999999, found ${number}` },
      ]);
  });

  it('is refused whole for a bad field, status or note', () => {
    givenItem([])
      .when({ ...importRow, title: 'x'.repeat(501) })
      .then(TITLE_TOO_LONG);
    givenItem([])
      .when({ ...importRow, ownerId: 10 })
      .then(STRANGER);
    givenItem([])
      .when({ ...importRow, status: 'Done' } as never)
      .then([{ field: 'status', message: `expected one of ${STATUSES.join(', ')}; found "Done"` }]);
    givenItem([])
      .when({ ...importRow, notes: [{ noteDate: '2025-02-31', content: '' }] })
      .then([
        { field: 'note_date', message: 'expected a date as YYYY-MM-DD, found "2025-02-31"' },
        { field: 'content', message: 'expected 1 to 10000 characters, found 0' },
      ]);
  });
});

describe('changing an item', () => {
  it('records one event per field, always in the same order', () => {
    givenItem([CREATED])
      .when(
        change({ priority: 'Low', ownerId: 4, category: 'ConOps', dueDate: null, title: ' New ' }),
      )
      .then([
        { type: 'ItemRetitled', data: { from: 'Calibrate', to: 'New' } },
        { type: 'ItemDueDateMoved', data: { from: '2026-04-01', to: null, reason: null } },
        { type: 'ItemRecategorised', data: { from: 'ADCS', to: 'ConOps' } },
        { type: 'ItemReassigned', data: { from: 3, to: 4 } },
        { type: 'ItemReprioritised', data: { from: 'High', to: 'Low' } },
      ]);
  });

  it('keeps a due date that is left out, and removes it by null', () => {
    givenItem([CREATED])
      .when(change({ title: 'New', dueDate: undefined }))
      .then([{ type: 'ItemRetitled', data: { from: 'Calibrate', to: 'New' } }]);
    const undated: ItemEvent = {
      type: 'ItemDueDateMoved',
      data: { from: '2026-04-01', to: null, reason: null },
    };
    givenItem([CREATED])
      .when(change({ dueDate: null }))
      .then([undated]);
    givenItem([CREATED, undated])
      .when(change({ dueDate: '2026-05-01' }))
      .then([{ type: 'ItemDueDateMoved', data: { from: null, to: '2026-05-01', reason: null } }]);
  });

  it('records nothing for values that the item has, trimmed or not', () => {
    givenItem([CREATED])
      .when(change({ ...FIELDS, title: ' Calibrate ' }))
      .then([]);
  });

  it('records a title that looks the same but is other text', () => {
    const composed: ItemEvent = { type: 'ItemRetitled', data: { from: 'Calibrate', to: '\u00e9' } };
    givenItem([CREATED, composed])
      .when(change({ title: 'e\u0301' }))
      .then([{ type: 'ItemRetitled', data: { from: '\u00e9', to: 'e\u0301' } }]);
  });

  it('is refused when it names no field', () => {
    const message =
      'expected at least one of title, due_date, category, owner_id, priority, found none';
    for (const nothing of [{}, { title: undefined }, { status: 'Complete' }]) {
      givenItem([CREATED])
        .when(change(nothing))
        .then([{ field: 'body', message }]);
    }
  });

  it.each(['title', 'category', 'ownerId', 'priority'])('is refused with null as %s', (field) => {
    givenItem([CREATED])
      .when(change({ [field]: null }))
      .then('VALIDATION_ERROR');
  });

  it('is refused whole for one bad field', () => {
    givenItem([CREATED])
      .when(change({ priority: 'Low', title: 'x'.repeat(501) }))
      .then(TITLE_TOO_LONG);
    givenItem([CREATED])
      .when(change({ priority: 'Low', ownerId: 10 }))
      .then(STRANGER);
  });

  it('is refused when there is no item', () => {
    givenItem([])
      .when(change({ title: 'x' }))
      .then('NOT_FOUND');
  });
});

describe('moving an item to a status', () => {
  const moved = (from: string, to: string, comment: string | null = null) =>
    ({ type: 'ItemStatusChanged', data: { from, to, comment } }) as ItemEvent;

  it.each(STATUSES.flatMap((from) => STATUSES.map((to) => [from, to])))(
    'records %s to %s',
    (from, to) => {
      givenItem([CREATED, moved('New', from)])
        .when(statusTo(to))
        .then([moved(from, to)]);
    },
  );

  it('records a comment, and an empty one as none', () => {
    givenItem([CREATED])
      .when(statusTo('Blocked', ' parts\n\tmissing '))
      .then([moved('New', 'Blocked', 'parts\n\tmissing')]);
    givenItem([CREATED])
      .when(statusTo('Blocked', ' '))
      .then([moved('New', 'Blocked')]);
  });

  it('is refused for a bad status or comment', () => {
    givenItem([CREATED])
      .when(statusTo('Done', 'x'.repeat(10_001)))
      .then([
        { field: 'status', message: `expected one of ${STATUSES.join(', ')}; found "Done"` },
        { field: 'comment', message: 'expected 0 to 10000 characters, found 10001' },
      ]);
  });

  it('is refused when there is no item', () => {
    givenItem([]).when(statusTo('Blocked')).then('NOT_FOUND');
  });
});

describe('adding a note', () => {
  it('takes today, or a date of its own', () => {
    givenItem([CREATED])
      .when(note(' called\n\tthem '))
      .then([{ type: 'NoteAdded', data: { noteDate: '2026-03-01', content: 'called\n\tthem' } }]);
    givenItem([CREATED])
      .when({ ...note('x'), noteDate: '2020-02-29' })
      .then([{ type: 'NoteAdded', data: { noteDate: '2020-02-29', content: 'x' } }]);
  });

  it('is refused without content or with a day that does not exist', () => {
    givenItem([CREATED])
      .when({ ...note(' \n '), noteDate: '2026-02-29' })
      .then([
        { field: 'note_date', message: 'expected a date as YYYY-MM-DD, found "2026-02-29"' },
        { field: 'content', message: 'expected 1 to 10000 characters, found 0' },
      ]);
  });

  it('is refused when there is no item', () => {
    givenItem([]).when(note('x')).then('NOT_FOUND');
  });
});

const IDEMPOTENT: ReadonlySet<string> = new Set<ItemCommand['type']>([
  ...(['ChangeItem', 'WithdrawItem', 'ReinstateItem', 'WithdrawNote', 'ReinstateNote'] as const),
]);

describe('any sequence of commands', () => {
  const text = fc.string({ unit: 'grapheme', maxLength: 12 });
  const ownerId = fc.integer({ min: 0, max: 12 });
  const date = fc.constantFrom('2026-01-01', '2028-02-29', '2026-02-29');
  const fields = {
    title: text,
    dueDate: fc.option(date),
    category: fc.constantFrom(...CATEGORIES),
    ownerId,
    priority: fc.constantFrom(...PRIORITIES),
  };
  const status = fc.constantFrom(...STATUSES);
  const entry = fc.integer({ min: 1, max: 10 });
  const command: fc.Arbitrary<ItemCommand> = fc.oneof(
    fc.record({ type: fc.constant('CreateItem' as const), ...fields }),
    fc.record({
      type: fc.constant('ImportItem' as const),
      ...fields,
      createDate: date,
      status,
    }),
    fc
      .record({ ...fields, dueDateReason: fc.option(text) }, { requiredKeys: [] })
      .map((changes) => ({ type: 'ChangeItem' as const, changes })),
    fc.record({ type: fc.constant('ChangeStatus' as const), status, comment: fc.option(text) }),
    fc.record({ type: fc.constant('AddNote' as const), content: text }),
    fc.record({ type: fc.constant('AmendNote' as const), entry, content: text, from: text }),
    fc.record({ type: fc.constant('WithdrawNote' as const), entry, reason: fc.option(text) }),
    fc.record({ type: fc.constant('ReinstateNote' as const), entry }),
    fc.record({ type: fc.constant('WithdrawItem' as const), reason: fc.option(text) }),
    fc.constant({ type: 'ReinstateItem' as const }),
  );
  const context = { today: '2026-03-01', nextNumber: 7, isUser: (id: number) => id < 10 };

  const decide = (state: ItemState, given: ItemCommand): readonly ItemEvent[] => {
    try {
      return decideItem(state, given, context);
    } catch (error) {
      if (error instanceof DomainError) return [];
      throw error;
    }
  };

  it('leaves events that mean the same after a way through JSON', () => {
    fc.assert(
      fc.property(fc.array(command, { maxLength: 30 }), (commands) => {
        let [live, read] = [NO_ITEM, NO_ITEM];
        let version = 0;
        for (const given of commands) {
          const events = decide(live, given);
          live = itemAfter(events, live, version);
          const bytes = events.map(({ type, data }) =>
            JSON.stringify({ type, schemaVersion: REGISTRY.schemaVersions[type], data }),
          );
          for (const text of bytes) {
            const event = upcastTo(ITEM, JSON.parse(text) as StoredEvent);
            read = itemAfter([event], read, version++);
          }
        }
        expect(read).toEqual(live);
      }),
    );
  });

  it('chains from and to, and changes nothing when it is given twice', () => {
    fc.assert(
      fc.property(fc.array(command, { maxLength: 20 }), (commands) => {
        let state: ItemState = NO_ITEM;
        let version = 0;
        for (const given of commands) {
          const events = decide(state, given);
          state = itemAfter(events, state, version);
          version += events.length;
          if (IDEMPOTENT.has(given.type)) expect(decide(state, given)).toEqual([]);
          const idle = events.filter(
            ({ data }) => 'from' in data && !('comment' in data) && data.from === data.to,
          );
          expect(idle).toEqual([]);
        }
      }),
    );
  });
});

describe('the state of an item', () => {
  it('does not come into being by a change', () => {
    const events: ItemEvent[] = [
      { type: 'ItemRetitled', data: { from: 'a', to: 'b' } },
      { type: 'NoteAdded', data: { noteDate: '2026-01-01', content: 'x' } },
    ];
    expect(itemAfter(events)).toEqual(NO_ITEM);
  });
});
