import { createEmptyDatabase } from '@action-tracker/runtime/testing';
import { Cli, copyDatabase, query } from './support/cli';

interface Verification {
  readonly differences: number;
  readonly trackers: number;
  readonly events: number;
  readonly ledgers: readonly {
    readonly prefix: string;
    readonly differences: readonly Readonly<Record<string, unknown>>[];
  }[];
}

describe('verify-projections', () => {
  let seededUrl: string;
  let databaseUrl: string;
  let cli: Cli;

  beforeAll(async () => {
    seededUrl = await createEmptyDatabase();
    const setUp = new Cli({ DATABASE_URL: seededUrl });
    await setUp.succeed('migrate');
    await setUp.succeed('create-user', '--email', 'maria@example.com', '--name', 'Maria Ferreira');
    await setUp.succeed('seed', '--as', 'maria@example.com');
  });

  beforeEach(async () => {
    databaseUrl = await copyDatabase(seededUrl);
    cli = new Cli({ DATABASE_URL: databaseUrl });
  });

  it('ends with 0 when everything is what the ledger says', async () => {
    const { code, stdout } = await cli.run('verify-projections');
    expect(code).toBe(0);
    expect(stdout).toMatch(/^AD: \d+ events, \d+ rows, ok$/m);
    expect(stdout).toMatch(/^All is well: verified trackers, .*notes, \d+ events and \d+ rows/m);
  });

  it('ends with 1 and names what differs, and a rebuild repairs it', async () => {
    await query(databaseUrl, `UPDATE action_items SET title = 'Forged' WHERE id = 'AD-003'`);
    const { code, stdout } = await cli.run('verify-projections');
    expect(code).toBe(1);
    expect(stdout).toMatch(
      /^ {2}action_items \{"tracker_id":\d+,"number":3\} title: live "Forged", by the ledger "/m,
    );
    const found = await cli.json<Verification>('verify-projections', 'action_items');
    expect(found.differences).toBe(1);
    expect(found.ledgers.flatMap(({ differences }) => differences)).toEqual([
      expect.objectContaining({ table: 'action_items', column: 'title', live: 'Forged' }),
    ]);
    expect((await cli.run('verify-projections', 'notes')).code).toBe(0);
    await cli.succeed('rebuild-projections');
    expect(await cli.json<Verification>('verify-projections')).toMatchObject({ differences: 0 });
  });

  it('refuses a name that is no read table', async () => {
    const { code, stderr } = await cli.run('verify-projections', 'itmes');
    expect(code).toBe(1);
    expect(stderr).toMatch(/^error: Expected names out of trackers, .*; found itmes\n$/);
  });
});
