import { ImportItemCommand, type ImportTimes } from './import-item';
import { FindSameImports, ListImportedItems } from './imported-items';
import { Application, TITLED } from '../testing/application';
import { Scope } from '../ledger/scope';

const AT = '2025-01-01T00:00:00.000Z';
const TIMES: ImportTimes = { createdAt: AT, statusAt: AT, noteAt: AT };
const COMMAND_ID = '00000000-0000-5000-8000-000000000001';
const ORIGIN: ImportItemCommand['origin'] = {
  actorId: 1,
  recordedById: 1,
  channel: 'import',
  correlationId: COMMAND_ID,
  commandId: COMMAND_ID,
};
const NOTE = { noteDate: '2025-01-01', content: 'From the spreadsheet' };

describe('what the ledger says about earlier imports', () => {
  let app: Application;

  beforeEach(async () => {
    app = await (await Application.open()).furnish();
  });

  afterEach(() => app.close());

  type Input = Partial<ConstructorParameters<typeof ImportItemCommand>[1]>;
  const row = (input: Input = {}, times = TIMES, origin = ORIGIN) => {
    const base = {
      ...TITLED,
      createDate: '2025-01-01',
      status: 'Complete',
      notes: [NOTE],
    } as const;
    return new ImportItemCommand(1, { ...base, ...input }, times, origin);
  };
  const isSame = async (command: ImportItemCommand) => {
    const imports = [{ itemId: 'AD-001', command }];
    return (await app.query(new FindSameImports(Scope.everything, 1, imports))).has(
      command.origin.commandId,
    );
  };

  it('names the item of every command that imported one, even when commands are forgotten', async () => {
    await app.createItem();
    await app.command(row());
    await app.database.pool.query('DELETE FROM commands');
    expect(await app.query(new ListImportedItems(Scope.everything, 1))).toEqual(
      new Map([[COMMAND_ID, 'AD-002']]),
    );
  });

  it('knows a row that would write the same again, with its number or without', async () => {
    await app.command(row());
    expect(await isSame(row())).toBe(true);
    expect(await isSame(row({ number: 1 }))).toBe(true);
  });

  it.each([
    ['another title', row({ title: 'Something else' })],
    ['another status', row({ status: 'Blocked' })],
    ['another note', row({ notes: [{ ...NOTE, content: 'Changed' }] })],
    ['another number', row({ number: 7 })],
    ['another time', row({}, { ...TIMES, noteAt: '2025-01-02T00:00:00.000Z' })],
    ['another person', row({}, TIMES, { ...ORIGIN, actorId: 2, recordedById: 1 })],
  ])('reports %s', async (_, changed) => {
    await app.command(row());
    expect(await isSame(changed)).toBe(false);
  });

  it('does not mind who imports a row that names nobody', async () => {
    await app.command(row());
    const other = { ...ORIGIN, actorId: 2, recordedById: 2 };
    expect(await isSame(row({}, TIMES, other))).toBe(true);
  });
});
