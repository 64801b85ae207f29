/**
 * Upgrades a database of the program of 2026-11-21, with sample data and an import: nothing is
 * lost, everything verifies, and writes continue.
 */
import type { Item } from '@action-tracker/contracts';
import { createEmptyDatabase } from '@action-tracker/runtime/testing';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { ApiClient } from './support/api-client';
import { Cli, query } from './support/cli';
import { startProduct, type Product } from './support/product';

const DUMP = resolve('apps/e2e/src/upgrade/database-of-2026-11-21.sql.gz');
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

describe('A database of 2026-11-21', () => {
  let databaseUrl: string;
  let cli: Cli;
  let entries: readonly object[];

  beforeAll(async () => {
    databaseUrl = await createEmptyDatabase();
    // Lines with a backslash are for psql.
    const dump = gunzipSync(readFileSync(DUMP))
      .toString()
      .replace(/^\\.*$/gm, '');
    await query(databaseUrl, dump);
    entries = await query(databaseUrl, ENTRIES);
    cli = new Cli({ DATABASE_URL: databaseUrl });
  });

  it('is brought up to date, entry by entry the same, and verified', async () => {
    expect(entries).toHaveLength(630);
    expect(await cli.succeed('migrate')).toContain('ContractAppends');
    expect(await query(databaseUrl, ENTRIES)).toEqual(entries);
    expect(await cli.succeed('verify-projections')).toMatch(/^All is well: .*\b630 events/m);
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
