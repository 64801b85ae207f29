import { openFreshDatabase } from '@action-tracker/runtime/testing';

describe('spike', () => {
  it('runs', async () => {
    const db = await openFreshDatabase();
    expect((await db.pool.query('select 1 as x')).rows).toEqual([{ x: 1 }]);
    await db.close();
  });
});
