/** Dates that earlier programs accepted, before input was limited to 1970 to 2199. */
import { SCHEMA_VERSIONS, type EventType } from '@action-tracker/domain';
import { expectSoundLedgers } from '@action-tracker/event-store/testing';
import { AddNoteCommand } from './add-note';
import { ChangeItemCommand } from './change-item';
import { ImportLedgerLinesCommand } from '../ledger-files/import-ledger-lines';
import { GetItem } from './get-item';
import { exportLedger } from '../ledger-files/ledger-file';
import { readLedgerLine } from '../ledger-files/read-ledger-file';
import { verifyReadModels } from '../read-tables/verify';
import { Application, asOf, idOf } from '../testing/application';
import { rebuildReadModels } from '../read-tables/rebuild';
import { Scope } from '../ledger/scope';

const PERSON = 'mf@example.com';

/** A line of a ledger file: one command with one event of AD-001, or of the tracker. */
function line(minute: number, type: EventType, data: object): string {
  const stream = type === 'TrackerOpened' ? 'AD' : 'AD-001';
  const people = { actor: PERSON, recorded_by: PERSON };
  const occurred_at = `2026-01-01T00:${String(minute).padStart(2, '0')}:00.000Z`;
  const event = {
    stream,
    type,
    schema_version: SCHEMA_VERSIONS[type],
    data,
    ...people,
    occurred_at,
  };
  return JSON.stringify({ command_id: idOf(1_000 + minute), events: [event] });
}

const ITEM = { number: 1, title: 'Sign the contract', category: 'ADCS', priority: 'High' };
const LINES = [
  line(0, 'TrackerOpened', { name: 'Astro Digital', prefix: 'AD', description: null }),
  line(1, 'ItemCreated', {
    ...ITEM,
    ...{ dueDate: '0026-12-15', ownerId: PERSON, createDate: '0006-01-16' },
  }),
  line(2, 'NoteAdded', { content: 'Called the vendor', noteDate: '9999-12-31' }),
  line(3, 'ItemDueDateMoved', { from: '0026-12-15', to: '9999-12-31', reason: null }),
];

describe('A ledger with the years 6, 26 and 9999', () => {
  let app: Application;

  beforeEach(async () => {
    app = await Application.open();
    await app.users.create({ email: PERSON, name: 'Maria Fitzgerald' });
    const read = LINES.map((text) => readLedgerLine(text, new Map([[PERSON, 1]])));
    const importer = { id: 1, correlationId: idOf(0) };
    await app.command(new ImportLedgerLinesCommand('AD', { id: 0, head: 0 }, read, importer));
  });

  afterEach(async () => {
    await expectSoundLedgers(app.database.pool);
    for await (const { differences, warnings } of verifyReadModels(app.database.pool)) {
      expect(differences).toEqual([]);
      expect(warnings).toMatchObject({
        count: 3,
        first: [{ rebuilt: expect.stringMatching(/^due_date: expected a date from 1970/) }, {}, {}],
      });
    }
    await app.close();
  });

  it('is read, as it is now and as it was', async () => {
    const now = await app.query(new GetItem(Scope.everything, 'AD-001'));
    expect(now).toMatchObject({ due_date: '9999-12-31', create_date: '0006-01-16' });
    expect(now.notes).toMatchObject([{ note_date: '9999-12-31' }]);
    const then = new GetItem(asOf('2026-01-01T00:01:30.000Z'), 'AD-001');
    expect(await app.query(then)).toMatchObject({ due_date: '0026-12-15' });
  });

  it('is the same after a rebuild, and in its export', async () => {
    const live = await app.query(new GetItem(Scope.everything, 'AD-001'));
    await rebuildReadModels(app.database.pool);
    expect(await app.query(new GetItem(Scope.everything, 'AD-001'))).toEqual(live);
    const ledger = await exportLedger(app.database.pool, 'AD');
    const exported: unknown[] = [];
    for await (const command of ledger?.commands ?? []) exported.push(command);
    expect(exported).toEqual(LINES.map((text): unknown => JSON.parse(text)));
  });

  it('goes on: other fields and better dates are entered, more such dates are not', async () => {
    const change = (changes: ConstructorParameters<typeof ChangeItemCommand>[1]) =>
      app.command(new ChangeItemCommand('AD-001', changes, app.origin()));
    await change({ title: 'Sign both contracts' });
    const message = 'due_date: expected a date from 1970-01-01 to 2199-12-31, found "0026-12-15"';
    await expect(change({ dueDate: '0026-12-15' })).rejects.toThrow(message);
    const note = new AddNoteCommand(
      'AD-001',
      { content: 'Again', noteDate: '9999-12-31' },
      app.origin(),
    );
    await expect(app.command(note)).rejects.toThrow('expected a date from 1970-01-01');
    await change({ dueDate: '2026-12-15' });
    expect(await app.query(new GetItem(Scope.everything, 'AD-001'))).toMatchObject({
      title: 'Sign both contracts',
      due_date: '2026-12-15',
      version: 5,
    });
  });
});
