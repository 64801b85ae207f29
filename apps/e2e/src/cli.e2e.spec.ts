import type { User } from '@action-tracker/contracts';
import { createEmptyDatabase } from '@action-tracker/runtime/testing';
import { chmodSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ApiClient } from './support/api-client';
import { Cli, copyDatabase, query } from './support/cli';
import { readTables } from './support/read-tables';
import { startProcess, startProduct } from './support/product';

const SECRET = 's'.repeat(32);
const MARIA = ['--email', 'maria@example.com', '--name', 'Maria Ferreira'] as const;
/** The reviews of each tracker; in order if the ledger has everything before a close in front of it. */
const REVIEWS = `SELECT t.prefix, count(*)::int AS closed,
    sum(jsonb_array_length(r.discussed))::int AS discussed,
    count(*) FILTER (WHERE r.minutes <> '')::int AS minutes,
    bool_and(NOT EXISTS (SELECT FROM events e WHERE e.ledger_id = r.tracker_id AND e.stream <> t.prefix
      AND (e.position < r.position) <> (e.occurred_at <= r.happened_at) AND e.position <> r.position))
      AS in_order
  FROM reviews r JOIN trackers t USING (tracker_id)
  WHERE r.state = 'closed' GROUP BY 1 ORDER BY 1`;
const REASONS = `SELECT count(*)::int AS moves, count(data->>'reason')::int AS reasons
  FROM events WHERE type = 'ItemDueDateMoved'`;

let databaseUrl: string;
let cli: Cli;

describe('the command line on an empty database', () => {
  beforeEach(async () => {
    databaseUrl = await createEmptyDatabase();
    cli = new Cli({ DATABASE_URL: databaseUrl, JWT_SECRET: SECRET });
  });

  it('explains itself and every command with an example', async () => {
    const help = await cli.succeed('--help');
    const commands = [...help.matchAll(/^ {2}([a-z]+(?:-[a-z]+)*) \[options\]/gm)].map(
      ([, name = '']) => name,
    );
    expect(commands).toEqual(
      expect.arrayContaining(['migrate', 'create-user', 'create-token', 'import', 'seed']),
    );
    for (const command of commands) {
      const text = await cli.succeed(command, '--help');
      expect(text).toMatch(new RegExp(`Example:\\n.*action-tracker ${command}`));
    }
  });

  it.each([
    ['an unknown command', ['frobnicate']],
    ['an unknown option', ['migrate', '--force']],
    ['a missing option', ['create-user', '--email', 'a@example.com']],
    ['a bad duration', ['create-token', '--email', 'a@example.com', '--expires-in', 'soon']],
  ])('ends with 2 on %s', async (_, args) => {
    const { code, stdout, stderr } = await cli.run(...args);
    expect(code).toBe(2);
    expect(stdout).toBe('');
    expect(stderr).not.toContain('    at ');
  });

  it('ends with 2 in a process of its own as well', async () => {
    const { code, stdout, stderr } = await cli.start().ended;
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).not.toContain('    at ');
  });

  it('asks for migrate on a database without schema', async () => {
    const { code, stderr } = await cli.start('list-users').ended;
    expect(code).toBe(1);
    expect(stderr).toMatch(/^error: .*run `migrate` first\.\n$/);
  });

  it('migrates once and says that there is nothing more to do', async () => {
    expect(await cli.succeed('migrate')).toContain('Migration CreateLedger');
    expect(await cli.succeed('migrate')).toBe('The schema is up to date.\n');
    expect(await cli.json('migrate')).toEqual({ migrations: [], rebuilt: [] });
  });

  it('reports all problems of the configuration together and shows no secret', async () => {
    const broken = new Cli({ DATABASE_URL: 'mysql://root:hidden@x/y', PORT: 'http' });
    const { code, stderr } = await broken.run('list-users');
    expect(code).toBe(1);
    expect(stderr).toContain('DATABASE_URL: expected');
    expect(stderr).toContain('PORT: expected');
    expect(stderr).not.toContain('hidden');
  });

  it('leaves nothing in the working folder when it needs no secret', async () => {
    const bare = new Cli({ DATABASE_URL: databaseUrl });
    await bare.succeed('migrate');
    await bare.succeed('list-users');
    expect(existsSync(join(bare.folder, '.data'))).toBe(false);
  });
});

