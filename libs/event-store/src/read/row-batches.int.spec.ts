import { openFreshDatabase } from '@action-tracker/runtime/testing';
import type { Database } from '@action-tracker/runtime';
import { rowBatches } from './row-batches';

let database: Database;

beforeAll(async () => {
  database = await openFreshDatabase([]);
});

afterAll(async () => {
  await database.close();
});

const numbers = (upTo: number) =>
  rowBatches<{ n: number }>(database.pool, 'SELECT n FROM generate_series(1, $1::int) n', [upTo]);

async function sizes(upTo: number): Promise<readonly number[]> {
  const found: number[] = [];
  for await (const rows of numbers(upTo)) found.push(rows.length);
  return found;
}

describe('the rows of a statement in batches', () => {
  it.each([
    [0, []],
    [1, [1]],
    [200, [200]],
    [500, [200, 200, 100]],
  ])('are all there: %d', async (upTo, expected) => {
    expect(await sizes(upTo)).toEqual(expected);
  });

  it('give their connection back, also when nobody takes the rest', async () => {
    for await (const rows of numbers(5_000)) {
      expect(rows[0]?.n).toBe(1);
      break;
    }
    expect(database.pool.totalCount - database.pool.idleCount).toBe(0);
  });

  it('give it back when the statement fails', async () => {
    const failing = rowBatches(database.pool, 'SELECT 1 / n FROM generate_series(-1, 1) n', []);
    await expect(failing.next()).rejects.toThrow('division by zero');
    expect(database.pool.totalCount - database.pool.idleCount).toBe(0);
  });
});
