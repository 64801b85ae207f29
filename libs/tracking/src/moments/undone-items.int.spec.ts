/** Items of an undone import: never there by what happened, there until then by what was recorded. */
import type { Axis } from '@action-tracker/domain';
import { ImportItemCommand } from '../imports/import-item';
import { ReinstateImportCommand } from '../imports/reinstate-import';
import { GetItem } from '../items/get-item';
import { ListNotes } from '../items/notes';
import { Scope } from '../ledger/scope';
import { FindItems } from '../lists/find-items';
import { GetSummary } from '../reports/summary';
import { Application, asOf, idOf, TITLED } from '../testing/application';
import { expectTrueTracker } from '../testing/laws-of-the-past';
import { UndoCommand } from '../together/undo-command';
import { ReadItemVersions } from './versions';

const AT = '2026-02-01T09:00:00.000Z';
const IMPORTED = '2026-03-01T12:00:00.000Z';
const LATER = '2026-03-02T12:00:00.000Z';
const ROW = { ...TITLED, createDate: '2026-02-01', status: 'New' } as const;

let app: Application;

beforeEach(async () => {
  app = await (await Application.open()).furnish();
  await app.createItem({ title: 'Kept' });
  const times = { createdAt: AT, statusAt: AT, noteAt: AT };
  const origin = app.origin({ channel: 'import' });
  await app.command(new ImportItemCommand(1, ROW, times, origin));
  app.at(LATER);
  const { commandId } = origin;
  await app.command(new UndoCommand(Scope.everything, { commandId }, false, app.origin()));
});

afterEach(() => app.close());

async function idsAt(instant: string, axis: Axis): Promise<readonly string[]> {
  const scope = asOf(instant, axis);
  const { items } = await app.query(new FindItems(scope));
  expect((await app.query(new GetSummary(scope))).items).toBe(items.length);
  return items.map(({ id }) => id);
}

async function versionsOf(axis: Axis): Promise<string> {
  const texts: string[] = [];
  const batches = await app.query(new ReadItemVersions(Scope.everything, 1, axis));
  for await (const batch of batches) texts.push(...batch);
  return texts.join('\n');
}

it('are absent at every moment of what happened', async () => {
  expect(await idsAt('2026-02-15T00:00:00.000Z', 'occurred')).toEqual([]);
  expect(await idsAt(IMPORTED, 'occurred')).toEqual(['AD-001']);
  expect(await versionsOf('occurred')).not.toContain('AD-002');
  const gone = new FindItems(asOf(LATER), { isWithdrawn: true });
  expect((await app.query(gone)).items).toEqual([]);
  const refusal = { code: 'NOT_FOUND' };
  const then = asOf(IMPORTED);
  await expect(app.query(new GetItem(then, 'AD-002'))).rejects.toMatchObject(refusal);
  await expect(app.query(new ListNotes(then, 'AD-002'))).rejects.toMatchObject(refusal);
});

it('are there until the undo by what was recorded, and now among the withdrawn ones', async () => {
  expect(await idsAt(IMPORTED, 'recorded')).toEqual(['AD-001', 'AD-002']);
  expect(await versionsOf('recorded')).toContain('AD-002');
  expect(await app.query(new GetItem(Scope.everything, 'AD-002'))).toMatchObject({
    withdrawn: { at: LATER },
  });
});

it('were there all the time when the import is repeated', async () => {
  const origin = { ...app.origin({ channel: 'import' }), commandId: idOf(900) };
  await app.command(new ReinstateImportCommand('AD-002', ROW, origin, 2));
  expect(await idsAt('2026-02-15T00:00:00.000Z', 'occurred')).toEqual(['AD-002']);
  await expectTrueTracker(app, 1);
});
