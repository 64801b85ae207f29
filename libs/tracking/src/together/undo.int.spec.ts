import type { Batch, UndoResult } from '@action-tracker/contracts';
import type { EntrySet } from '@action-tracker/event-store';
import { expectSoundLedgers } from '@action-tracker/event-store/testing';
import { ListBatches } from '../batches/batches';
import { BulkCommand } from './bulk-command';
import type { BulkChange } from './bulk-change';
import { AddNoteCommand } from '../items/add-note';
import { ChangeItemCommand } from '../items/change-item';
import { ChangeStatusCommand } from '../items/change-status';
import { GetItem } from '../items/get-item';
import { ListItemEvents } from '../items/item-events';
import { exportLedger } from '../ledger-files/ledger-file';
import { ImportLedgerLinesCommand } from '../ledger-files/import-ledger-lines';
import { readLedgerLine } from '../ledger-files/read-ledger-file';
import type { LedgerLine } from '../ledger-files/replay-line';
import type { Origin } from '../ledger/origin';
import { Scope } from '../ledger/scope';
import { verifyReadModels } from '../read-tables/verify';
import { Application, idOf } from '../testing/application';
import { ChangeTrackerCommand } from '../trackers/change-tracker';
import { GetTracker } from '../trackers/trackers';
import { UndoCommand } from './undo-command';

const ME = { actorId: 1 };
const SHE = { actorId: 2 };

let app: Application;

beforeEach(async () => {
  app = await (await Application.open()).furnish();
});

afterEach(async () => {
  const found: unknown[] = [];
  for await (const ledger of verifyReadModels(app.database.pool)) found.push(...ledger.differences);
  expect(found).toEqual([]);
  await expectSoundLedgers(app.database.pool);
  await app.close();
});

async function undo(set: EntrySet, origin = app.origin(), isDryRun = false): Promise<UndoResult> {
  const started = await app.command(new UndoCommand(Scope.everything, set, isDryRun, origin));
  if ('result' in started) return started.result;
  throw new Error('Expected an undo of few items');
}

async function bulk(itemIds: readonly string[], change: BulkChange, who: Partial<Origin> = ME) {
  const asked = itemIds.map((itemId) => ({ itemId }));
  const started = await app.command(
    new BulkCommand(Scope.everything, { items: { asked }, change }, app.origin(who)),
  );
  if ('result' in started) return started.result;
  throw new Error('Expected a change of few items');
}

const status = (itemId: string, to: 'Blocked' | 'Complete', who: Partial<Origin> = ME) => {
  const origin = app.origin(who);
  const command = new ChangeStatusCommand(itemId, { status: to, comment: null }, origin);
  return app.command(command).then(() => origin.commandId);
};
const get = (itemId: string) => app.query(new GetItem(Scope.everything, itemId));
const history = async (itemId: string) =>
  (await app.query(new ListItemEvents(Scope.everything, itemId))).items;
const batches = async (): Promise<readonly Batch[]> =>
  (await app.query(new ListBatches(Scope.everything, 1))).items;

describe('the undo of a command', () => {
  it('sets the fields back and says so in the history, in both directions', async () => {
    await app.createItem();
    const { commandId } = app.origin();
    const changes = { priority: 'Low', ownerId: 2 } as const;
    await app.command(new ChangeItemCommand('AD-001', changes, { ...app.origin(ME), commandId }));
    const { batch, ...result } = await undo({ commandId });
    expect(result).toEqual({
      ...{ dry_run: false, done: 2, conflicts: 0 },
      items: [
        {
          ...{ item_id: 'AD-001', tracker_id: 1, conflicts: [] },
          done: [
            { what: 'priority', from: 'Low', to: 'High' },
            { what: 'owner_id', from: 2, to: 1 },
          ],
        },
      ],
    });
    expect(await get('AD-001')).toMatchObject({ priority: 'High', owner_id: 1, version: 5 });
    const entries = await history('AD-001');
    expect(entries.map(({ undoes }) => undoes)).toEqual([null, null, null, commandId, commandId]);
    expect(entries.slice(3).map((entry) => entry.batch)).toEqual([batch, batch]);
    expect(await batches()).toEqual([]);
  });

  it('says what it would do and writes nothing', async () => {
    await app.createItem();
    const commandId = await status('AD-001', 'Blocked');
    const result = await undo({ commandId }, app.origin(), true);
    expect(result).toMatchObject({ dry_run: true, batch: null, done: 1 });
    expect(await get('AD-001')).toMatchObject({ status: 'Blocked', version: 2 });
  });

  it('takes a note back, and a withdrawn one again', async () => {
    await app.createItem();
    const origin = app.origin();
    await app.command(new AddNoteCommand('AD-001', { content: 'Called' }, origin));
    const { batch } = await undo({ commandId: origin.commandId });
    await undo({ batch: batch ?? '' });
    const types = (await history('AD-001')).map(({ type }) => type);
    expect(types).toEqual(['ItemCreated', 'NoteAdded', 'NoteWithdrawn', 'NoteReinstated']);
  });

  it('sets the details of a tracker back', async () => {
    const origin = app.origin();
    await app.command(new ChangeTrackerCommand(1, { name: 'Astro' }, origin));
    await undo({ commandId: origin.commandId });
    expect(await app.query(new GetTracker(Scope.everything, 1))).toMatchObject({
      name: 'Astro Digital',
    });
  });

  it('is refused for what nobody did, and for what has no way back', async () => {
    await expect(undo({ commandId: idOf(999) })).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(undo({ batch: idOf(999) })).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(undo({ commandId: idOf(1) })).rejects.toThrow('a tracker that was opened');
  });
});

