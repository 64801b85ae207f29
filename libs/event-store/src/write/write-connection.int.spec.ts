import type { Database } from '@action-tracker/runtime';
import { openFreshDatabase } from '@action-tracker/runtime/testing';
import { WriteConnection } from './write-connection';

describe('the connection that writes', () => {
  let database: Database;
  let connection: WriteConnection;
  let breaks: number;

  const sessions = async () => {
    const { rows } = await database.pool.query<{ pid: number }>(
      `SELECT pid FROM pg_stat_activity WHERE datname = current_database()
       AND pid <> pg_backend_pid() AND query LIKE '%by the writer%'`,
    );
    return rows.map(({ pid }) => pid);
  };

  const answer = (n: number, seconds = 0) =>
    connection
      .query<{ n: number }>({
        text: 'SELECT $1::int AS n FROM pg_sleep($2) /* by the writer */',
        values: [n, seconds],
      })
      .then(({ rows }) => rows[0]?.n);

  beforeEach(async () => {
    database = await openFreshDatabase();
    breaks = 0;
    connection = new WriteConnection(database.pool, () => breaks++);
  });

  afterEach(async () => {
    await connection.end();
    await connection.end();
    await database.close();
  });

  it('answers statements in the order in which they were sent, on one session', async () => {
    const answered: number[] = [];
    const ask = async (n: number, seconds: number) =>
      answered.push((await answer(n, seconds)) ?? 0);
    await Promise.all([ask(1, 0.2), ask(2, 0.1), ask(3, 0)]);
    expect(answered).toEqual([1, 2, 3]);
    expect(await sessions()).toHaveLength(1);
  });

  it('lets a statement that is refused harm no other', async () => {
    const refused = connection.query({ text: 'SELECT 1 / 0' });
    const others = [answer(1), answer(2)];
    await expect(refused).rejects.toThrow('division by zero');
    expect(await Promise.all(others)).toEqual([1, 2]);
    expect(breaks).toBe(0);
  });

  it('fails what is on its way when it breaks, reports it, and connects again', async () => {
    const cut = Promise.allSettled([answer(1, 60), answer(2)]);
    let found = await sessions();
    while (found.length === 0) found = await sessions();
    await database.pool.query('SELECT pg_terminate_backend($1)', [found[0]]);
    expect(await cut).toMatchObject([{ status: 'rejected' }, { status: 'rejected' }]);
    expect(breaks).toBeGreaterThan(0);
    expect(await answer(3)).toBe(3);
  });

  it('reports when it breaks while nothing is on its way', async () => {
    expect(await answer(1)).toBe(1);
    const [pid] = await sessions();
    await database.pool.query('SELECT pg_terminate_backend($1)', [pid]);
    while (breaks === 0) await new Promise(setImmediate);
    expect(await answer(2)).toBe(2);
  });
});
