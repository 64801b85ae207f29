/** Where entries of an import come from, down to the row of the file. */
import type { EntrySource } from '@action-tracker/contracts';
import { expectSoundLedgers } from '@action-tracker/event-store/testing';
import { ContinueHistoryCommand } from './continue-history';
import { ImportHistoryCommand, type HistoryStep } from './import-history';
import { ImportItemCommand } from './import-item';
import { ImportTogetherCommand } from './import-together';
import { ReinstateImportCommand } from './reinstate-import';
import { BeginImportCommand, EndImportCommand } from '../batches/record-batch';
import { ChangeStatusCommand } from '../items/change-status';
import { ListItemEvents } from '../items/item-events';
import { WithdrawItemCommand } from '../items/withdraw-item';
import { exportLedger } from '../ledger-files/ledger-file';
import { ImportLedgerLinesCommand } from '../ledger-files/import-ledger-lines';
import { isSameLine, readLedgerLine } from '../ledger-files/read-ledger-file';
import { Scope } from '../ledger/scope';
import { verifyReadModels } from '../read-tables/verify';
import { Application, idOf, TITLED } from '../testing/application';

const BATCH = idOf(0xf11e);
const FILE = { name: 'register.csv', sha256: 'ab'.repeat(32) };
const PAST = '2025-01-01T00:00:00.000Z';
const TIMES = { createdAt: PAST, statusAt: PAST, noteAt: PAST };

let app: Application;

beforeEach(async () => {
  app = await (await Application.open()).furnish();
  const { commandId: _, ...origin } = app.origin({ channel: 'import' });
  const batch = { trackerId: 1, batch: BATCH, origin };
  await app.command(new BeginImportCommand({ ...batch, file: FILE }));
  await app.command(new EndImportCommand(batch));
});

afterEach(async () => {
  for await (const { differences } of verifyReadModels(app.database.pool)) {
    expect(differences).toEqual([]);
  }
  await expectSoundLedgers(app.database.pool);
  await app.close();
});

const origin = () => app.origin({ channel: 'import', batch: BATCH });
const INPUT = { ...TITLED, createDate: '2025-01-01', status: 'Complete' } as const;
const imported = (row?: number) => new ImportItemCommand(1, INPUT, TIMES, origin(), row);
const step = (row: number, status: 'New' | 'Blocked', day: string): HistoryStep => ({
  ...{ actorId: 1, occurredAt: `2025-01-${day}T00:00:00.000Z`, row },
  commands: [
    status === 'New'
      ? { type: 'ImportItem', ...INPUT, status }
      : { type: 'ChangeStatus', status, comment: null },
  ],
});

const sourcesIn = async (one: Application, itemId: string) =>
  (await one.query(new ListItemEvents(Scope.everything, itemId))).items.map(({ source }) => source);
const sources = (itemId: string) => sourcesIn(app, itemId);
const from = (row: number | null): EntrySource => ({
  ...{ file: FILE.name, sha256: FILE.sha256, row },
});

it('are known for rows that are written together, and for a row alone', async () => {
  await app.command(new ImportTogetherCommand(1, [imported(14), imported(15)]));
  await app.command(imported(16));
  expect(await sources('AD-001')).toEqual([from(14), from(14)]);
  expect(await sources('AD-002')).toEqual([from(15), from(15)]);
  expect(await sources('AD-003')).toEqual([from(16), from(16)]);
});

it('are known for every change of a log, and for those that come later', async () => {
  const steps = [step(2, 'New', '01'), step(9, 'Blocked', '02')];
  await app.command(new ImportHistoryCommand(1, steps, origin()));
  const more = { ...step(12, 'Blocked', '03'), commands: [{ type: 'AddNote', content: 'More' }] };
  await app.command(new ContinueHistoryCommand('AD-001', [more as HistoryStep], origin(), 2));
  expect(await sources('AD-001')).toEqual([from(2), from(9), from(12)]);
});

it('do not distinguish a log from the same one in other rows', async () => {
  const ids = origin();
  await app.command(new ImportHistoryCommand(1, [step(2, 'New', '01')], ids));
  const again = await app.command(new ImportHistoryCommand(1, [step(8, 'New', '01')], ids));
  expect(again.stream).toBe('AD-001');
  expect(await sources('AD-001')).toEqual([from(2)]);
});

it('are known for an item that is reinstated', async () => {
  await app.command(imported(14));
  await app.command(new WithdrawItemCommand('AD-001', { reason: null }, app.origin()));
  await app.command(new ReinstateImportCommand('AD-001', INPUT, origin(), 3, 4));
  expect(await sources('AD-001')).toEqual([from(14), from(14), null, from(4)]);
});

it('end at the file for an import that did not record rows, and are nowhere for other changes', async () => {
  await app.command(imported());
  const change = { status: 'Blocked', comment: null } as const;
  await app.command(new ChangeStatusCommand('AD-001', change, app.origin()));
  expect(await sources('AD-001')).toEqual([from(null), from(null), null]);
});

it('move with the ledger to another database', async () => {
  await app.command(new ImportTogetherCommand(1, [imported(14), imported()]));
  const lines = await linesOf(app);
  const copy = await Application.open();
  try {
    await copy.users.create({ email: 'mf@example.com', name: 'Maria Ferreira' });
    const read = lines.map((line) => readLedgerLine(line, new Map([['mf@example.com', 1]])));
    const importer = { id: 1, correlationId: idOf(5) };
    await copy.command(new ImportLedgerLinesCommand('AD', { id: 0, head: 0 }, read, importer));
    expect(await sourcesIn(copy, 'AD-001')).toEqual([from(14), from(14)]);
    expect(await sourcesIn(copy, 'AD-002')).toEqual([from(null), from(null)]);
    const copied = await linesOf(copy);
    expect(
      copied.every((line, at) => isSameLine(JSON.parse(lines[at] ?? ''), JSON.parse(line))),
    ).toBe(true);
  } finally {
    await copy.close();
  }
});

async function linesOf({ database }: Application): Promise<readonly string[]> {
  const exported = await exportLedger(database.pool, 'AD');
  const lines: string[] = [];
  for await (const line of exported?.commands ?? []) lines.push(JSON.stringify(line));
  return lines;
}
