import { expectSoundLedgers } from '@action-tracker/event-store/testing';
import { ImportHistoryCommand } from './import-history';
import { ImportItemCommand, type ImportTimes } from './import-item';
import { ImportTogetherCommand } from './import-together';
import { ListItems } from '../items/action-items';
import { GetItem } from '../items/get-item';
import { ListStatusHistory } from '../items/status-history';
import { Application, TITLED } from '../testing/application';
import { Scope } from '../ledger/scope';

const PAST: ImportTimes = {
  createdAt: '2025-01-01T00:00:00.000Z',
  statusAt: '2025-02-01T00:00:00.000Z',
  noteAt: '2025-03-01T00:00:00.000Z',
};

describe('importing many items together', () => {
  let app: Application;

  beforeEach(async () => {
    app = await (await Application.open()).furnish();
  });

  afterEach(async () => {
    await expectSoundLedgers(app.database.pool);
    await app.close();
  });

  type Input = Partial<ConstructorParameters<typeof ImportItemCommand>[1]>;
  const row = (input: Input = {}, times: ImportTimes = PAST) => {
    const base = { ...TITLED, createDate: '2025-01-01', status: 'Complete' } as const;
    return new ImportItemCommand(1, { ...base, ...input }, times, app.origin());
  };
  const together = async (imports: ImportTogetherCommand['imports'], trackerId = 1) => {
    const outcomes = await app.command(new ImportTogetherCommand(trackerId, imports));
    return outcomes.map((outcome) => outcome?.stream);
  };

  it('takes rows and histories in their order, each with its own number or the next', async () => {
    const { ownerId } = TITLED;
    const history = new ImportHistoryCommand(
      1,
      [
        {
          ...{ actorId: ownerId, occurredAt: PAST.createdAt },
          commands: [{ type: 'ImportItem', ...row().input }],
        },
      ],
      app.origin(),
    );
    const note = { noteDate: '2025-02-28', content: 'tab\there, "quoted" \\ and\nlines' };
    expect(await together([row({ number: 12, notes: [note] }), history, row()])).toEqual([
      ...['AD-012', 'AD-013', 'AD-014'],
    ]);
    expect(await app.query(new GetItem(Scope.everything, 'AD-012'))).toMatchObject({
      status: 'Complete',
      notes: [{ content: note.content }],
    });
    const entries = (await app.query(new ListStatusHistory(Scope.everything, 'AD-014'))).items;
    expect(entries.map(({ status, changed_at }) => [status, changed_at])).toEqual([
      ['Complete', PAST.statusAt],
      ['New', PAST.createdAt],
    ]);
  });

  it('leaves rows that are refused to be given one by one', async () => {
    const late = row({}, { ...PAST, createdAt: '2025-02-02T00:00:00.000Z' });
    const refused = [late, row({ ownerId: 99 }), row({ title: '' })];
    expect(await together([row(), ...refused, row()])).toEqual([
      ...['AD-001', undefined, undefined, undefined, 'AD-002'],
    ]);
    await expect(app.command(late)).rejects.toThrow('in order');
  });

  it('takes nothing when a number is taken or a row was imported before', async () => {
    const first = row({ number: 3 });
    await app.command(first);
    expect(await together([row(), row({ number: 3 })])).toEqual([undefined, undefined]);
    expect(await together([row(), first])).toEqual([undefined, undefined]);
    expect(await app.query(new ListItems(Scope.everything, 1))).toMatchObject([{ id: 'AD-003' }]);
  });

  it('refuses a tracker that is not there', async () => {
    await expect(together([row()], 77)).rejects.toThrow('Tracker 77 not found');
  });
});
