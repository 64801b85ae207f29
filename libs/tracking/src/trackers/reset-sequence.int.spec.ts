import { ResetSequenceCommand } from './reset-sequence';
import { GetTracker } from './trackers';
import { verifyReadModels } from '../read-tables/verify';
import { Application } from '../testing/application';
import { Scope } from '../ledger/scope';

describe('the next number of a tracker', () => {
  let app: Application;

  const reset = () => app.command(new ResetSequenceCommand('AD'));
  const setTo = (number: number) =>
    app.database.pool.query('UPDATE ledgers SET next_number = $1', [number]);

  beforeEach(async () => {
    app = await (await Application.open()).furnish();
  });

  afterEach(() => app.close());

  it('stays as it is when it is right', async () => {
    expect(await reset()).toEqual({ before: 1, after: 1 });
    await app.createItem();
    expect(await reset()).toEqual({ before: 2, after: 2 });
  });

  it.each([
    ['too low', 1],
    ['too high', 90],
  ])('becomes the highest used one plus one when it is %s', async (_, wrong) => {
    for (let n = 0; n < 3; n++) await app.createItem();
    await setTo(wrong);
    for await (const { differences } of verifyReadModels(app.database.pool)) {
      expect(differences).toEqual([
        expect.objectContaining({ column: 'next_number', live: wrong, rebuilt: 4 }),
      ]);
    }
    expect(await reset()).toEqual({ before: wrong, after: 4 });
    expect((await app.query(new GetTracker(Scope.everything, 1))).next_number).toBe(4);
    expect(await reset()).toEqual({ before: 4, after: 4 });
    expect((await app.createItem()).stream).toBe('AD-004');
    for await (const { differences } of verifyReadModels(app.database.pool)) {
      expect(differences).toEqual([]);
    }
  });

  it('takes no number away from items that are created meanwhile', async () => {
    await setTo(50);
    const created = Array.from({ length: 20 }, () => app.createItem());
    const resets = Array.from({ length: 5 }, () => reset());
    const items = await Promise.all(created);
    await Promise.all(resets);
    const streams = new Set(items.map(({ stream }) => stream));
    expect(streams.size).toBe(20);
    const last = Math.max(...[...streams].map((id) => Number(id.slice(3))));
    expect((await reset()).after).toBe(last + 1);
  });

  it('is asked for by the prefix of a tracker', async () => {
    await expect(app.command(new ResetSequenceCommand('XX'))).rejects.toThrow(
      'Expected the prefix of a tracker, found XX, which no tracker has',
    );
  });
});