describe('a change of many items', () => {
  it('is one batch, of which each item is changed or refused for itself', async () => {
    for (let n = 0; n < 3; n++) await app.createItem();
    const change = { changes: { ownerId: 2 }, status: 'Blocked', note: 'Ask John' } as const;
    const { batch, items } = await bulk(['AD-001', 'AD-003', 'AD-009'], change);
    expect(items).toEqual([
      { item_id: 'AD-001', outcome: 'changed' },
      { item_id: 'AD-003', outcome: 'changed' },
      {
        ...{ item_id: 'AD-009', outcome: 'refused' },
        error: { code: 'NOT_FOUND', message: 'Action item AD-009 not found' },
      },
    ]);
    expect(await get('AD-003')).toMatchObject({ owner_id: 2, status: 'Blocked', note_count: 1 });
    expect(await batches()).toEqual([
      {
        ...{ batch, at: expect.any(String), by_id: 1, channel: 'api', kind: 'bulk' },
        ...{ kinds: ['ItemReassigned', 'ItemStatusChanged', 'NoteAdded'], items: 2 },
        ...{ label: null, file: null, undoes: null, undone_by: null },
      },
    ]);
  });

  it('is undone as a whole, but for what somebody has changed since', async () => {
    for (let n = 0; n < 3; n++) await app.createItem();
    const { batch } = await bulk(['AD-001', 'AD-002', 'AD-003'], { status: 'Blocked' });
    await status('AD-002', 'Complete', SHE);
    const undone = await undo({ batch: batch ?? '' });
    expect(undone).toMatchObject({ done: 2, conflicts: 1 });
    expect(undone.items[1]?.conflicts).toEqual([
      {
        ...{ what: 'status', expected: 'Blocked', found: 'Complete' },
        ...{ by_id: 2, at: expect.any(String) },
      },
    ]);
    const found = await Promise.all(['AD-001', 'AD-002', 'AD-003'].map(get));
    expect(found.map((item) => item.status)).toEqual(['New', 'Complete', 'New']);
    expect((await batches()).map((one) => one.undone_by)).toEqual([null, undone.batch]);
    const redone = await undo({ batch: undone.batch ?? '' });
    expect(redone).toMatchObject({ done: 2, conflicts: 0 });
    expect((await batches()).map((one) => one.undone_by)).toEqual([null, redone.batch, null]);
  });

  it('leaves an item that has the values, and refuses one of another version', async () => {
    for (let n = 0; n < 2; n++) await app.createItem();
    const asked = [{ itemId: 'AD-001' }, { itemId: 'AD-002' }];
    const input = {
      ...{ items: { asked }, change: { changes: { priority: 'High' as const } } },
      versions: { 'AD-002': 7 },
    } as const;
    const started = await app.command(new BulkCommand(Scope.everything, input, app.origin()));
    expect(started).toMatchObject({
      result: {
        items: [
          { outcome: 'unchanged' },
          { outcome: 'refused', error: { code: 'PRECONDITION_FAILED' } },
        ],
      },
    });
  });

  it('gives items values of their own', async () => {
    for (let n = 0; n < 2; n++) await app.createItem();
    const asked = [
      { itemId: 'AD-001', change: { changes: { title: 'One' } } },
      { itemId: 'AD-002', change: { status: 'TBC' } },
    ] as const;
    const input = { items: { asked }, change: {} };
    await app.command(new BulkCommand(Scope.everything, input, app.origin()));
    expect(await get('AD-001')).toMatchObject({ title: 'One' });
    expect(await get('AD-002')).toMatchObject({ status: 'TBC' });
  });

  it('takes all that a filter matches, if their number is the one that the caller saw', async () => {
    for (let n = 0; n < 3; n++) await app.createItem();
    await status('AD-002', 'Complete');
    const filter = { trackerIds: [1], words: { status: ['New'] } };
    const change = { changes: { priority: 'Low' } } as const;
    const ask = (expectedCount: number, origin = app.origin()) =>
      app.command(
        new BulkCommand(Scope.everything, { items: { filter, expectedCount }, change }, origin),
      );
    await expect(ask(3)).rejects.toThrow('Expected 3 items that match, found 2');
    const origin = app.origin();
    const first = await ask(2, origin);
    await status('AD-001', 'Complete');
    expect(await ask(2, origin)).toEqual(first);
    expect(first).toMatchObject({ result: { items: [{ item_id: 'AD-001' }, {}] } });
  });

  it('refuses a value that no item accepts once and for all', async () => {
    await app.createItem();
    await expect(bulk(['AD-001'], { changes: { ownerId: 77 } })).rejects.toMatchObject({
      code: 'VALIDATION_ERROR',
    });
    expect((await get('AD-001')).version).toBe(1);
  });

  it('says what it would do', async () => {
    for (let n = 0; n < 2; n++) await app.createItem();
    await status('AD-002', 'Complete');
    const asked = ['AD-001', 'AD-002', 'AD-003'].map((itemId) => ({ itemId }));
    const input = { items: { asked }, change: { status: 'Complete' }, isDryRun: true } as const;
    expect(await app.command(new BulkCommand(Scope.everything, input, app.origin()))).toMatchObject(
      {
        result: {
          batch: null,
          items: [{ outcome: 'changed' }, { outcome: 'unchanged' }, { outcome: 'refused' }],
        },
      },
    );
    expect((await get('AD-001')).version).toBe(1);
  });
});

