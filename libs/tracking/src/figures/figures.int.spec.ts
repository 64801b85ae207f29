/** What the laws of measures do not reach: people who were merged, and items withdrawn since. */
import { MergeUsersCommand } from '../merging/merge-users';
import { ChangeStatusCommand } from '../items/change-status';
import { WithdrawItemCommand } from '../items/withdraw-item';
import { Clock } from '../ledger/clock';
import { Ledgers } from '../ledger/ledgers';
import { Scope } from '../ledger/scope';
import { FindItems } from '../lists/find-items';
import type { CountedBy } from '../lists/item-filter';
import { ItemRows, PastNotReady } from '../moments/item-rows';
import { Application, asOf } from '../testing/application';
import { GetBreakdown } from './breakdown';
import { GetSeries } from './series';

let app: Application;

beforeEach(async () => {
  app = await (await Application.open()).furnish();
});

afterEach(() => app.close());

const counted = (given: Partial<CountedBy>): CountedBy => ({
  ...{ measure: 'open', axis: 'occurred', groups: [] },
  ...given,
});
const idsOf = async (given: Partial<CountedBy>, scope = Scope.everything) =>
  (await app.query(new FindItems(scope, { counted: counted(given) }))).items.map(({ id }) => id);
const byOwner = () =>
  app.query(new GetBreakdown(Scope.everything, { measure: 'open', by: 'owner', axis: 'occurred' }));

it('a merged user counts as the one they were merged into, in the past too', async () => {
  await app.createItem({ ownerId: 1 });
  await app.createItem({ ownerId: 2 });
  const [from, into] = await app.users.list();
  if (!into || !from) throw new Error('Expected two users');
  app.at('2026-03-05T12:00:00.000Z');
  await app.command(new MergeUsersCommand(from, into, app.origin()));
  expect((await byOwner()).cells).toEqual([{ key: 1, key2: null, value: 2 }]);
  const groups = [{ by: 'owner', key: 1 }] as const;
  expect(await idsOf({ groups })).toEqual(['AD-001', 'AD-002']);
  const before = asOf('2026-03-02T12:00:00.000Z');
  const past = { measure: 'open', by: 'owner', axis: 'occurred' } as const;
  expect((await app.query(new GetBreakdown(before, past))).cells).toMatchObject([{ value: 2 }]);
  expect(await idsOf({ groups }, before)).toEqual(['AD-001', 'AD-002']);
});

it('an item that was counted is listed after it has been withdrawn', async () => {
  const { stream } = await app.createItem();
  app.at('2026-03-02T12:00:00.000Z');
  const done = { status: 'Complete', comment: null } as const;
  await app.command(new ChangeStatusCommand(stream, done, app.origin()));
  app.at('2026-03-03T12:00:00.000Z');
  await app.command(new WithdrawItemCommand(stream, { reason: null }, app.origin()));
  const completed = { measure: 'completed', from: '2026-03-02', to: '2026-03-02' } as const;
  expect(await idsOf(completed)).toEqual([stream]);
  expect(await idsOf({ measure: 'items' })).toEqual([]);
  expect(await idsOf({ measure: 'items', to: '2026-03-02' })).toEqual([stream]);
  expect(await idsOf({ measure: 'withdrawn' })).toEqual([stream]);
});

it('without a first day, what happened is counted from the first item on', async () => {
  const asked = { measure: 'throughput', by: 'status', axis: 'occurred' } as const;
  const nothing = await app.query(new GetBreakdown(Scope.everything, asked));
  expect([nothing.from, nothing.cells]).toEqual(['2026-03-01', []]);
  const { stream } = await app.createItem();
  app.at('2026-03-14T12:00:00.000Z');
  const done = { status: 'Complete', comment: null } as const;
  await app.command(new ChangeStatusCommand(stream, done, app.origin()));
  const found = await app.query(new GetBreakdown(Scope.everything, asked));
  // One in two weeks.
  expect([found.from, found.cells[0]?.value]).toEqual(['2026-03-01', 0.5]);
});

it('a series has a year by day unless it is asked for another one', async () => {
  const asked = { measure: 'open', by: undefined, axis: 'recorded' } as const;
  const { steps, points } = await app.query(new GetSeries(Scope.everything, asked));
  expect([steps.length, steps[0]?.from, points.length]).toEqual([365, '2025-03-02', 365]);
});

it('a history that is too far behind is not filled while somebody waits', async () => {
  await app.createItem();
  const patient = new ItemRows(app.of(Ledgers), app.of(Clock), 1);
  await expect(patient.fill([1])).rejects.toThrow(PastNotReady);
  await expect(patient.fill(null)).rejects.toThrow('0 of 2 entries are ready; try again shortly');
});
