/**
 * Upgrades a database and a data directory of the program of 2026-11-21, with sample data and an
 * import: nothing is lost, everything verifies, and writes continue.
 */
import type { Item } from '@action-tracker/contracts';
import { createEmptyDatabase } from '@action-tracker/runtime/testing';
import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { ApiClient } from './support/api-client';
import { Cli, query } from './support/cli';
import { startProcess, startProduct, type Product } from './support/product';
import { databaseIn, leaveFolder } from './upgrade/folder-of-2026-11-21';

/** Without the lines with a backslash, which are for psql. */
const DUMP = gunzipSync(readFileSync('apps/e2e/src/upgrade/database-of-2026-11-21.sql.gz'))
  .toString()
  .replace(/^\\.*$/gm, '');
const MAPPING = resolve('docs/import/client-action-log.json');

/** The file that was imported. */
const LOG = `Date,Client,Item,Owner,Due Date,Status,Priority,Notes
11/12/24,TitleCo,Upload logo files,Client,11/14/24,Pending,High,3 branches remaining
11/12/24,TitleCo,Configure payee labels,Maria,11/13/24,Complete,High,
11/15/24,TitleCo,"Train the escrow team, second session",Client,TBD,Pending,Low,"11/16: no answer
11/18: Tuesday fits"
`;

/** What the program of then knew of an entry. */
const ENTRIES = `SELECT ledger_id, position, stream, version, type, schema_version, data, actor_id,
  recorded_by_id, command_id, correlation_id, channel, occurred_at, recorded_at
  FROM public.events WHERE position <= 1000 ORDER BY ledger_id, position`;

/** The migrations of the program of then. */
const KNOWN_THEN = `ARRAY['CreateUsers2026112000001', 'CreateLedger2026112000002',
  'CreateAppend2026112000003', 'CreateRevokedTokens2026112000004', 'AppendTypedRows2026112100005',
  'IndexPrefixesInOrder2026112100008', 'IndexAnswersByAge2026112100010',
  'AppendToKnownHead2026112100011']`;
/**
 * Its server refuses in one line if there is a migration that it does not know and whose name says
 * that something was taken away; its command line, if one that it knows is missing.
 */
const UNKNOWN_THEN = `SELECT name FROM migrations
  WHERE name LIKE 'Contract%' AND name <> ALL (${KNOWN_THEN})`;
const MISSING_THEN = `SELECT name FROM unnest(${KNOWN_THEN}) AS known(name)
  WHERE NOT EXISTS (SELECT FROM migrations m WHERE m.name = known.name)`;

describe('A database of 2026-11-21', () => {
  let databaseUrl: string;
  let cli: Cli;
  let entries: readonly object[];

  beforeAll(async () => {
    databaseUrl = await createEmptyDatabase();
    await query(databaseUrl, DUMP);
    entries = await query(databaseUrl, ENTRIES);
    cli = new Cli({ DATABASE_URL: databaseUrl });
  });

  it('is brought up to date, entry by entry the same, and verified', async () => {
    expect(entries).toHaveLength(630);
    expect(await cli.succeed('migrate')).toContain('ContractAppends');
    expect(await query(databaseUrl, ENTRIES)).toEqual(entries);
    expect(await cli.succeed('verify-projections')).toMatch(/^All is well: .*\b630 events/m);
  });

  it('is then refused by the program of 2026-11-21', async () => {
    const unknown = await query<{ name: string }>(databaseUrl, UNKNOWN_THEN);
    expect(unknown[0]?.name).toMatch(/^ContractAppends/);
    expect(await query(databaseUrl, MISSING_THEN)).toHaveLength(3);
  });

  it('is imported into again without anything twice', async () => {
    const file = cli.write('log.csv', LOG);
    const again = ['--tracker', 'CL', '--mapping', MAPPING, '--as', 'maria@example.com'];
    expect(await cli.succeed('import', file, ...again)).toContain('3 rows: 3 skipped');
  });

  describe('with a server', () => {
    let product: Product;
    let api: ApiClient;

    beforeAll(async () => {
      product = await startProduct({ DATABASE_URL: databaseUrl, JWT_SECRET: 's'.repeat(32) });
      api = await ApiClient.signIn(product.url);
    });

    afterAll(() => product.stop());

    it('shows what was there, and is changed', async () => {
      const before = (await api.get<Item[]>('/api/items')).body;
      expect(before).toHaveLength(123);
      const { body: item } = await api.get<Item>('/api/items/CL-003');
      expect(item).toMatchObject({ title: 'Train the escrow team, second session', version: 3 });
      await api.patch('/api/items/CL-003', { due_date: '2026-12-24' });
      await api.post('/api/items/AD-001/status', { status: 'Blocked', comment: 'parts' });
      const after = (await api.get<Item[]>('/api/items')).body;
      const changed = after.filter(({ version }, index) => version !== before[index]?.version);
      expect(changed.map(({ id }) => id)).toEqual(['AD-001', 'CL-003']);
      expect(await cli.succeed('verify-projections')).toMatch(/^All is well: .*\b632 events/m);
      expect((await query(databaseUrl, ENTRIES)).slice(0, 1)).toEqual(entries.slice(0, 1));
    });
  });
});

describe('A data directory of 2026-11-21', () => {
  let dataDir: string;

  beforeAll(async () => {
    dataDir = mkdtempSync(join(tmpdir(), 'action-tracker-upgrade-'));
    chmodSync(dataDir, 0o755);
    await leaveFolder(dataDir, DUMP);
  });

  afterAll(() => {
    rmSync(dataDir, { recursive: true, force: true });
  });

  it('is upgraded by the ordinary start, verified beside it, and continued over a restart', async () => {
    const secret = readFileSync(join(dataDir, 'jwt-secret'), 'utf8');
    const first = await startProcess({ DATA_DIR: dataDir });
    const entries = await query(databaseIn(dataDir), ENTRIES);
    expect(entries).toHaveLength(630);
    const api = await ApiClient.signIn(first.url);
    expect((await api.get<Item[]>('/api/items')).body).toHaveLength(123);
    await api.post('/api/items/AD-001/status', { status: 'Blocked', comment: 'parts' });
    const cli = new Cli({ DATA_DIR: dataDir });
    expect(await cli.succeed('verify-projections')).toMatch(/^All is well: .*\b631 events/m);
    expect(await first.stop()).toBe(0);

    const second = await startProcess({ DATA_DIR: dataDir });
    const later = await ApiClient.signIn(second.url);
    expect((await later.get('/api/items/AD-001')).body).toMatchObject({ status: 'Blocked' });
    await later.patch('/api/items/CL-003', { due_date: '2026-12-24' });
    expect(await second.stop()).toBe(0);
    expect(readFileSync(join(dataDir, 'jwt-secret'), 'utf8')).toBe(secret);
    expect(readdirSync(dataDir).toSorted()).toEqual(['jwt-secret', 'postgres', 'postgres.json']);
  });
});