describe('a repeat', () => {
  it('of an undo has the same answer and no further effect', async () => {
    for (let n = 0; n < 2; n++) await app.createItem();
    const { batch } = await bulk(['AD-001', 'AD-002'], { status: 'Blocked' });
    const origin = app.origin();
    const first = await undo({ batch: batch ?? '' }, origin);
    expect(await undo({ batch: batch ?? '' }, origin)).toEqual(first);
    expect((await get('AD-001')).version).toBe(3);
    await expect(undo({ commandId: batch ?? '' }, origin)).rejects.toThrow('same command id');
  });

  it('continues what was interrupted', async () => {
    for (let n = 0; n < 2; n++) await app.createItem();
    const { batch } = await bulk(['AD-001', 'AD-002'], { status: 'Blocked' });
    const origin = app.origin();
    const first = await undo({ batch: batch ?? '' }, origin);
    await app.database.pool.query('UPDATE jobs SET result = NULL, ended_at = NULL WHERE id = $1', [
      origin.commandId,
    ]);
    expect(await undo({ batch: batch ?? '' }, origin)).toEqual(first);
    expect((await get('AD-001')).version).toBe(3);
  });
});

it('an exported ledger keeps what was done at once, and what was undone', async () => {
  for (let n = 0; n < 2; n++) await app.createItem();
  const { batch } = await bulk(['AD-001', 'AD-002'], { status: 'Blocked' });
  await undo({ batch: batch ?? '' });
  const exported = await exportLedger(app.database.pool, 'AD');
  const lines: LedgerLine[] = [];
  const ids = new Map(exported?.header.users.map(({ email }, index) => [email, index + 1]));
  for await (const line of exported?.commands ?? []) {
    lines.push(readLedgerLine(JSON.stringify(line), ids));
  }
  const copy = await Application.open();
  try {
    for (const user of exported?.header.users ?? []) await copy.users.create(user);
    const importer = { id: 1, correlationId: idOf(5) };
    const before = { id: 0, head: 0 };
    await copy.command(new ImportLedgerLinesCommand('AD', before, lines, importer));
    const seen = async (one: Application) =>
      (await one.query(new ListBatches(Scope.everything, 1))).items.map(
        ({ at: _, channel: __, ...rest }) => rest,
      );
    expect(await seen(copy)).toEqual(await seen(app));
    const [latest] = await seen(copy);
    const redo = new UndoCommand(
      Scope.everything,
      { batch: latest?.batch ?? '' },
      false,
      copy.origin(),
    );
    expect(await copy.command(redo)).toMatchObject({ result: { done: 2, conflicts: 0 } });
  } finally {
    await copy.close();
  }
});
