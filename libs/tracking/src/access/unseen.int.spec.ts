/** What is not visible takes the same statements as what does not exist. */
import type { Query } from '@nestjs/cqrs';
import { GetItem } from '../items/get-item';
import { ListItemEvents } from '../items/item-events';
import { ListNotes } from '../items/notes';
import { ListStatusHistory } from '../items/status-history';
import { Rights } from '../ledger/rights';
import { Scope } from '../ledger/scope';
import { FindItems } from '../lists/find-items';
import { LedgerHeads } from '../lists/ledger-heads';
import { GetReview } from '../reviews/reviews';
import { Application } from '../testing/application';
import { OpenTrackerCommand } from '../trackers/open-tracker';
import { GetTracker } from '../trackers/trackers';
import { GetTrackerVersion } from '../trackers/tracker-version';
import { ListMembers } from './tracker-access';

/** Tracker 1 (AD) is outside, tracker 2 (SP) inside. */
const NARROW = Scope.of({ id: 1 }, Rights.within([2]));
const NOON = {
  ...({ axis: 'occurred', instant: '2026-03-01T12:00:00.000Z' } as const),
  ...{ position: null, review: null },
};

let app: Application;
const statements: unknown[] = [];

beforeAll(async () => {
  app = await (await Application.open()).furnish();
  const other = { prefix: 'SP', name: 'SP', description: null };
  await app.command(new OpenTrackerCommand(other, app.origin()));
  await app.createItem();
  const { pool } = app.database;
  const send = pool.query.bind(pool) as (...args: readonly unknown[]) => unknown;
  pool.query = ((...args: readonly unknown[]) => {
    statements.push(args[0]);
    return send(...args);
  }) as typeof pool.query;
});

afterAll(async () => {
  await app.close();
});

async function statementsOf(query: Query<unknown>): Promise<readonly string[]> {
  statements.length = 0;
  await expect(app.query(query)).rejects.toMatchObject({ code: 'NOT_FOUND' });
  return statements.map((one) => (typeof one === 'string' ? one : JSON.stringify(one)));
}

/** The last of each name is how an item or tracker is asked for. */
const QUERIES: Readonly<
  Record<string, (scope: Scope, id: number, itemId: string) => Query<unknown>>
> = {
  GetTracker: (scope, id) => new GetTracker(scope, id),
  GetTrackerVersion: (scope, id) => new GetTrackerVersion(scope, id),
  FindItems: (scope, id) => new FindItems(scope, {}, id),
  ListMembers: (scope, id) => new ListMembers(scope, id),
  GetReview: (scope, id) => new GetReview(scope, id, 1),
  GetItem: (scope, _, itemId) => new GetItem(scope, itemId),
  ListNotes: (scope, _, itemId) => new ListNotes(scope, itemId),
  ListStatusHistory: (scope, _, itemId) => new ListStatusHistory(scope, itemId),
  ListItemEvents: (scope, _, itemId) => new ListItemEvents(scope, itemId),
  LedgerHeads: (scope, _, itemId) => new LedgerHeads(scope, { itemId }),
};

it.each(
  Object.entries(QUERIES).flatMap(([name, query]) =>
    [NARROW, NARROW.at(NOON)].map((scope) => ({ name, query, scope, when: scope.moment?.instant })),
  ),
)('$name as of $when', async ({ query, scope }) => {
  // The process may know the hidden one, from somebody who sees it.
  await app.query(new GetItem(Scope.everything, 'AD-001'));
  await statementsOf(query(scope, 9, 'NO-001'));
  const absent = await statementsOf(query(scope, 9, 'NO-001'));
  const unseen = await statementsOf(query(scope, 1, 'AD-001'));
  expect(unseen.map((text) => text.replaceAll('AD-001', 'NO-001'))).toEqual(absent);
});
