import type { ItemCommand } from './item/item';
import { AGGREGATES, SCHEMA_VERSIONS } from './registry';
import { TRACKER } from './tracker/tracker-aggregate';
import { AT, CONTEXT, existing, UndoableItem } from './testing/undoable-item';
import { planUndo, type UndoEntry } from './undo';
import type { PRIORITIES, STATUSES } from './vocabulary';

const status = (to: (typeof STATUSES)[number]): ItemCommand => ({
  ...{ type: 'ChangeStatus', status: to, comment: null },
});
const priority = (to: (typeof PRIORITIES)[number]): ItemCommand => ({
  ...{ type: 'ChangeItem', changes: { priority: to } },
});
const note = (content: string): ItemCommand => ({ type: 'AddNote', content });

describe('every event type', () => {
  const ways = new Map<string, object>(
    AGGREGATES.flatMap(({ undo }) => Object.entries<object>(undo)),
  );

  it.each(Object.keys(SCHEMA_VERSIONS))('%s has a way back or says why there is none', (type) => {
    expect(Object.keys(ways.get(type) ?? {})).toEqual([expect.stringMatching(/^(reverse|none)$/)]);
  });
});

describe('an undo', () => {
  it('sets every field of an act back, and the note with it', () => {
    const stream = new UndoableItem();
    stream.write('act', 2, status('Blocked'));
    stream.write('act', 2, priority('High'));
    stream.write('act', 2, note('Waiting'));
    stream.undo('act');
    expect(existing(stream)).toMatchObject({ status: 'New', priority: 'Low' });
    expect(existing(stream).notes.count).toBe(1);
    expect(stream.entries.at(-3)?.event.type).toBe('NoteWithdrawn');
  });

  it('leaves a field that somebody has changed since, and says who and to what', () => {
    const stream = new UndoableItem();
    stream.write('act', 2, status('Blocked'));
    stream.write('act', 2, priority('High'));
    stream.write('other', 3, status('Complete'));
    const { done, conflicts } = stream.plan('act');
    expect(done).toEqual([{ what: 'priority', from: 'High', to: 'Low' }]);
    expect(conflicts).toEqual([
      { what: 'status', expected: 'Blocked', found: 'Complete', byId: 3, at: AT },
    ]);
  });

  it('does not count a change that was itself undone', () => {
    const stream = new UndoableItem();
    stream.write('act', 2, status('Blocked'));
    stream.write('other', 3, status('Complete'));
    stream.undo('other');
    expect(stream.plan('act')).toMatchObject({ conflicts: [], done: [{ to: 'New' }] });
  });

  it('does not count a change that set the same value', () => {
    const stream = new UndoableItem();
    stream.write('act', 2, status('Blocked'));
    stream.write('other', 3, status('Blocked'));
    expect(stream.plan('act')).toMatchObject({ conflicts: [], done: [{ to: 'New' }] });
  });

  it('counts a change that led back to the same value by a detour', () => {
    const stream = new UndoableItem();
    stream.write('act', 2, status('Blocked'));
    stream.write('other', 3, status('Complete'));
    stream.write('third', 3, status('Blocked'));
    expect(stream.plan('act')).toMatchObject({ done: [], conflicts: [{ found: 'Blocked' }] });
  });

  it('takes back several changes of one field, newest first', () => {
    const stream = new UndoableItem();
    stream.write('act', 2, status('In Progress'));
    stream.write('act', 2, status('Complete'));
    stream.undo('act');
    expect(existing(stream).status).toBe('New');
  });

  it('has no effect the second time', () => {
    const stream = new UndoableItem();
    stream.write('act', 2, status('Blocked'));
    stream.undo('act');
    expect(stream.plan('act')).toEqual({ events: [], done: [], conflicts: [], impossible: [] });
  });

  it('can be undone, and so on', () => {
    const stream = new UndoableItem();
    stream.write('act', 2, status('Blocked'));
    stream.write('act', 2, note('Waiting'));
    const undo = stream.undo('act');
    const redo = stream.undo(undo);
    expect(existing(stream).status).toBe('Blocked');
    expect(stream.entries.at(-1)?.event.type).toBe('NoteReinstated');
    stream.undo(redo);
    expect(existing(stream).status).toBe('New');
    expect(stream.plan('act').events).toEqual([]);
  });

  it('is not undone over an older undo that came between', () => {
    const stream = new UndoableItem();
    stream.write('first', 2, status('Blocked'));
    stream.write('second', 2, status('Complete'));
    const undo = stream.undo('second');
    stream.undo('first');
    expect(stream.plan(undo)).toMatchObject({ done: [], conflicts: [{ found: 'New' }] });
  });

  it('withdraws a created item if nobody else has written to it', () => {
    const stream = new UndoableItem();
    stream.write('creation', 1, note('From the file'));
    const undo = stream.undo('creation');
    expect(existing(stream).withdrawn).not.toBeNull();
    expect(stream.entries.at(-1)?.event.type).toBe('ItemWithdrawn');
    stream.undo(undo);
    expect(existing(stream).withdrawn).toBeNull();
    expect(stream.plan('creation').events).toHaveLength(1);
  });

  it('leaves a created item as a whole if somebody has', () => {
    const stream = new UndoableItem();
    stream.write('other', 3, note('Mine'));
    expect(stream.plan('creation')).toMatchObject({
      ...{ events: [], done: [] },
      conflicts: [{ what: 'item', found: 'note', byId: 3 }],
    });
  });

  it('leaves a withdrawn item alone', () => {
    const stream = new UndoableItem();
    stream.write('act', 2, status('Blocked'));
    stream.write('other', 3, { type: 'WithdrawItem', reason: 'twice' });
    expect(stream.plan('act')).toMatchObject({
      events: [],
      conflicts: [{ what: 'status', expected: 'Blocked', found: 'withdrawn', byId: 3 }],
    });
  });

  it('says why an entry has no way back', () => {
    const opened: UndoEntry = {
      ...{ version: 1, actorId: 1, batch: 'b', commandId: 'b', undoes: null, at: AT },
      event: { type: 'TrackerOpened', data: { prefix: 'AD', name: 'A', description: null } },
    };
    const plan = planUndo(TRACKER, [opened], () => true, CONTEXT);
    expect(plan.impossible).toEqual(['a tracker that was opened stays open']);
  });
});
