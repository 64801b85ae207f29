import type { Batch, UndoResult } from '@action-tracker/contracts';
import { createEmptyDatabase } from '@action-tracker/runtime/testing';
import { Cli } from './support/cli';

const MARIA = 'maria@example.com';
const AS = ['--as', MARIA];
const FILE = 'Title,Owner\nSign,Ana\nShip,Bo\nTest,Ana\n';
const MAPPING = {
  fields: {
    title: { column: 'Title' },
    create_date: { default: '2026-01-05' },
    owner: { column: 'Owner' },
    category: { default: 'Systems' },
    priority: { default: 'High' },
  },
};

let cli: Cli;

beforeAll(async () => {
  cli = new Cli({ DATABASE_URL: await createEmptyDatabase(), JWT_SECRET: 's'.repeat(32) });
  await cli.succeed('migrate');
  await cli.succeed('create-user', '--email', MARIA, '--name', 'Maria Ferreira');
  const mapping = cli.write('mapping.json', JSON.stringify(MAPPING));
  const file = cli.write('log.csv', FILE);
  const target = ['--tracker', 'AD', '--create-tracker', 'Astro', '--create-users'];
  await cli.succeed('import', file, '--mapping', mapping, ...target, ...AS);
});

const batches = () => cli.json<readonly Batch[]>('batches', 'AD');

it('an import is listed with its file, and undone', async () => {
  const [imported, ...others] = await batches();
  expect(others).toEqual([]);
  expect(imported).toMatchObject({
    ...{ kind: 'import', channel: 'import', label: 'log.csv', items: 3, undone_by: null },
    ...{ kinds: ['ItemCreated'], file: { sha256: expect.stringMatching(/^[\da-f]{64}$/) } },
  });
  const batch = imported?.batch ?? '';
  expect(await cli.succeed('batches', 'AD')).toContain('import of log.csv, 3 items\n');
  const preview = await cli.succeed('undo', '--batch', batch, '--dry-run');
  expect(preview).toBe('3 changes of 3 items would be undone, 0 conflicts.\n');
  const undone = await cli.json<UndoResult>('undo', '--batch', batch, ...AS);
  expect(undone).toMatchObject({ done: 3, conflicts: 0 });
  expect((await batches()).map(({ kind, undone_by: by }) => [kind, by])).toEqual([
    ['undo', null],
    ['import', undone.batch],
  ]);
  const again = await cli.succeed('undo', '--batch', undone.batch ?? '', ...AS);
  expect(again).toMatch(/^3 changes of 3 items undone, 0 conflicts\.\nTo take it back: undo/);
});

it('lists later changes by others and keeps them', async () => {
  const [imported] = (await batches()).filter(({ kind }) => kind === 'import');
  await cli.succeed('merge-users', '--from', 'ana@import.invalid', '--into', MARIA, ...AS);
  const undone = await cli.succeed('undo', '--batch', imported?.batch ?? '', ...AS);
  expect(undone).toMatch(/^1 change of 1 item undone, 2 conflicts\.\n/);
  expect(undone).toMatch(/ {2}AD-001: stays, because owner_id was changed at 2.*Z\n/);
  expect(await cli.succeed('batches', 'AD')).toMatch(/undo, 1 item\n/);
});

it('an import of more than a thousand items is undone as a job, and waited for', async () => {
  const rows = Array.from({ length: 1_100 }, (_, index) => `Item ${index + 1},Ana`);
  const file = cli.write('long.csv', ['Title,Owner', ...rows].join('\n'));
  const mapping = cli.write('mapping.json', JSON.stringify(MAPPING));
  const target = ['--tracker', 'LG', '--create-tracker', 'Long', '--create-users'];
  await cli.succeed('import', file, '--mapping', mapping, ...target, ...AS);
  const [imported] = await cli.json<readonly Batch[]>('batches', 'LG');
  const undone = await cli.succeed('undo', '--batch', imported?.batch ?? '', ...AS);
  expect(undone).toMatch(/^1100 changes of 1100 items undone, 0 conflicts\.\n/);
});

it.each([
  [['undo', ...AS], 'found neither'],
  [['undo', '--batch', 'x', '--command', 'y', ...AS], 'found both'],
  [['undo', '--batch', 'x', ...AS], 'Expected the id of a batch or command (a UUID), found x'],
  [['undo', '--batch', crypto.randomUUID(), ...AS], 'not found'],
  [['batches', 'XX'], 'found XX, which no tracker has'],
])('%j is refused in one line', async (args, message) => {
  const { code, stderr } = await cli.run(...args);
  expect(code).toBe(1);
  expect(stderr).toContain(message);
  expect(stderr.trimEnd().split('\n')).toHaveLength(1);
});
