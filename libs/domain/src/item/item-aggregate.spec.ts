import { REGISTRY } from '../registry';
import { NO_ITEM, type ItemState } from './item';
import { ITEM } from './item-aggregate';
import type { ItemCreated, ItemEvent } from './item-events';
import { NO_NOTES } from './item-notes';

const DATA: ItemCreated['data'] = {
  ...{ number: 1, title: 'Sign', createDate: '2026-01-01', dueDate: null },
  ...{ category: 'Systems', ownerId: 1, priority: 'High' },
};
const SIGN: ItemState = {
  ...{ exists: true, status: 'New', notes: NO_NOTES, withdrawn: null },
  ...{ firstDueDate: null, dueDateMoves: 0, dueDateSlips: 0 },
  ...DATA,
};
const created = { type: 'ItemCreated', data: DATA } as const;
const note = { type: 'NoteAdded', data: { noteDate: '2026-01-01', content: 'x' } } as const;
const amended = { type: 'NoteAmended', data: { entry: 2, from: 'x', to: 'y' } } as const;
const noteWithdrawn = { type: 'NoteWithdrawn', data: { entry: 2, reason: 'wrong item' } } as const;
const noteReinstated = { type: 'NoteReinstated', data: { entry: 2 } } as const;
const withdrawn = { type: 'ItemWithdrawn', data: { reason: 'entered twice' } } as const;
const reinstated = { type: 'ItemReinstated', data: {} } as const;
/** Its note is entry 2. */
const NOTED = ITEM.evolve(SIGN, note, { actorId: 1, version: 2 });
const WITHOUT_NOTE = ITEM.evolve(NOTED, noteWithdrawn, { actorId: 1, version: 3 });
const GONE = ITEM.evolve(SIGN, withdrawn, { actorId: 1, version: 2 });

describe('an event that follows from those before it', () => {
  it.each<[ItemState, ItemEvent]>([
    [NO_ITEM, created],
    [SIGN, note],
    [SIGN, { type: 'ItemRetitled', data: { from: 'Sign', to: 'Signed' } }],
    [SIGN, { type: 'ItemDueDateMoved', data: { from: null, to: '2026-01-01', reason: null } }],
    [SIGN, { type: 'ItemStatusChanged', data: { from: 'New', to: 'New', comment: null } }],
    [NOTED, amended],
    [NOTED, noteWithdrawn],
    [WITHOUT_NOTE, noteReinstated],
    [SIGN, withdrawn],
    [GONE, reinstated],
  ])('has no flaw', (before, event) => {
    expect(ITEM.flawOf(before, event)).toBeUndefined();
  });
});

describe('an event that does not', () => {
  it.each<[ItemState, ItemEvent, string]>([
    [SIGN, created, 'an item is created once'],
    [NO_ITEM, note, 'an item is created before it changes'],
    [SIGN, { type: 'ItemRetitled', data: { from: 'X', to: 'Y' } }, 'from "Sign", which it was'],
    [
      SIGN,
      { type: 'ItemDueDateMoved', data: { from: '2026-01-01', to: null, reason: null } },
      'from null, which it was',
    ],
    [
      SIGN,
      { type: 'ItemRecategorised', data: { from: 'ADCS', to: 'Systems' } },
      'from "Systems", which it was',
    ],
    [SIGN, { type: 'ItemReassigned', data: { from: 2, to: 1 } }, 'from 1, which it was'],
    [
      SIGN,
      { type: 'ItemReprioritised', data: { from: 'Low', to: 'High' } },
      'from "High", which it was',
    ],
    [
      SIGN,
      { type: 'ItemStatusChanged', data: { from: 'TBC', to: 'New', comment: null } },
      'from "New", which it was',
    ],
    [SIGN, amended, 'the entry of a note, found 2'],
    [WITHOUT_NOTE, amended, 'a withdrawn note does not change'],
    [WITHOUT_NOTE, noteWithdrawn, 'a withdrawn note does not change'],
    [NOTED, noteReinstated, 'a note is withdrawn before it is reinstated'],
    [GONE, note, 'a withdrawn item does not change'],
    [GONE, withdrawn, 'a withdrawn item does not change'],
    [SIGN, reinstated, 'an item is withdrawn before it is reinstated'],
  ])('says what it should have been', (before, event, flaw) => {
    expect(ITEM.flawOf(before, event)).toBe(flaw);
  });
});

