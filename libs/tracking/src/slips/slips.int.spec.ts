import { SLIP_GROUPS, type SlipsOfGroup } from '@action-tracker/contracts';
import type { ItemChanges, Status } from '@action-tracker/domain';
import { ImportItemCommand } from '../imports/import-item';
import { ChangeItemCommand } from '../items/change-item';
import { ChangeStatusCommand } from '../items/change-status';
import { Scope } from '../ledger/scope';
import { FindItems } from '../lists/find-items';
import type { ItemFilter } from '../lists/item-filter';
import { rebuildReadModels } from '../read-tables/rebuild';
import { Application, asOf, idOf, TITLED } from '../testing/application';
import { OpenTrackerCommand } from '../trackers/open-tracker';
import { GetSlips } from './slips';

const DUE = '2026-03-10';
let app: Application;

beforeEach(async () => {
  // Nine hours before UTC: 05:00 UTC is still the day before.
  app = await (await Application.open('America/Anchorage')).furnish();
});

afterEach(() => app.close());

const slipsBy = (by: GetSlips['by'], filter: ItemFilter = {}) =>
  app.query(new GetSlips(Scope.everything, by, filter));
const move = (id: string, changes: ItemChanges) =>
  app.command(new ChangeItemCommand(id, changes, app.origin()));
const become = (id: string, status: Status) =>
  app.command(new ChangeStatusCommand(id, { status, comment: null }, app.origin()));
const idsOf = async (filter: ItemFilter) =>
  (await app.query(new FindItems(Scope.everything, filter))).items.map(({ id }) => id);

const NOTHING: Omit<SlipsOfGroup, 'key'> = {
  ...{ items: 0, moved_items: 0, moves: 0, days_median: null, days_p85: null },
  ...{ completed: 0, completed_on_time: 0, completed_by_first_date: 0 },
};

/** An item with these due dates, one after the other. */
async function itemWith(dates: readonly (string | null)[], fields: object = {}): Promise<string> {
  const [dueDate = null, ...later] = dates;
  const { stream } = await app.createItem({ ...fields, dueDate });
  for (const to of later) await move(stream, { dueDate: to });
  return stream;
}