describe('the command line on a database of the operator', () => {
  let furnishedUrl: string;

  beforeAll(async () => {
    furnishedUrl = await createEmptyDatabase();
    const setUp = new Cli({ DATABASE_URL: furnishedUrl });
    await setUp.succeed('migrate');
    await setUp.succeed('create-user', ...MARIA);
  });

  beforeEach(async () => {
    databaseUrl = await copyDatabase(furnishedUrl);
    cli = new Cli({ DATABASE_URL: databaseUrl, JWT_SECRET: SECRET });
  });

  it('creates users, refuses a second one with the e-mail, and lists them by name', async () => {
    const added = await cli.succeed('create-user', '--email', 'Al@example.com', '--name', 'Al Xu');
    expect(added).toBe('User 2: Al Xu (AX), al@example.com\n');
    const again = await cli.run('create-user', '--email', 'MARIA@example.com', '--name', 'M');
    expect(again.code).toBe(1);
    expect(again.stderr).toBe(
      'error: Expected an unused e-mail address, found a user with maria@example.com\n',
    );
    const users = await cli.json<User[]>('list-users');
    expect(users.map(({ initials }) => initials)).toEqual(['AX', 'MF']);
  });

  it('prints a token that the API accepts, and nothing else', async () => {
    const token = await cli.succeed('create-token', '--email', 'maria@example.com');
    expect(token).toMatch(/^[\w-]+\.[\w-]+\.[\w-]+\n$/);
    const product = await startProduct({ DATABASE_URL: databaseUrl, JWT_SECRET: SECRET });
    const answer = await fetch(`${product.url}/auth/me`, {
      headers: { authorization: `Bearer ${token.trim()}` },
    });
    expect(await answer.json()).toMatchObject({ email: 'maria@example.com' });
    await product.stop();
  });

  it('ends every token of a person, and no later one', async () => {
    const issue = async () =>
      (await cli.succeed('create-token', '--email', 'maria@example.com')).trim();
    const before = await issue();
    await cli.succeed('revoke-tokens', '--email', 'maria@example.com');
    const after = await issue();
    const product = await startProduct({ DATABASE_URL: databaseUrl, JWT_SECRET: SECRET });
    const statuses = await Promise.all(
      [before, after].map(async (token) => {
        const headers = { authorization: `Bearer ${token}` };
        return (await fetch(`${product.url}/auth/me`, { headers })).status;
      }),
    );
    expect(statuses).toEqual([401, 200]);
    expect((await cli.run('revoke-tokens', '--email', 'nobody@example.com')).code).toBe(1);
    await product.stop();
  });

  it('gives no token to people who cannot sign in', async () => {
    await cli.succeed('create-user', '--email', 'x@import.invalid', '--name', 'X');
    const strict = new Cli({
      DATABASE_URL: databaseUrl,
      JWT_SECRET: SECRET,
      ALLOWED_EMAIL_DOMAINS: 'example.org',
    });
    for (const refused of [
      await cli.run('create-token', '--email', 'x@import.invalid'),
      await cli.run('create-token', '--email', 'nobody@example.com'),
      await strict.run('create-token', '--email', 'maria@example.com'),
    ]) {
      expect(refused).toMatchObject({ code: 1, stdout: '' });
    }
  });

  it('needs in production only what it uses: for a token the key of the servers', async () => {
    const bare = new Cli({ DATABASE_URL: databaseUrl, NODE_ENV: 'production' });
    await bare.succeed('list-users');
    expect(await bare.run('create-token', '--email', 'maria@example.com')).toEqual({
      code: 1,
      stdout: '',
      stderr: 'error: Expected the JWT_SECRET of the servers, found none\n',
    });
  });

  it('seeds three trackers once, and only for somebody who exists', async () => {
    expect(await cli.run('seed')).toMatchObject({ code: 1 });
    const unknown = await cli.run('seed', '--as', 'x@example.com');
    expect(unknown.stderr).toContain('create-user --email x@example.com');
    await cli.succeed('seed', '--as', 'maria@example.com');
    const count = 'SELECT count(*)::int AS events FROM events';
    const [first] = await query<{ events: number }>(databaseUrl, count);
    expect(first?.events).toBeGreaterThan(500);
    const maria = new Cli({ DATABASE_URL: databaseUrl, ACTION_TRACKER_USER: 'maria@example.com' });
    expect(await maria.json('seed')).toMatchObject({ trackers: [{ created: 0 }, {}, {}] });
    expect(await query(databaseUrl, count)).toEqual([first]);
    expect(await query(databaseUrl, REVIEWS)).toEqual(
      ['AD', 'RL', 'SP'].map((prefix) => ({
        ...{ prefix, closed: 2, discussed: 16, minutes: 2, in_order: true },
      })),
    );
    const [moved] = await query<{ moves: number; reasons: number }>(databaseUrl, REASONS);
    expect(moved?.moves).toBeGreaterThan(20);
    expect(moved?.reasons).toBe(moved?.moves);
    const wrong = await query(
      databaseUrl,
      `SELECT FROM (SELECT occurred_at < lag(occurred_at) OVER w OR occurred_at > recorded_at AS bad
       FROM events WINDOW w AS (PARTITION BY ledger_id, stream ORDER BY version)) e WHERE bad`,
    );
    expect(wrong).toEqual([]);
  });

  it('never mixes sample data into a tracker of somebody else, even of the same name', async () => {
    const product = await startProduct({ DATABASE_URL: databaseUrl, JWT_SECRET: SECRET });
    const api = await ApiClient.signIn(product.url);
    await api.openTracker('SP', 'Special projects');
    await api.openTracker('AD', 'Astro Digital');
    await product.stop();
    const maria = new Cli({ DATABASE_URL: databaseUrl, ACTION_TRACKER_USER: 'maria@example.com' });
    const trackers = [{ prefix: 'ADS' }, { prefix: 'SPS' }, { prefix: 'RL' }];
    expect(await maria.json('seed')).toMatchObject({ trackers });
    const items = `SELECT t.prefix, count(i.number)::int AS items FROM trackers t
      LEFT JOIN action_items i USING (tracker_id) WHERE t.prefix IN ('AD', 'SP') GROUP BY 1 ORDER BY 1`;
    expect(await query(databaseUrl, items)).toEqual([
      { prefix: 'AD', items: 0 },
      { prefix: 'SP', items: 0 },
    ]);
    const again = trackers.map((tracker) => ({ ...tracker, created: 0 }));
    expect(await maria.json('seed')).toMatchObject({ trackers: again });
  });

  it('makes one person of two users, and says first what that would do', async () => {
    await cli.succeed('seed', '--as', 'maria@example.com');
    const [{ email, owned } = { email: '', owned: 0 }] = await query<{
      email: string;
      owned: number;
    }>(
      databaseUrl,
      `SELECT u.email, count(*)::int AS owned FROM action_items i JOIN users u ON u.id = i.owner_id
       WHERE u.email <> 'maria@example.com' GROUP BY u.email ORDER BY u.email LIMIT 1`,
    );
    const names = ['merge-users', '--from', email, '--into', 'maria@example.com'];
    const dry = await cli.succeed(...names, '--dry-run');
    expect(dry).toContain(`${owned} items would be reassigned: `);
    const report = { from: email, into: 'maria@example.com', was_merged: false };
    const as = ['--as', 'maria@example.com'];
    const merged = await cli.json<{ items: unknown[] }>(...names, ...as);
    expect(merged).toMatchObject(report);
    expect(merged.items).toHaveLength(owned);
    expect(await cli.succeed(...names, ...as)).toContain('was already merged into');
    expect(await cli.succeed('list-users')).toContain(`${email} → maria@example.com`);
    const nobody = await cli.run('merge-users', '--from', 'x@y.zz', '--into', email, ...as);
    expect([nobody.code, nobody.stderr]).toEqual([1, expect.stringContaining('found x@y.zz')]);
    expect((await cli.run('verify-projections')).code).toBe(0);
  });

  it('rebuilds the read tables it is asked for, to the same rows', async () => {
    await cli.succeed('seed', '--as', 'maria@example.com');
    const rows = 'SELECT * FROM action_items ORDER BY tracker_id, number';
    const before = await query(databaseUrl, rows);
    const [items, notes] = await readTables(databaseUrl, 'action_items', 'notes');
    await query(databaseUrl, `TRUNCATE ${items}`);
    expect(await cli.json('rebuild-projections', 'action_items')).toMatchObject({
      rebuilt: ['action_items'],
      trackers: 3,
      differing: { action_items: before.length },
      not_compared: {},
    });
    expect(await query(databaseUrl, rows)).toEqual(before);
    await query(databaseUrl, `ALTER TABLE ${notes} ADD COLUMN remark text`);
    const printed = await cli.succeed('rebuild-projections', 'action_items', 'notes');
    expect(printed.split('\n').slice(0, 2)).toEqual([
      'action_items: 0 rows differed from the live ones.',
      'notes: not compared with the live rows, unequal number of entries in row expressions.',
    ]);
    const quick = await cli.json('rebuild-projections', '--no-compare', 'action_items');
    expect(quick).not.toHaveProperty('differing');
    const unknown = await cli.run('rebuild-projections', 'action_items', 'items');
    expect(unknown.code).toBe(1);
    expect(unknown.stderr).toContain(
      'trackers, tracker_access, people_standing, action_items, item_titles, status_history, ' +
        'notes, note_changes, reviews, batches, stream_states, item_versions; ' +
        'found items',
    );
  });
});

describe('the command line on the database in DATA_DIR', () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'action-tracker-data-'));
  // As root, PostgreSQL runs as another user, who must be able to enter the folder.
  chmodSync(dataDir, 0o755);
  const cli = new Cli({ DATA_DIR: dataDir });

  afterAll(() => rmSync(dataDir, { recursive: true, force: true }));

  it('starts it for a command, with the schema in place, and works beside a running server', async () => {
    await cli.succeed('create-user', ...MARIA);
    expect(existsSync(join(dataDir, 'postgres', 'postmaster.pid'))).toBe(false);
    const product = await startProcess({ DATA_DIR: dataDir });
    await cli.succeed('seed', '--as', 'maria@example.com');
    const token = await cli.succeed('create-token', '--email', 'maria@example.com');
    const answer = await fetch(`${product.url}/api/items`, {
      headers: { authorization: `Bearer ${token.trim()}` },
    });
    expect(await answer.json()).toHaveLength(120);
    expect(await product.stop()).toBe(0);
  });
});
