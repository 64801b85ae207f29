import { expectSoundLedgers } from '@action-tracker/event-store/testing';
import { AddNoteCommand } from './items/add-note';
import { ChangeItemCommand } from './items/change-item';
import { ChangeStatusCommand } from './items/change-status';
import { CreateItemCommand } from './items/create-item';
import { OpenTrackerCommand } from './trackers/open-tracker';
import { ListItems } from './items/action-items';
import { GetItem } from './items/get-item';
import { ListItemEvents } from './items/item-events';
import { GetNote, GetStatusEntry } from './items/item-past';
import { ListNotes } from './items/notes';
import { ListStatusHistory } from './items/status-history';
import { GetTracker } from './trackers/trackers';
import { Application, idOf, TITLED } from './testing/application';
import { Scope } from './ledger/scope';

const ALL = Scope.everything;

const NOON = '2026-03-01T12:00:00.000Z';
const ONE = '2026-03-01T13:00:00.000Z';

describe('the tracking application', () => {
  let app: Application;

  beforeEach(async () => {
    app = await (await Application.open()).furnish();
  });

  afterEach(async () => {
    await expectSoundLedgers(app.database.pool);
    await app.close();
  });

  const eventCount = async () =>
    (await app.database.pool.query<{ count: number }>('SELECT count(*) FROM events')).rows[0]
      ?.count;

  it('creates an item with the next number, today and the status New', async () => {
    const outcome = { stream: 'AD-001', versionBefore: 0, version: 1 };
    expect(await app.createItem()).toMatchObject(outcome);
    const item = {
      id: 'AD-001',
      tracker_id: 1,
      number: 1,
      title: 'Calibrate star tracker',
      create_date: '2026-03-01',
      created_by_id: 1,
      due_date: '2026-04-01',
      category: 'ADCS',
      owner_id: 1,
      priority: 'High',
      status: 'New',
      created_at: NOON,
      updated_at: NOON,
      version: 1,
      note_count: 0,
      withdrawn: null,
      ...{ first_due_date: '2026-04-01', due_date_moves: 0, due_date_slips: 0, days_slipped: 0 },
    };
    expect(await app.query(new GetItem(ALL, 'AD-001'))).toEqual({
      ...item,
      notes: [],
    });
    expect(await app.query(new ListItems(ALL, 1))).toEqual([item]);
    expect((await app.query(new ListStatusHistory(ALL, 'AD-001'))).items).toEqual([
      {
        id: 2,
        action_item_id: 'AD-001',
        status: 'New',
        changed_by_id: 1,
        changed_at: NOON,
        comment: null,
      },
    ]);
  });

  it('changes three fields in three entries under one command', async () => {
    await app.createItem();
    const changes = { priority: 'Low', dueDate: null, title: 'Calibrate again' } as const;
    const origin = app.origin({ actorId: 2, channel: 'web' });
    await app.at(ONE).command(new ChangeItemCommand('AD-001', changes, origin));
    expect(await app.query(new GetItem(ALL, 'AD-001'))).toMatchObject({
      title: 'Calibrate again',
      due_date: null,
      priority: 'Low',
      created_by_id: 1,
      created_at: NOON,
      updated_at: ONE,
      version: 4,
    });
    const entries = (await app.query(new ListItemEvents(ALL, 'AD-001', { afterVersion: 1 }))).items;
    expect(entries.map(({ type, from, to }) => ({ type, from, to }))).toEqual([
      {
        type: 'ItemRetitled',
        from: { title: 'Calibrate star tracker' },
        to: { title: 'Calibrate again' },
      },
      {
        type: 'ItemDueDateMoved',
        from: { due_date: '2026-04-01' },
        to: { due_date: null, reason: null },
      },
      { type: 'ItemReprioritised', from: { priority: 'High' }, to: { priority: 'Low' } },
    ]);
    expect(entries[0]).toMatchObject({
      position: 3,
      version: 2,
      actor_id: 2,
      recorded_by_id: 2,
      channel: 'web',
      command_id: origin.commandId,
      occurred_at: ONE,
      recorded_at: ONE,
    });
  });

  it('refuses an owner who does not exist', async () => {
    const refusal = {
      code: 'VALIDATION_ERROR',
      details: [
        { field: 'owner_id', message: 'expected the id of a user, found 99, which no user has' },
      ],
    };
    await expect(app.createItem({ ownerId: 99 })).rejects.toMatchObject(refusal);
    await app.createItem();
    const change = new ChangeItemCommand('AD-001', { ownerId: 99 }, app.origin());
    await expect(app.command(change)).rejects.toMatchObject(refusal);
  });

  it.each([0, -1, 1.5, 2 ** 31, Number.NaN])(
    'refuses the owner %d before it asks',
    async (ownerId) => {
      await expect(app.createItem({ ownerId })).rejects.toMatchObject({
        code: 'VALIDATION_ERROR',
        details: [{ field: 'owner_id' }],
      });
    },
  );

  it('writes nothing when somebody else was faster', async () => {
    await app.createItem();
    await app.command(new AddNoteCommand('AD-001', { content: 'first' }, app.origin()));
    const before = await eventCount();
    const status = { status: 'Blocked', comment: null } as const;
    for (const command of [
      new ChangeItemCommand('AD-001', { title: 'late' }, app.origin(), [1]),
      new ChangeStatusCommand('AD-001', status, app.origin(), [3, 4]),
    ]) {
      await expect(app.command(command)).rejects.toMatchObject({ code: 'PRECONDITION_FAILED' });
    }
    expect(await eventCount()).toBe(before);
    const change = new ChangeItemCommand(
      'AD-001',
      { title: 'in time', priority: 'Low' },
      app.origin(),
      [1, 2],
    );
    expect(await app.command(change)).toMatchObject({ versionBefore: 2, version: 4 });
  });

  it('lets exactly one of many writers with the same expected version win', async () => {
    await app.createItem();
    const another = await app.openAnother();
    const settled = await Promise.allSettled(
      Array.from({ length: 20 }, (_, index) => {
        const process = index % 2 ? app : another;
        const origin = process.origin({ commandId: idOf(1_000 + index) });
        return process.command(
          new ChangeItemCommand('AD-001', { title: `T${index}` }, origin, [1]),
        );
      }),
    );
    await another.close();
    expect(settled.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(await app.query(new GetItem(ALL, 'AD-001'))).toMatchObject({ version: 2 });
  });

  it('answers a repeat with the first answer, whatever version the repeat expects', async () => {
    await app.createItem();
    const origin = app.origin();
    const change = (expected?: readonly number[]) =>
      app.command(new ChangeItemCommand('AD-001', { title: 'once' }, origin, expected));
    const first = await change([1]);
    await app.command(new AddNoteCommand('AD-001', { content: 'between' }, app.origin()));
    for (const expected of [[1], [3], undefined]) {
      expect(first).toMatchObject(await change(expected));
    }
    expect(await app.query(new GetItem(ALL, 'AD-001'))).toMatchObject({ version: 3 });
  });

  it('refuses another command with a used id', async () => {
    await app.createItem();
    const origin = app.origin();
    await app.command(new ChangeItemCommand('AD-001', { title: 'once' }, origin));
    const other = new ChangeItemCommand('AD-001', { title: 'twice' }, origin);
    await expect(app.command(other)).rejects.toMatchObject({ name: 'CommandIdReused' });
  });

  it('records every transition, also to the same status', async () => {
    await app.createItem();
    for (const [comment, time] of [
      ['a', NOON],
      [' ', ONE],
      ['c', ONE],
    ] as const) {
      const input = { status: 'Blocked', comment } as const;
      await app
        .at(time)
        .command(new ChangeStatusCommand('AD-001', input, app.origin({ actorId: 2 })));
    }
    const history = (await app.query(new ListStatusHistory(ALL, 'AD-001'))).items;
    expect(history.map(({ id, status, comment }) => [id, status, comment])).toEqual([
      [5, 'Blocked', 'c'],
      [4, 'Blocked', null],
      [3, 'Blocked', 'a'],
      [2, 'New', null],
    ]);
    expect(await app.query(new GetStatusEntry(ALL, 'AD-001', { version: 4 }))).toEqual(history[0]);
    await expect(
      app.query(new GetStatusEntry(ALL, 'AD-001', { version: 9 })),
    ).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
  });

  it('orders notes by their date, then by entry, newest first', async () => {
    await app.createItem();
    const notes = [
      { content: 'old date', noteDate: '2026-01-26' },
      { content: 'today' },
      { content: 'today, again' },
      { content: 'future', noteDate: '2027-01-01' },
      { content: 'old date, later entry', noteDate: '2026-01-26' },
    ];
    for (const note of notes) await app.command(new AddNoteCommand('AD-001', note, app.origin()));
    const listed = (await app.query(new ListNotes(ALL, 'AD-001'))).items;
    expect(listed.map(({ id, content }) => [id, content])).toEqual([
      [6, 'future'],
      [5, 'today, again'],
      [4, 'today'],
      [7, 'old date, later entry'],
      [3, 'old date'],
    ]);
    expect(await app.query(new GetItem(ALL, 'AD-001'))).toMatchObject({
      version: 6,
      notes: listed,
    });
    expect(await app.query(new GetNote(ALL, 'AD-001', { version: 3 }))).toEqual({
      id: 4,
      entry: 3,
      action_item_id: 'AD-001',
      note_date: '2026-03-01',
      author_id: 1,
      content: 'today',
      created_at: NOON,
      ...{ edited_at: null, edited_by_id: null, withdrawn: null },
    });
    await expect(app.query(new GetNote(ALL, 'AD-001', { version: 1 }))).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
  });

  it('does not find what is not there', async () => {
    await app.createItem();
    const ids = [
      'AD-002',
      'AD-01',
      'AD-0001',
      'ad-001',
      'XX-001',
      'AD',
      '',
      'AD-001\u0000',
      '../etc',
    ];
    const attempts = ids.flatMap((id) => [
      () => app.query(new GetItem(ALL, id)),
      () => app.query(new ListNotes(ALL, id)),
      () => app.query(new ListStatusHistory(ALL, id)),
      () => app.query(new ListItemEvents(ALL, id)),
      () => app.command(new AddNoteCommand(id, { content: 'x' }, app.origin())),
      () => app.command(new ChangeItemCommand(id, { title: 'x' }, app.origin())),
    ]);
    for (const attempt of attempts) {
      await expect(attempt()).rejects.toMatchObject({ code: 'NOT_FOUND' });
    }
  });

  it.each([0, 7, -1, 2 ** 31, 2 ** 60, 1.5, Number.NaN])('finds no tracker %d', async (id) => {
    const refusal = { code: 'NOT_FOUND', message: `Tracker ${id} not found` };
    await expect(app.query(new GetTracker(ALL, id))).rejects.toMatchObject(refusal);
    await expect(app.query(new ListItems(ALL, id))).rejects.toMatchObject(refusal);
    const create = new CreateItemCommand(id, TITLED, app.origin());
    await expect(app.command(create)).rejects.toMatchObject(refusal);
  });

  it('sorts items of all trackers by prefix and number, not by text', async () => {
    await app.command(
      new OpenTrackerCommand({ prefix: 'AA', name: 'First', description: null }, app.origin()),
    );
    await app.command(new CreateItemCommand(2, TITLED, app.origin()));
    await Promise.all(Array.from({ length: 1_001 }, () => app.createItem()));
    const ids = (await app.query(new ListItems(ALL))).map(({ id }) => id);
    expect(ids.slice(0, 3)).toEqual(['AA-001', 'AD-001', 'AD-002']);
    expect(ids.slice(-3)).toEqual(['AD-999', 'AD-1000', 'AD-1001']);
  });

  it('numbers items that several processes create at once without a gap', async () => {
    const another = await app.openAnother();
    const outcomes = await Promise.all(
      Array.from({ length: 100 }, (_, index) => {
        const process = index % 2 ? app : another;
        const origin = process.origin({ commandId: idOf(5_000 + index) });
        return process.command(new CreateItemCommand(1, TITLED, origin));
      }),
    );
    await another.close();
    expect(new Set(outcomes.map(({ stream }) => stream)).size).toBe(100);
    expect(await app.query(new GetTracker(ALL, 1))).toMatchObject({
      next_number: 101,
    });
  });
});