describe('the report of slips', () => {
  it('has no group where there are no items', async () => {
    expect(await slipsBy('owner')).toEqual({ by: 'owner', groups: [] });
  });

  it('counts moves from one date to another; moved and moved back is two moves, net nothing', async () => {
    await itemWith([DUE, '2026-03-20', DUE]);
    await itemWith([null, DUE]);
    await itemWith([DUE, null, '2026-03-20']);
    const [group] = (await slipsBy('category')).groups;
    expect(group).toEqual({
      ...{ ...NOTHING, key: 'ADCS', items: 3 },
      ...{ moved_items: 1, moves: 2, days_median: 0, days_p85: 0 },
    });
  });

  it('has the percentiles of the days of items that moved and have a date', async () => {
    for (const day of ['11', '12', '14', '18', '26']) await itemWith([DUE, `2026-03-${day}`]);
    await itemWith([DUE, '2026-03-03']);
    await itemWith([DUE, '2026-03-20', null]);
    await itemWith([DUE]);
    const [group] = (await slipsBy('priority')).groups;
    // -7, 1, 2, 4, 8, 16 days: the middle lies between 2 and 4, 0.85 of the way at 8 + 0.25 × 8.
    expect(group).toMatchObject({ items: 8, moved_items: 7, moves: 7 });
    expect(group).toMatchObject({ days_median: 3, days_p85: 10 });
  });

  it('decides by the day in the zone, and by the due date at the completion', async () => {
    const [onTime, late] = [await itemWith([DUE]), await itemWith([DUE])];
    const moved = await itemWith(['2026-03-05', DUE]);
    const [undated, open] = [await itemWith([null]), await itemWith([DUE])];
    app.at('2026-03-11T05:00:00.000Z');
    for (const id of [onTime, moved, undated, open]) await become(id, 'Complete');
    app.at('2026-03-11T09:00:00.000Z');
    await become(late, 'Complete');
    // What happens later to a completed item changes nothing.
    await become(onTime, 'Complete');
    await move(late, { dueDate: '2026-04-01' });
    await move(onTime, { dueDate: '2026-03-01' });
    await become(open, 'In Progress');
    const [group] = (await slipsBy('tracker')).groups;
    expect(group).toMatchObject({ key: 1, items: 5, completed: 4 });
    expect(group).toMatchObject({ completed_on_time: 2, completed_by_first_date: 1 });
    expect(await idsOf({ completed: 'on_time' })).toEqual([onTime, moved]);
    expect(await idsOf({ completed: 'by_first_date' })).toEqual([onTime]);
  });

  it('goes by the last completion of an item that was reopened twice', async () => {
    const id = await itemWith([DUE]);
    const days = [
      ['2026-03-02', 'Complete'],
      ['2026-03-03', 'TBC'],
      ['2026-03-04', 'Complete'],
      ['2026-03-05', 'TBC'],
      ['2026-03-20', 'Complete'],
    ] as const;
    for (const [day, status] of days) {
      app.at(`${day}T12:00:00.000Z`);
      await become(id, status);
    }
    expect((await slipsBy('owner')).groups).toMatchObject([{ completed: 1, completed_on_time: 0 }]);
  });

  it('covers imported histories, at the time when they happened', async () => {
    const at = '2025-12-05T12:00:00.000Z';
    const dates = { createDate: '2025-11-01', dueDate: '2025-12-05' };
    const row = { ...TITLED, ...dates, ownerId: 2, status: 'Complete' as const };
    const times = { createdAt: '2025-11-01T12:00:00.000Z', statusAt: at, noteAt: at };
    const origin = { ...app.origin(), channel: 'import' as const, commandId: idOf(500) };
    await app.command(new ImportItemCommand(1, row, times, origin));
    expect((await slipsBy('owner')).groups).toMatchObject([
      { key: 2, completed: 1, completed_on_time: 1, completed_by_first_date: 1 },
    ]);
  });

  it('as of a past moment is the report that was read at that moment', async () => {
    const reports = (scope = Scope.everything) =>
      Promise.all(SLIP_GROUPS.map((by) => app.query(new GetSlips(scope, by))));
    const first = await itemWith([DUE, '2026-03-20']);
    const second = await itemWith([null, DUE], { ownerId: 2, category: 'ConOps' });
    const acts = [
      () => move(second, { dueDate: '2026-03-02' }),
      () => become(second, 'Complete'),
      () => move(first, { dueDate: DUE, ownerId: 2, priority: 'Low' }),
      () => become(second, 'In Progress'),
      () => itemWith([DUE, '2026-04-01'], { category: 'Systems' }),
      () => become(first, 'Complete'),
    ];
    const read: (readonly [string, Awaited<ReturnType<typeof reports>>])[] = [];
    for (const [day, act] of acts.entries()) {
      app.at(`2026-03-0${day + 3}T12:00:00.000Z`);
      await act();
      read.push([`2026-03-0${day + 3}T12:00:00.000Z`, await reports()]);
    }
    for (const [instant, then] of read) {
      for (const axis of ['occurred', 'recorded'] as const) {
        const past = await reports(asOf(instant, axis));
        expect([instant, axis, past]).toEqual([instant, axis, then]);
      }
    }
  });

  it('covers what the filters of a list find, and is the same after a rebuild', async () => {
    const input = { prefix: 'RL', name: 'Rocket Lab', description: null };
    await app.command(new OpenTrackerCommand(input, app.origin()));
    const later = await itemWith([DUE, '2026-03-20'], { priority: 'Low', ownerId: 2 });
    const earlier = await itemWith([DUE, '2026-03-05'], { category: 'ConOps' });
    await itemWith([DUE], { title: 'Payload interface' });
    expect(await idsOf({ isSlipped: true })).toEqual([later]);
    expect(await idsOf({ isMoved: true })).toEqual([later, earlier]);
    const keys = async (by: GetSlips['by'], filter: ItemFilter) =>
      (await slipsBy(by, filter)).groups.map(({ key, items }) => [key, items]);
    expect(await keys('owner', { isMoved: true })).toEqual([
      [1, 1],
      [2, 1],
    ]);
    expect(await keys('priority', {})).toEqual([
      ['High', 2],
      ['Low', 1],
    ]);
    expect(await keys('category', { text: 'interface' })).toEqual([['ADCS', 1]]);
    expect(await keys('tracker', { trackerIds: [2] })).toEqual([]);
    const live = await slipsBy('owner');
    await rebuildReadModels(app.database.pool);
    expect(await slipsBy('owner')).toEqual(live);
  });
});
