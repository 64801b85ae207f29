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

describe('verify-projections and reset-sequence', () => {
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
    expect(stdout).toMatch(
      /^All is well: verified trackers, .*stream_states, item_versions, \d+ events and \d+ rows/m,
    );
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

  it('goes back to the read tables before a rebuild, once there are any', async () => {
    const none = await cli.run('rebuild-projections', '--rollback', 'notes');
    expect([none.code, none.stderr]).toEqual([
      1,
      'error: Expected an earlier notes that a rebuild has kept, found none\n',
    ]);
    await query(databaseUrl, `UPDATE action_items SET title = 'Forged' WHERE id = 'AD-003'`);
    await cli.succeed('rebuild-projections');
    expect((await cli.run('verify-projections')).code).toBe(0);
    expect(await cli.json('rebuild-projections', '--rollback', 'action_items')).toEqual({
      rolled_back: ['action_items'],
    });
    const found = await cli.json<Verification>('verify-projections');
    expect(found.ledgers.flatMap(({ differences }) => differences)).toEqual([
      expect.objectContaining({ table: 'action_items', column: 'title', live: 'Forged' }),
    ]);
  });

  it('refuses a name that is no read table', async () => {
    const { code, stderr } = await cli.run('verify-projections', 'itmes');
    expect(code).toBe(1);
    expect(stderr).toMatch(/^error: Expected names out of trackers, .*; found itmes\n$/);
  });

  it('prints the next number before and after, and changes nothing when it is right', async () => {
    await query(databaseUrl, `UPDATE ledgers SET next_number = 1 WHERE prefix = 'AD'`);
    expect((await cli.run('verify-projections')).code).toBe(1);
    expect(await cli.succeed('reset-sequence', '--tracker', 'AD')).toMatch(
      /^Next number of AD: before 1, after [1-9]\d+\. Changed\.\n$/,
    );
    const again = await cli.json<{ before: number; after: number }>(
      ...['reset-sequence', '--tracker', 'AD'],
    );
    expect(again.before).toBe(again.after);
    expect((await cli.run('verify-projections')).code).toBe(0);
    const { code, stderr } = await cli.run('reset-sequence', '--tracker', 'XX');
    expect([code, stderr]).toEqual([
      1,
      'error: Expected the prefix of a tracker, found XX, which no tracker has\n',
    ]);
  });
});
