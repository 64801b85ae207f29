import { expectSoundLedgers } from '@action-tracker/event-store/testing';
import { ImportItemCommand, type ImportTimes } from './import-item';
import { GetItem } from '../items/get-item';
import { ListItemEvents } from '../items/item-events';
import { ListStatusHistory } from '../items/status-history';
import { GetTracker } from '../trackers/trackers';
import { Application, TITLED } from '../testing/application';
import { Scope } from '../ledger/scope';

const NOON = '2026-03-01T12:00:00.000Z';
const PAST: ImportTimes = {
  createdAt: '2025-01-01T00:00:00.000Z',
  statusAt: '2025-02-01T00:00:00.000Z',
  noteAt: '2025-03-01T00:00:00.000Z',
};

describe('importing an item', () => {
  let app: Application;

  beforeEach(async () => {
    app = await (await Application.open()).furnish();
  });

  afterEach(async () => {
    await expectSoundLedgers(app.database.pool);
    await app.close();
  });

  type Input = Partial<ConstructorParameters<typeof ImportItemCommand>[1]>;
  const row = (input: Input = {}, times: ImportTimes = PAST, origin = app.origin()) => {
    const base = { ...TITLED, createDate: '2025-01-01', status: 'Complete' } as const;
    return app.command(new ImportItemCommand(1, { ...base, ...input }, times, origin));
  };

  it('takes item, status and note as one command with the times of the file', async () => {
    const origin = app.origin({ actorId: 2, recordedById: 1, channel: 'import' });
    const note = { noteDate: '2025-02-28', content: 'done' };
    expect(await row({ number: 12, notes: [note] }, PAST, origin)).toMatchObject({
      stream: 'AD-012',
      versionBefore: 0,
      version: 3,
    });
    const events = (await app.query(new ListItemEvents(Scope.everything, 'AD-012'))).items;
    expect(events.map(({ type, occurred_at }) => [type, occurred_at])).toEqual([
      ['ItemCreated', PAST.createdAt],
      ['ItemStatusChanged', PAST.statusAt],
      ['NoteAdded', PAST.noteAt],
    ]);
    const envelope = { actor_id: 2, recorded_by_id: 1, channel: 'import', recorded_at: NOON };
    for (const event of events) expect(event).toMatchObject(envelope);
    expect(await app.query(new GetItem(Scope.everything, 'AD-012'))).toMatchObject({
      status: 'Complete',
      created_by_id: 2,
      created_at: NOON,
      updated_at: NOON,
      notes: [{ note_date: '2025-02-28', author_id: 2, created_at: NOON }],
    });
    const history = (await app.query(new ListStatusHistory(Scope.everything, 'AD-012'))).items;
    expect(history.map(({ status, changed_at }) => [status, changed_at])).toEqual([
      ['Complete', PAST.statusAt],
      ['New', PAST.createdAt],
    ]);
  });

  it('shows a status change that happened with the creation above the creation', async () => {
    const at = '2025-01-01T00:00:00.000Z';
    await row({}, { createdAt: at, statusAt: at, noteAt: at });
    const history = (await app.query(new ListStatusHistory(Scope.everything, 'AD-001'))).items;
    expect(history.map(({ status }) => status)).toEqual(['Complete', 'New']);
  });

  it('goes on after the highest number that a file kept', async () => {
    await row({ number: 1_500 });
    await row({ number: 3 });
    expect((await row()).stream).toBe('AD-1501');
    expect((await app.createItem()).stream).toBe('AD-1502');
    expect(await app.query(new GetTracker(Scope.everything, 1))).toMatchObject({
      next_number: 1_503,
    });
  });

  it('refuses a number that is taken and writes nothing of the row', async () => {
    await app.createItem();
    await expect(
      row({ number: 1, notes: [{ noteDate: '2025-01-01', content: 'x' }] }),
    ).rejects.toMatchObject({
      code: 'CONFLICT',
      message: 'Expected a free number, found 1 already taken',
    });
    expect(await app.query(new GetItem(Scope.everything, 'AD-001'))).toMatchObject({
      version: 1,
      notes: [],
    });
  });

  it.each([0, -1, 1.5, 1_000_000_000, 2 ** 40, Number.NaN])(
    'refuses the number %d',
    async (number) => {
      await expect(row({ number })).rejects.toMatchObject({
        code: 'VALIDATION_ERROR',
        details: [{ field: 'id' }],
      });
    },
  );

  it('has no number left after the highest one', async () => {
    expect((await row({ number: 999_999_999 })).stream).toBe('AD-999999999');
    await expect(app.createItem()).rejects.toMatchObject({ code: 'CONFLICT' });
    await expect(row()).rejects.toMatchObject({ code: 'CONFLICT' });
    expect((await row({ number: 1 })).stream).toBe('AD-001');
  });

  it('changes nothing when the same row comes again', async () => {
    const origin = app.origin();
    const first = await row({}, PAST, origin);
    expect(first).toMatchObject(await row({}, PAST, origin));
    expect(await app.query(new GetTracker(Scope.everything, 1))).toMatchObject({ next_number: 2 });
  });

  it.each([
    ['the status before the creation', { ...PAST, statusAt: '2024-12-31T00:00:00.000Z' }],
    ['the note before the status', { ...PAST, noteAt: '2025-01-15T00:00:00.000Z' }],
    ['the note after now', { ...PAST, noteAt: '2026-03-01T12:00:00.001Z' }],
    ['an offset that hides the order', { ...PAST, noteAt: '2025-02-01T05:00:00.000+10:00' }],
    ['no time at all', { ...PAST, createdAt: 'yesterday' }],
  ])('refuses times with %s', async (_, times) => {
    await expect(row({}, times)).rejects.toMatchObject({
      code: 'VALIDATION_ERROR',
      details: [{ field: 'create_date' }],
    });
  });

  it('compares times as instants, in whatever form they are written', async () => {
    const times = {
      createdAt: '2025-01-01T00:00:00Z',
      statusAt: '2025-01-01T00:00:00.500Z',
      noteAt: '2025-01-01T14:00:00+14:00',
    };
    await expect(row({}, times)).rejects.toMatchObject({ code: 'VALIDATION_ERROR' });
    const noteAt = '2025-01-01T14:00:01+14:00';
    await row({ notes: [{ noteDate: '2025-01-01', content: 'x' }] }, { ...times, noteAt });
    const events = (await app.query(new ListItemEvents(Scope.everything, 'AD-001'))).items;
    expect(events.map(({ occurred_at }) => occurred_at)).toEqual([
      '2025-01-01T00:00:00.000Z',
      '2025-01-01T00:00:00.500Z',
      '2025-01-01T00:00:01.000Z',
    ]);
  });
});
