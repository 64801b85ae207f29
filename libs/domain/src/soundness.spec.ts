import { NO_ITEM, type ItemState } from './item';
import { flawOf, refusedToday } from './soundness';
import { NO_TRACKER, type TrackerState } from './tracker';

const TRACKER: TrackerState = { exists: true, prefix: 'AD', name: 'Astro', description: null };
const ITEM: ItemState = {
  ...{ exists: true, number: 1, title: 'Sign', createDate: '2026-01-01', dueDate: null },
  ...{ category: 'Systems', ownerId: 1, priority: 'High', status: 'New' },
} as const;
const { exists: _, status: __, ...CREATED } = ITEM;
const NOTHING = { tracker: NO_TRACKER, item: NO_ITEM };
const BOTH = { tracker: TRACKER, item: ITEM };
const opened = {
  type: 'TrackerOpened',
  data: { prefix: 'AD', name: 'A', description: null },
} as const;
const created = { type: 'ItemCreated', data: CREATED } as const;
const note = { type: 'NoteAdded', data: { noteDate: '2026-01-01', content: 'x' } } as const;
const renamed = (from: { name?: string; description?: string | null }) =>
  ({ type: 'TrackerDetailsChanged', data: { from, to: {} } }) as const;

describe('an event that follows from those before it', () => {
  it.each([
    [NOTHING, opened],
    [NOTHING, created],
    [BOTH, note],
    [BOTH, renamed({ name: 'Astro' })],
    [BOTH, renamed({ description: null })],
    [BOTH, { type: 'ItemRetitled', data: { from: 'Sign', to: 'Signed' } } as const],
    [BOTH, { type: 'ItemDueDateMoved', data: { from: null, to: '2026-01-01' } } as const],
    [BOTH, { type: 'ItemStatusChanged', data: { from: 'New', to: 'New', comment: null } } as const],
  ])('has no flaw', (before, event) => {
    expect(flawOf(before, event)).toBeUndefined();
  });
});

describe('an event that does not', () => {
  it.each([
    [BOTH, opened, 'a tracker is opened once'],
    [NOTHING, renamed({ name: 'A' }), 'a tracker is opened before it changes'],
    [BOTH, renamed({ name: 'Other' }), 'from "Astro", which it was'],
    [BOTH, renamed({ description: 'x' }), 'from null, which it was'],
    [BOTH, created, 'an item is created once'],
    [NOTHING, note, 'an item is created before it changes'],
    [BOTH, { type: 'ItemRetitled', data: { from: 'X', to: 'Y' } }, 'from "Sign", which it was'],
    [
      BOTH,
      { type: 'ItemDueDateMoved', data: { from: '2026-01-01', to: null } },
      'from null, which it was',
    ],
    [
      BOTH,
      { type: 'ItemRecategorised', data: { from: 'ADCS', to: 'Systems' } },
      'from "Systems", which it was',
    ],
    [BOTH, { type: 'ItemReassigned', data: { from: 2, to: 1 } }, 'from 1, which it was'],
    [
      BOTH,
      { type: 'ItemReprioritised', data: { from: 'Low', to: 'High' } },
      'from "High", which it was',
    ],
    [
      BOTH,
      { type: 'ItemStatusChanged', data: { from: 'TBC', to: 'New', comment: null } },
      'from "New", which it was',
    ],
  ] as const)('says what it should have been', (before, event, flaw) => {
    expect(flawOf(before, event)).toBe(flaw);
  });
});

describe('an event of a ledger of version 1', () => {
  it.each([opened, created, note, renamed({ name: 'Astro' })])('may be as today: %#', (event) => {
    expect(refusedToday(event)).toBeUndefined();
  });

  it.each([
    [
      { type: 'ItemDueDateMoved', data: { from: null, to: '0026-12-15' } },
      'to: expected a date from',
    ],
    [
      { type: 'ItemRetitled', data: { from: 'Sign', to: '\u200b' } },
      'to: expected text that shows',
    ],
    [
      { type: 'ItemCreated', data: { ...CREATED, createDate: '9999-01-01' } },
      'create_date: expected',
    ],
    [{ type: 'NoteAdded', data: { noteDate: '0006-01-01', content: 'x' } }, 'note_date: expected'],
    [
      { type: 'TrackerDetailsChanged', data: { from: { name: 'A' }, to: { name: '\u202eA' } } },
      'name: expected text without controls of the reading direction',
    ],
  ] as const)('may be refused today: %#', (event, problem) => {
    expect(refusedToday(event)).toContain(problem);
  });
});
