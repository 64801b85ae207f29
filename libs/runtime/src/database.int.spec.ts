import { OperatorError } from './operator-error';
import { openDatabase, runMigrations } from './database';
import { connectAgain, createEmptyDatabase, openFreshDatabase } from './testing';

const open = (databaseUrl: string, databasePoolMax = 10) =>
  openDatabase({
    settings: { databaseUrl, databasePoolMax, dataDir: '' },
    role: 'guest',
    entities: [],
  });

const STRINGS = Object.getOwnPropertyDescriptor(Buffer.prototype, 'toString');

/** Node refuses strings beyond half a gigabyte, in these words. To receive that much takes a minute. */
function readStringsUpTo(maxBytes: number): void {
  const read: (this: Buffer, ...args: readonly unknown[]) => string = STRINGS?.value;
  const value = function (this: Buffer, encoding: unknown, start = 0, end = this.length) {
    if (end - start > maxBytes) throw new Error('Cannot create a string longer than a million');
    return read.call(this, encoding, start, end);
  };
  Object.defineProperty(Buffer.prototype, 'toString', { ...STRINGS, value });
}

describe('a database with a URL', () => {
  afterEach(() => {
    Object.defineProperty(Buffer.prototype, 'toString', { ...STRINGS });
  });

  it('can be migrated through a pool of one connection', async () => {
    const database = await open(await createEmptyDatabase(), 1);
    expect(await runMigrations(database)).not.toEqual([]);
    expect(await runMigrations(database)).toEqual([]);
    expect(database.isEmbedded).toBe(false);
    await database.close();
  });

  it('keeps statements by name, or none for a pooler that does not know them', async () => {
    const databaseUrl = await createEmptyDatabase();
    const namesWith = async (preparedStatements: 'on' | 'off') => {
      const database = await openDatabase({
        settings: { databaseUrl, databasePoolMax: 1, dataDir: '', preparedStatements },
        role: 'guest',
        entities: [],
      });
      const named = { name: 'one', text: 'SELECT $1::int AS one', values: [1] };
      expect((await database.pool.query(named)).rows).toEqual([{ one: 1 }]);
      const kept = 'SELECT name FROM pg_prepared_statements';
      const { rows } = await database.pool.query<{ name: string }>(kept);
      await database.close();
      return rows.map(({ name }) => name);
    };
    expect(await namesWith('on')).toEqual(['one']);
    expect(await namesWith('off')).toEqual([]);
  });

  it('answers numbers, dates and times as they go over the wire', async () => {
    const database = await openFreshDatabase();
    const text = `SELECT 9007199254740991::bigint AS position, date '2026-03-01' AS day,
      timestamptz '2026-03-01 01:00:00.123+14' AS at, date '0001-01-01' AS first`;
    const expected = {
      position: 9_007_199_254_740_991,
      day: '2026-03-01',
      at: '2026-02-28T11:00:00.123Z',
      first: '0001-01-01',
    };
    expect((await database.pool.query(text)).rows).toEqual([expected]);
    expect(await database.dataSource.query(text)).toEqual([expected]);
    await database.close();
  });

  it('reads times of a database that writes them as Germans do', async () => {
    const databaseUrl = await createEmptyDatabase();
    const first = await open(databaseUrl);
    const name = new URL(databaseUrl).pathname.slice(1);
    await first.pool.query(`ALTER DATABASE ${name} SET DateStyle = 'German'`);
    await first.pool.query(`ALTER DATABASE ${name} SET TimeZone = 'America/Sao_Paulo'`);
    await first.close();
    const database = await open(databaseUrl);
    const text = `SELECT timestamptz '2026-03-01 01:00Z' AS at, date '2026-03-01' AS day,
      (timestamptz '2026-03-01 01:00Z' AT TIME ZONE 'UTC')::text AS text`;
    const row = { at: '2026-03-01T01:00:00.000Z', day: '2026-03-01', text: '2026-03-01 01:00:00' };
    expect((await database.pool.query(text)).rows).toEqual([row]);
    await database.close();
  });

  it('survives an answer that is longer than any string, and fails only its query', async () => {
    const database = await openFreshDatabase();
    readStringsUpTo(1_000_000);
    const others = Promise.all([1, 2].map(() => database.pool.query('SELECT 1 AS one')));
    const tooLong = database.pool.query(`SELECT repeat('x', 1000001)`);
    await expect(tooLong).rejects.toThrow(
      'A response from PostgreSQL cannot be read: Cannot create a string longer than',
    );
    expect((await others).map(({ rowCount }) => rowCount)).toEqual([1, 1]);
    expect((await database.pool.query('SELECT 1 AS one')).rows).toEqual([{ one: 1 }]);
    await database.close();
  });

  it('names host and port when it cannot be reached, never the password', async () => {
    const attempt = open('postgres://user:pa55word@127.0.0.1:1/tracker');
    await expect(attempt).rejects.toThrow(OperatorError);
    await expect(attempt).rejects.toThrow('Cannot reach the database at 127.0.0.1:1/tracker');
    await expect(attempt).rejects.not.toThrow('pa55word');
  });

  it('goes on after all its idle connections were cut', async () => {
    const database = await openFreshDatabase();
    const other = await connectAgain(database);
    await Promise.all([1, 2, 3].map(() => other.pool.query('SELECT pg_sleep(0)')));
    await database.pool.query(
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
       WHERE datname = current_database() AND query LIKE '%pg_sleep(0)'
         AND pid <> pg_backend_pid()`,
    );
    while (other.pool.totalCount > 0) await new Promise(setImmediate);
    expect((await other.pool.query('SELECT 1 AS one')).rows).toEqual([{ one: 1 }]);
    await other.close();
    await database.close();
  });

  it('survives that the connection of a waiting migration is cut', async () => {
    const database = await openFreshDatabase();
    const other = await connectAgain(database);
    const blocker = await database.pool.connect();
    await blocker.query('SELECT pg_advisory_lock(71003)');
    const refused = expect(runMigrations(other)).rejects.toThrow();
    const cut = `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
      WHERE datname = current_database() AND wait_event = 'advisory'`;
    while ((await database.pool.query(cut)).rowCount === 0);
    await refused;
    await blocker.query('SELECT pg_advisory_unlock(71003)');
    blocker.release();
    expect(await runMigrations(other)).toEqual([]);
    await other.close();
    await database.close();
  });
});
