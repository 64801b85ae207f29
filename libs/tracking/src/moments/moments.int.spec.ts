/** Moments of histories that are rare and easily answered wrongly. */
import type { Status } from '@action-tracker/domain';
import { ChangeItemCommand } from '../items/change-item';
import { ChangeStatusCommand } from '../items/change-status';
import { CreateItemCommand } from '../items/create-item';
import { GetItem } from '../items/get-item';
import { Scope, type PastMoment } from '../ledger/scope';
import { FindItems } from '../lists/find-items';
import { ChangeReviewCommand } from '../reviews/change-review';
import { OpenReviewCommand } from '../reviews/open-review';
import { GetReview } from '../reviews/reviews';
import { Application, asOf, TITLED } from '../testing/application';
import { expectTrueTracker } from '../testing/laws-of-the-past';
import { GetChanges } from './changes';

let app: Application;

/** The clock stands at noon of 1 March 2026 in UTC. */
beforeEach(async () => {
  app = await (await Application.open()).furnish();
});
afterEach(() => app.close());

const set = (itemId: string, status: Status) =>
  app.command(new ChangeStatusCommand(itemId, { status, comment: null }, app.origin()));
const moveDue = (itemId: string, dueDate: string) =>
  app.command(new ChangeItemCommand(itemId, { dueDate }, app.origin()));
const idsAt = async (moment: PastMoment) =>
  (await app.query(new FindItems(Scope.everything.at(moment), {}, 1))).items.map(({ id }) => id);
const occurred = (instant: string): PastMoment => ({
  ...{ axis: 'occurred', instant, position: null, review: null },
});
const changes = (from: string, to: string) =>
  app.query(new GetChanges(Scope.everything, 1, { from: occurred(from), to: occurred(to) }));

/** Opens a review and closes it. */
async function holdReview(): Promise<PastMoment> {
  const { number } = await app.command(
    new OpenReviewCommand(1, { name: 'Weekly', participants: [] }, app.origin()),
  );
  await app.command(new ChangeReviewCommand(1, number, { type: 'CloseReview' }, app.origin()));
  const { position, closed_at } = await app.query(new GetReview(Scope.everything, 1, number));
  return { axis: 'recorded', instant: String(closed_at), position, review: number };
}

it('an entry that arrives late changes its day, not the review that was closed before', async () => {
  await app.createItem();
  const review = await holdReview();
  app.at('2026-03-08T12:00:00Z');
  await app.command(
    new CreateItemCommand(1, TITLED, app.origin({ occurredAt: '2026-02-20T09:00:00.000Z' })),
  );
  expect(await idsAt(review)).toEqual(['AD-001']);
  expect(await idsAt({ ...review, review: null, position: null })).toEqual(['AD-001']);
  expect(await idsAt(occurred(review.instant))).toEqual(['AD-001', 'AD-002']);
});

it('what was updated was so when it happened, or when it was recorded, as asked', async () => {
  const happened = '2026-02-20T09:00:00.000Z';
  await app.command(new CreateItemCommand(1, TITLED, app.origin({ occurredAt: happened })));
  const recorded = '2026-03-01T12:00:00.000Z';
  app.at('2026-03-02T12:00:00Z');
  const asOf = { instant: '2026-03-02T12:00:00.000Z', position: null, review: null };
  for (const [axis, time] of [
    ['occurred', happened],
    ['recorded', recorded],
  ] as const) {
    const scope = Scope.everything.at({ ...asOf, axis });
    const { items } = await app.query(new FindItems(scope, {}, 1));
    expect(items.map(({ updated_at }) => updated_at)).toEqual([time]);
    const { updated_at } = await app.query(new GetItem(scope, 'AD-001'));
    expect(updated_at).toBe(time);
  }
});

it('a clock that is set back leaves the order of the ledger', async () => {
  await app.createItem();
  const review = await holdReview();
  app.at('2026-02-28T12:00:00Z');
  await app.createItem();
  await set('AD-001', 'Blocked');
  expect(await idsAt(review)).toEqual(['AD-001']);
  app.at('2026-03-02T12:00:00Z');
  await set('AD-002', 'Complete');
  await expectTrueTracker(app, 1);
});

it('an item that was created and completed between two moments is both', async () => {
  app.at('2026-03-02T12:00:00Z');
  await app.createItem();
  await set('AD-001', 'Complete');
  expect(await changes('2026-03-01T23:00:00Z', '2026-03-02T23:00:00Z')).toMatchObject({
    items: [{ kinds: ['created', 'completed'], status: { from: 'New', path: ['Complete'] } }],
    untouched: [],
  });
});

it('an item that was reopened twice shows every status between, and what came of it', async () => {
  await app.createItem();
  await set('AD-001', 'Complete');
  app.at('2026-03-02T12:00:00Z');
  const path = ['In Progress', 'Complete', 'Blocked', 'Complete'] as const;
  for (const status of path) await set('AD-001', status);
  const { items } = await changes('2026-03-01T23:00:00Z', '2026-03-02T23:00:00Z');
  expect(items).toEqual([
    expect.objectContaining({ kinds: [], status: { from: 'Complete', to: 'Complete', path } }),
  ]);
  await set('AD-001', 'In Progress');
  const reopened = await changes('2026-03-01T23:00:00Z', '2026-03-02T23:00:00Z');
  expect(reopened.items.map(({ kinds }) => kinds)).toEqual([['reopened']]);
});

it('a due date that was moved and moved back is no change, but the item was touched', async () => {
  await app.createItem();
  await app.createItem();
  app.at('2026-03-02T12:00:00Z');
  await moveDue('AD-001', '2026-05-01');
  await moveDue('AD-001', '2026-04-01');
  const { items, untouched } = await changes('2026-03-01T23:00:00Z', '2026-03-02T23:00:00Z');
  expect({ items, untouched }).toEqual({ items: [], untouched: ['AD-002'] });
  const list = await app.query(new FindItems(asOf('2026-03-02T23:00:00Z'), {}, 1));
  expect(list.items.map((item) => [item.due_date_moves, item.days_slipped])).toEqual([
    [2, 0],
    [0, 0],
  ]);
});
