/** Reports as of a position or a review, of entries that were recorded after they had happened. */
import type { Measure } from '@action-tracker/contracts/measures';
import { ChangeStatusCommand } from '../items/change-status';
import { CreateItemCommand } from '../items/create-item';
import { Scope } from '../ledger/scope';
import { FindItems } from '../lists/find-items';
import { Moments } from '../moments/moments';
import { ChangeReviewCommand } from '../reviews/change-review';
import { OpenReviewCommand } from '../reviews/open-review';
import { Application, TITLED } from '../testing/application';
import { GetBreakdown } from './breakdown';
import { GetSeries } from './series';
import { GetUntouched } from './untouched';

let app: Application;
let review: Scope;

const happened = (day: string) => ({
  ...app.origin(),
  occurredAt: `2026-02-${day}T09:00:00.000Z`,
});

const setStatus = (item: string, status: 'Complete' | 'In Progress', day: string) =>
  app.command(new ChangeStatusCommand(item, { status, comment: null }, happened(day)));

beforeAll(async () => {
  app = await (await Application.open('UTC', new Date('2026-01-01T12:00:00.000Z'))).furnish();
  app.at('2026-03-20T12:00:00.000Z');
  for (const day of ['02', '03', '04']) {
    const input = { ...TITLED, createDate: '2026-02-01' };
    await app.command(new CreateItemCommand(1, input, happened(day)));
  }
  await setStatus('AD-001', 'Complete', '05');
  const opened = { name: 'Weekly', heldOn: '2026-02-09', participants: [] };
  await app.command(new OpenReviewCommand(1, opened, happened('09')));
  await app.command(new ChangeReviewCommand(1, 1, { type: 'CloseReview' }, happened('10')));
  await setStatus('AD-002', 'Complete', '11');
  await app.createItem();
  const asked = { field: 'as_of', text: 'review:1', axis: 'occurred', trackerId: 1 } as const;
  review = Scope.everything.at(await app.of(Moments).resolve(asked));
});

afterAll(() => app.close());

const series = async (measure: Measure) => {
  const asked = { measure, by: undefined, axis: 'occurred', from: '2026-02-01' } as const;
  const { points } = await app.query(new GetSeries(review, asked));
  return points.map(({ value }) => value).join(' ');
};

it('count what was recorded by then, by when it happened', async () => {
  expect(await series('open')).toBe('0 1 2 3 2 2 2 2 2 2');
  expect(await series('created')).toBe('0 1 1 1 0 0 0 0 0 0');
  expect(await series('completed')).toBe('0 0 0 0 1 0 0 0 0 0');
});

it.each(['occurred', 'recorded'] as const)('have the items of the list, %s', async (axis) => {
  const asked = { measure: 'items', by: 'status', axis } as const;
  const { to, total, cells } = await app.query(new GetBreakdown(review, asked));
  expect([to, total, cells.map(({ key, value }) => [key, value])]).toEqual([
    '2026-02-10',
    3,
    [
      ['New', 2],
      ['Complete', 1],
    ],
  ]);
  expect((await app.query(new FindItems(review, {}))).items).toHaveLength(3);
  const created = { measure: 'created', by: 'tracker', axis } as const;
  expect((await app.query(new GetBreakdown(review, created))).total).toBe(3);
  const counted = { ...created, groups: [] };
  expect((await app.query(new FindItems(review, { counted }))).items).toHaveLength(3);
});

it('rank by the days since the last entry that had happened', async () => {
  const ranked = await app.query(new GetUntouched(review, {}, 10));
  expect(ranked.map(({ item_id, days }) => [item_id, days])).toEqual([
    ['AD-002', 7],
    ['AD-003', 6],
  ]);
});
