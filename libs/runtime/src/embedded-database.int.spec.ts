import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { Client } from 'pg';
import { keepSecret, writeOwnerOnly } from './data-folder';
import { openEmbeddedDatabase, type EmbeddedDatabase } from './embedded-database';
import { OperatorError } from './operator-error';

/** A folder that PostgreSQL may enter when root runs the tests. */
function openFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'action-tracker-embedded-'));
  chmodSync(folder, 0o755);
  return folder;
}

describe('the embedded PostgreSQL', () => {
  let made: string;
  let parent: string;
  let dataDir: string;
  let opened: EmbeddedDatabase[];
  let steps: string[];

  beforeAll(async () => {
    made = join(openFolder(), 'data');
    const options = { role: 'server', postgresOptions: ['fsync=off'] } as const;
    const first = await openEmbeddedDatabase({ dataDir: made, ...options });
    await ask(first, 'CREATE TABLE given_first AS SELECT 1 AS one');
    await first.release();
  });

  afterAll(() => rmSync(dirname(made), { recursive: true }));

  beforeEach(() => {
    parent = openFolder();
    dataDir = join(parent, 'data');
    opened = [];
    steps = [];
  });

  afterEach(async () => {
    for (const database of opened) await database.release();
    expect(existsSync(file('postgres/postmaster.pid'))).toBe(false);
    rmSync(parent, { recursive: true });
  });

  const file = (name: string) => join(dataDir, name);
  const portInFile = () =>
    (JSON.parse(readFileSync(file('postgres.json'), 'utf8')) as { port: number }).port;

  const postmaster = () =>
    Number(readFileSync(file('postgres/postmaster.pid'), 'utf8').split('\n')[0]);

  const until = async (condition: () => boolean) => {
    while (!condition()) await wait(50);
  };

  const open = async (role: 'server' | 'guest' = 'server') => {
    const database = await openEmbeddedDatabase({
      dataDir,
      role,
      postgresOptions: ['fsync=off'],
      onStep: (step) => steps.push(step),
    });
    opened.push(database);
    return database;
  };

  /** As after a first start, which takes longer than a copy; `cpSync` would give the files to root. */
  const useMadeFolder = () => expect(spawnSync('cp', ['-a', made, dataDir]).status).toBe(0);

  const giveBack = async (database: EmbeddedDatabase) => {
    opened = opened.filter((other) => other !== database);
    await database.release();
  };

  const ask = async ({ url }: EmbeddedDatabase, text: string): Promise<unknown> => {
    const client = new Client({ connectionString: url });
    await client.connect();
    const { rows } = await client.query<Record<string, unknown>>(text);
    await client.end();
    return rows;
  };

  it('is made at the first start and keeps what it was given for the next', async () => {
    useMadeFolder();
    expect(statSync(file('postgres.json')).mode & 0o777).toBe(0o600);
    expect(existsSync(file('postgres/postmaster.pid'))).toBe(false);
    const second = await open();
    expect(new URL(second.url).pathname).toBe('/action_tracker');
    expect(await ask(second, 'SELECT * FROM given_first')).toEqual([{ one: 1 }]);
  });

  it('is shared with guests, and the last one stops it', async () => {
    useMadeFolder();
    const server = await open('server');
    const guests = [await open('guest'), await open('guest')];
    expect(new Set([server, ...guests].map(({ url }) => url)).size).toBe(1);
    await giveBack(server);
    for (const guest of guests) {
      expect(await ask(guest, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
      await giveBack(guest);
    }
    expect(existsSync(file('postgres/postmaster.pid'))).toBe(false);
  });

  it('starts once when several ask at the same moment', async () => {
    const urls = await Promise.all(
      ['server', 'guest', 'guest'].map((role) => open(role as 'guest')),
    );
    expect(new Set(urls.map(({ url }) => url)).size).toBe(1);
  });

  it('refuses a second server by the name of the first, who goes on', async () => {
    useMadeFolder();
    const first = await open('server');
    const second = openEmbeddedDatabase({ dataDir, role: 'server' });
    await expect(second).rejects.toThrow(OperatorError);
    await expect(second).rejects.toThrow(
      `Another Action Tracker (action-tracker server, process ${process.pid}) is using ${dataDir}.`,
    );
    expect(await ask(first, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
    await giveBack(first);
    await open('server');
  });

  it('recovers when it was killed, with everything that was committed', async () => {
    useMadeFolder();
    const killed = await open('guest');
    await ask(killed, 'CREATE TABLE kept AS SELECT 1 AS one');
    process.kill(postmaster(), 'SIGKILL');
    const again = await open('guest');
    expect(await ask(again, 'SELECT * FROM kept')).toEqual([{ one: 1 }]);
  });

  it('refuses the data of another major version', async () => {
    useMadeFolder();
    const major = readFileSync(file('postgres/PG_VERSION'), 'utf8').trim();
    writeFileSync(file('postgres/PG_VERSION'), '9\n');
    const attempt = openEmbeddedDatabase({ dataDir, role: 'server' });
    await expect(attempt).rejects.toThrow(OperatorError);
    await expect(attempt).rejects.toThrow(
      `belongs to PostgreSQL 9, but this version includes ${major}`,
    );
  });

  it('begins again where an earlier start died while it made the folder', async () => {
    mkdirSync(file('postgres.unfinished/base'), { recursive: true });
    writeFileSync(file('postgres.unfinished/PG_VERSION'), '1');
    writeFileSync(file('postgres.password'), 'left behind');
    writeFileSync(file('postgres.json'), '{"port": 5');
    expect(await ask(await open(), 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
    expect(existsSync(file('postgres.unfinished'))).toBe(false);
    expect(existsSync(file('postgres.password'))).toBe(false);
    expect(existsSync(file('starting.lock'))).toBe(false);
  });

  it('runs again by itself after it was killed under a server, on the same port', async () => {
    useMadeFolder();
    const server = await open('server');
    await ask(server, 'CREATE TABLE kept AS SELECT 1 AS one');
    process.kill(postmaster(), 'SIGKILL');
    await until(() => steps.some((step) => step.endsWith('runs again.')));
    expect(steps).toContain(`PostgreSQL in ${dataDir} has ended. Starting it again.`);
    expect(await ask(server, 'SELECT * FROM kept')).toEqual([{ one: 1 }]);
  });

  it('goes on trying while it cannot start, and says why each time', async () => {
    useMadeFolder();
    const server = await open('server');
    const control = realpathSync(file('postgres/global/pg_control'));
    renameSync(control, `${control}.away`);
    process.kill(postmaster(), 'SIGKILL');
    await until(() => steps.some((step) => /pg_control.*Trying again in/.test(step)));
    renameSync(`${control}.away`, control);
    await until(() => steps.some((step) => step.endsWith('runs again.')));
    expect(await ask(server, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
  });

  it('stays ended when it ends because the server stops', async () => {
    useMadeFolder();
    const server = await open('server');
    await giveBack(server);
    expect(steps.filter((step) => step.includes('has ended'))).toEqual([]);
    expect(existsSync(file('postgres/postmaster.pid'))).toBe(false);
  });

  it('moves to another port when its own is taken', async () => {
    useMadeFolder();
    const taken = portInFile();
    const squatter = createServer();
    await new Promise<void>((resolve) => squatter.listen(taken, '127.0.0.1', resolve));
    const moved = await open();
    await new Promise((resolve) => squatter.close(resolve));
    expect(portInFile()).not.toBe(taken);
    expect(new URL(moved.url).port).toBe(String(portInFile()));
    expect(statSync(file('postgres.json')).mode & 0o777).toBe(0o600);
  });

  it('says which file is missing when the password is gone', async () => {
    useMadeFolder();
    rmSync(file('postgres.json'));
    const attempt = openEmbeddedDatabase({ dataDir, role: 'server' });
    await expect(attempt).rejects.toThrow(`${file('postgres.json')} is missing`);
  });

  it('says what it expected in a postgres.json that holds something else', async () => {
    useMadeFolder();
    const broken = ['', '{"port": 5', '{"port": "5", "password": "x"}', 'null'];
    for (const content of [...broken, '{"port": 0, "password": "x"}']) {
      writeFileSync(file('postgres.json'), content);
      const attempt = openEmbeddedDatabase({ dataDir, role: 'server' });
      await expect(attempt).rejects.toThrow(OperatorError);
      await expect(attempt).rejects.toThrow(
        `Expected {"port": number, "password": text} in ${file('postgres.json')}`,
      );
    }
  });
});

/** Only root meets this: any other account runs PostgreSQL itself, and may enter its own folders. */
const IS_ROOT = process.getuid?.() === 0;

describe('a folder that is private', () => {
  let home: string;

  beforeEach(() => {
    home = mkdtempSync(join(tmpdir(), 'action-tracker-home-'));
    chmodSync(home, 0o700);
  });

  afterEach(() => rmSync(home, { recursive: true }));

  it.each([
    ['lies in it', 'data'],
    ['is it', '.'],
  ])('holds a database when DATA_DIR %s, and stays private', async (_, name) => {
    const dataDir = join(home, name);
    const steps: string[] = [];
    const options = {
      dataDir,
      role: 'server',
      onStep: (step: string) => steps.push(step),
    } as const;
    const first = await openEmbeddedDatabase(options);
    const place = realpathSync(join(dataDir, 'postgres'));
    expect(place.startsWith(realpathSync(home))).toBe(!IS_ROOT);
    expect(steps.some((step) => step.includes(`The database is in ${place}`))).toBe(IS_ROOT);
    await first.release();
    const second = await openEmbeddedDatabase(options);
    expect(second.url).toBe(first.url);
    await second.release();
    expect(statSync(home).mode & 0o777).toBe(0o700);
    if (IS_ROOT) rmSync(dirname(place), { recursive: true });
  });
});

describe('the data folder', () => {
  let folder: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'action-tracker-folder-'));
  });

  afterEach(() => rmSync(folder, { recursive: true }));

  it('keeps a secret of at least 32 bytes that only its owner can read', () => {
    const secret = keepSecret(join(folder, 'new'), 'jwt.secret');
    expect(Buffer.byteLength(secret)).toBeGreaterThanOrEqual(32);
    expect(keepSecret(join(folder, 'new'), 'jwt.secret')).toBe(secret);
    expect(keepSecret(folder, 'jwt.secret')).not.toBe(secret);
    expect(statSync(join(folder, 'jwt.secret')).mode & 0o777).toBe(0o600);
  });

  it.each([
    ['a file', '', 'EEXIST'],
    ['below a file', 'below', 'ENOTDIR'],
  ])('is refused in one line when it is %s', async (_, below, code) => {
    const path = join(folder, 'file');
    writeFileSync(path, 'not a folder');
    const attempt = openEmbeddedDatabase({ dataDir: join(path, below), role: 'server' });
    await expect(attempt).rejects.toThrow(OperatorError);
    await expect(attempt).rejects.toThrow(
      new RegExp(`^Cannot use DATA_DIR [^\\n]*${code}[^\\n]*$`),
    );
  });

  it('is refused in one line when its disk is full, and keeps what was there', () => {
    const path = join(folder, 'jwt.secret');
    symlinkSync('/dev/full', `${path}.${process.pid}`);
    expect(() => keepSecret(folder, 'jwt.secret')).toThrow(OperatorError);
    symlinkSync('/dev/full', `${path}.${process.pid}`);
    expect(() => keepSecret(folder, 'jwt.secret')).toThrow(/^Cannot use DATA_DIR [^\n]*ENOSPC/);
    expect(readdirSync(folder)).toEqual([]);
  });

  it('makes a secret anew that a dying process left empty', () => {
    writeFileSync(join(folder, 'jwt.secret'), '\n');
    expect(Buffer.byteLength(keepSecret(folder, 'jwt.secret'))).toBeGreaterThanOrEqual(32);
  });

  it('closes a file to others that was open, and leaves nothing beside it', () => {
    const path = join(folder, 'postgres.json');
    writeFileSync(path, 'old', { mode: 0o644 });
    writeOwnerOnly(path, 'new');
    expect(readFileSync(path, 'utf8')).toBe('new');
    expect(statSync(path).mode & 0o777).toBe(0o600);
    expect(spawnSync('ls', ['-A', folder]).stdout.toString()).toBe('postgres.json\n');
  });
});