describe('an event of a ledger of version 1', () => {
  const refused = (event: ItemEvent) =>
    REGISTRY.refusedToday({ ...event, schemaVersion: REGISTRY.schemaVersions[event.type] });

  it.each([created, note])('may be as today: %#', (event) => {
    expect(refused(event)).toBeUndefined();
  });

  it.each<[ItemEvent, string]>([
    [
      { type: 'ItemDueDateMoved', data: { from: null, to: '0026-12-15', reason: null } },
      'to: expected a date from',
    ],
    [
      {
        type: 'ItemDueDateMoved',
        data: { from: null, to: '2026-12-15', reason: 'x'.repeat(501) },
      },
      'reason: expected 0 to 500 characters, found 501',
    ],
    [{ type: 'ItemRetitled', data: { from: 'Sign', to: '\u200b' } }, 'to: expected visible text'],
    [{ type: 'ItemCreated', data: { ...DATA, createDate: '9999-01-01' } }, 'create_date: expected'],
    [{ type: 'NoteAdded', data: { noteDate: '0006-01-01', content: 'x' } }, 'note_date: expected'],
  ])('may be refused today: %#', (event, problem) => {
    expect(refused(event)).toContain(problem);
  });
});

describe('the stream of an item', () => {
  it.each([
    ['AD-001', true],
    ['AD-1', false],
    ['AD', false],
    ['AD-M1', false],
  ])('%s is one: %s', (stream, isOne) => {
    expect(ITEM.owns(stream)).toBe(isOne);
  });

  it('is named after the number of the item', () => {
    expect(ITEM.nameFlawOf(created, 'AD-001')).toBeUndefined();
    expect(ITEM.nameFlawOf(note, 'AD-002')).toBeUndefined();
    expect(ITEM.nameFlawOf(created, 'AD-002')).toBe('AD-002 cannot have the number of AD-001');
    const unnumbered: ItemEvent = { type: 'ItemCreated', data: { ...DATA, number: 0 } };
    expect(ITEM.nameFlawOf(unnumbered, 'AD-001')).toBe(
      'a whole number from 1 to 999999999, found 0',
    );
  });
});

const context = { today: '', nextNumber: 9, isUser: () => true };

it.each<[ItemEvent, ItemState]>([
  [amended, NOTED],
  [noteWithdrawn, NOTED],
  [noteReinstated, WITHOUT_NOTE],
  [withdrawn, SIGN],
  [reinstated, GONE],
])('$0.type comes from a command that decides it again', (event, before) => {
  expect(ITEM.decide(before, ITEM.commandOf(event), context)).toEqual([event]);
});

it.each<ItemEvent>([
  note,
  { type: 'ItemRetitled', data: { from: 'Sign', to: 'Signed' } },
  { type: 'ItemDueDateMoved', data: { from: null, to: '2026-01-01', reason: null } },
  { type: 'ItemDueDateMoved', data: { from: null, to: '2026-01-01', reason: 'first plan' } },
  { type: 'ItemRecategorised', data: { from: 'Systems', to: 'ADCS' } },
  { type: 'ItemReassigned', data: { from: 1, to: 2 } },
  { type: 'ItemReprioritised', data: { from: 'High', to: 'Low' } },
  { type: 'ItemStatusChanged', data: { from: 'New', to: 'TBC', comment: 'x' } },
])('$type comes from a command that decides it again', (event) => {
  expect(ITEM.decide(SIGN, ITEM.commandOf(event), context)).toEqual([event]);
});

it('is created again with its number, and with nothing that an event cannot say', () => {
  expect(ITEM.decide(NO_ITEM, ITEM.commandOf(created), context)).toEqual([created]);
  const more = { ...DATA, type: 'AddNote', status: 'Blocked', notes: 5 };
  const claimed = { type: 'ItemCreated', data: more } as const;
  expect(ITEM.decide(NO_ITEM, ITEM.commandOf(claimed), context)).toEqual([created]);
});
