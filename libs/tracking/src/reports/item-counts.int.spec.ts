import { ChangeStatusCommand } from '../items/change-status';
import { OpenTrackerCommand } from '../trackers/open-tracker';
import { Application } from '../testing/application';
import { rebuildReadModels } from '../read-tables/rebuild';
import { GetSummary } from './summary';
import { ListTrackers } from '../trackers/trackers';
import { Scope } from '../ledger/scope';

let app: Application;

beforeEach(async () => {
  app = await (await Application.open()).furnish();
  await app.createItem({ dueDate: '2026-02-01', ownerId: 1 });
  await app.createItem({ dueDate: '2026-03-05', ownerId: 2 });
});

afterEach(() => app.close());

const countsOf = async (trackerIds?: readonly number[]) => {
  const { items, open, overdue, week, tbd } = await app.query(
    new GetSummary(Scope.everything, trackerIds),
  );
  return { items, open, overdue, week, tbd };
};
const complete = (id: string) =>
  app.command(new ChangeStatusCommand(id, { status: 'Complete', comment: null }, app.origin()));

describe('the counts of a tracker', () => {
  it('follow each change', async () => {
    expect(await countsOf()).toEqual({ items: 2, open: 2, overdue: 1, week: 1, tbd: 0 });
    await complete('AD-001');
    expect(await countsOf()).toEqual({ items: 2, open: 1, overdue: 0, week: 1, tbd: 0 });
    await app.createItem({ dueDate: null });
    expect(await countsOf()).toEqual({ items: 3, open: 2, overdue: 0, week: 1, tbd: 1 });
    expect(await app.query(new ListTrackers(Scope.everything))).toMatchObject([
      { open_items: 2, total_items: 3 },
    ]);
  });

  it('count once, however often the tracker is named', async () => {
    await countsOf();
    await complete('AD-001');
    expect(await countsOf([1, 1, 1])).toMatchObject({ items: 2, open: 1 });
    expect(await countsOf()).toMatchObject({ items: 2, open: 1 });
  });

  it('are those of the day', async () => {
    await countsOf();
    app.at('2026-03-06T12:00:00.000Z');
    expect(await countsOf()).toMatchObject({ overdue: 2, week: 0 });
  });

  it('follow a rebuild, which changes no ledger', async () => {
    await app.database.pool.query('DELETE FROM action_items WHERE number = 1');
    expect(await countsOf()).toMatchObject({ items: 1 });
    await rebuildReadModels(app.database.pool);
    expect(await countsOf()).toMatchObject({ items: 2 });
  });

  it('add up, by owner too; a tracker that nobody opened has none', async () => {
    const input = { prefix: 'RL', name: 'Rocket Lab', description: null };
    const other = await app.command(new OpenTrackerCommand(input, app.origin()));
    expect(await countsOf([other])).toMatchObject({ items: 0 });
    const { items, by_owner } = await app.query(new GetSummary(Scope.everything, [1, other, 99]));
    expect({ items, by_owner }).toEqual({
      items: 2,
      by_owner: [
        { owner_id: 1, items: 1, open: 1 },
        { owner_id: 2, items: 1, open: 1 },
      ],
    });
  });
});
