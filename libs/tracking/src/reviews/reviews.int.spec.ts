import type { Review } from '@action-tracker/contracts';
import type { ReviewCommand } from '@action-tracker/domain';
import { expectSoundLedgers } from '@action-tracker/event-store/testing';
import { Scope } from '../ledger/scope';
import { exportLedger } from '../ledger-files/ledger-file';
import { ImportLedgerLinesCommand } from '../ledger-files/import-ledger-lines';
import { readLedgerLine } from '../ledger-files/read-ledger-file';
import { rebuildReadModels } from '../read-tables/rebuild';
import { verifyReadModels } from '../read-tables/verify';
import { Application, idOf } from '../testing/application';
import { ChangeReviewCommand } from './change-review';
import { OpenReviewCommand } from './open-review';
import { GetReviewAtVersion } from './review-past';
import { closedReviews } from '../moments/closed-reviews';
import { GetReview, ListReviews } from './reviews';

type Change = Exclude<ReviewCommand, { type: 'OpenReview' }>;

let app: Application;

beforeEach(async () => {
  app = await (await Application.open()).furnish();
  await app.createItem();
});

afterEach(async () => {
  const found: unknown[] = [];
  for await (const ledger of verifyReadModels(app.database.pool)) found.push(...ledger.differences);
  expect(found).toEqual([]);
  await expectSoundLedgers(app.database.pool);
  await app.close();
});

const open = (name = 'Weekly', by = app) =>
  by.command(new OpenReviewCommand(1, { name, participants: [2, 1] }, app.origin()));
const change = (number: number, command: Change, versions?: number[], by = app) =>
  by.command(new ChangeReviewCommand(1, number, command, app.origin(), versions));
const get = (number: number) => app.query(new GetReview(Scope.everything, 1, number));
const list = () => app.query(new ListReviews(Scope.everything, 1));
const discuss = (itemId: string) => ({ type: 'DiscussItem', itemId }) as const;
const CLOSE = { type: 'CloseReview' } as const;

/** A whole meeting, as two people hold it. */
async function meet(): Promise<Review> {
  const { number } = await open();
  await change(number, { type: 'ChangeReview', changes: { name: 'Weekly 9', minutes: 'Agreed.' } });
  await change(number, discuss('AD-001'));
  await change(number, CLOSE);
  return get(number);
}

describe('a review', () => {
  it('is read as it was written, and pinned where it was closed', async () => {
    const review = await meet();
    expect(review).toEqual({
      tracker_id: 1,
      number: 1,
      name: 'Weekly 9',
      held_on: '2026-03-01',
      participants: [2, 1],
      state: 'closed',
      opened_at: '2026-03-01T12:00:00.000Z',
      closed_at: '2026-03-01T12:00:00.000Z',
      position: 7,
      minutes: 'Agreed.',
      discussed: ['AD-001'],
      opened_position: 3,
      opened_by_id: 1,
      version: 5,
    });
    expect(await app.query(new GetReviewAtVersion(Scope.everything, 1, 1, 5))).toEqual(review);
    expect(await app.query(new GetReviewAtVersion(Scope.everything, 1, 1, 2))).toMatchObject({
      ...{ name: 'Weekly 9', minutes: '', state: 'open', closed_at: null, position: null },
      version: 2,
    });
    const { pool } = app.database;
    const closedAt = '2026-03-01T12:00:00.000Z';
    expect(await closedReviews(pool, 1)).toMatchObject([
      { number: 1, position: 7, closed_at: closedAt },
    ]);
    expect(await closedReviews(pool, 1, 2)).toEqual([]);
  });

  it('is rebuilt from the ledger', async () => {
    await meet();
    await open('Next');
    const live = await list();
    expect(live.map(({ number, state }) => [number, state])).toEqual([
      [2, 'open'],
      [1, 'closed'],
    ]);
    await rebuildReadModels(app.database.pool);
    expect(await list()).toEqual(live);
  });

  it('keeps its number when it is cancelled, and pins nothing', async () => {
    const { number } = await open();
    await change(number, { type: 'CancelReview' });
    expect(await get(1)).toMatchObject({ state: 'cancelled', position: null, closed_at: null });
    expect(await closedReviews(app.database.pool, 1)).toEqual([]);
    expect(await open()).toEqual({ number: 2, version: 1 });
  });

  it('accepts no change once it has ended, and no item of another tracker', async () => {
    await meet();
    await expect(change(1, discuss('AD-001'))).rejects.toMatchObject({ code: 'CONFLICT' });
    await expect(change(1, CLOSE)).rejects.toThrow('Review 1 is closed and read only');
    await open();
    for (const itemId of ['AD-002', 'SP-001', 'AD-1', 'AD-R1', 'AD']) {
      await expect(change(2, discuss(itemId))).rejects.toMatchObject({ code: 'VALIDATION_ERROR' });
    }
    await expect(change(3, CLOSE)).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  it('answers a repeat of its opening with the same number', async () => {
    const input = { name: 'Weekly', participants: [] };
    const command = new OpenReviewCommand(1, input, app.origin());
    expect(await app.command(command)).toEqual({ number: 1, version: 1 });
    await change(1, CLOSE);
    expect(await app.command(command)).toEqual({ number: 1, version: 1 });
    expect(await list()).toHaveLength(1);
  });

  it('is changed by one of two who read the same version', async () => {
    await open();
    const details = { type: 'ChangeReview', changes: { name: 'One' } } as const;
    await change(1, details, [1]);
    const late = change(1, { ...details, changes: { name: 'Two' } }, [1]);
    await expect(late).rejects.toMatchObject({ code: 'PRECONDITION_FAILED' });
  });

  it('happens when its origin says, not before its last entry', async () => {
    const at = (occurredAt: string) => ({ ...app.origin(), occurredAt });
    const input = { name: 'Weekly', heldOn: '2026-02-10', participants: [] };
    await app.command(new OpenReviewCommand(1, input, at('2026-02-10T09:00:00.000Z')));
    const close = (occurredAt: string) =>
      app.command(new ChangeReviewCommand(1, 1, CLOSE, at(occurredAt)));
    await expect(close('2026-02-09T09:00:00.000Z')).rejects.toMatchObject({
      code: 'VALIDATION_ERROR',
    });
    await close('2026-02-10T10:00:00.000Z');
    expect(await get(1)).toMatchObject({
      opened_at: '2026-02-10T09:00:00.000Z',
      closed_at: '2026-02-10T10:00:00.000Z',
    });
  });
});

describe('people at the same time', () => {
  const outcomes = async (asked: readonly Promise<unknown>[]) =>
    (await Promise.allSettled(asked)).map((one) =>
      one.status === 'fulfilled' ? 'done' : (one.reason as { code: string }).code,
    );

  it('open one review, from two processes', async () => {
    const other = await app.openAnother();
    for (let round = 1; round <= 5; round++) {
      const asked = [app, other, app, other].map((by, n) => open(`Weekly ${n}`, by));
      const found = await outcomes(asked);
      expect(found.toSorted()).toEqual(['CONFLICT', 'CONFLICT', 'CONFLICT', 'done']);
      await change(round, CLOSE);
    }
    expect((await list()).map(({ number }) => number)).toEqual([5, 4, 3, 2, 1]);
    await other.close();
  });

  it('close one review: one wins, the others see that it is closed', async () => {
    const other = await app.openAnother();
    await open();
    const asked = [app, other, app, other].map((by) => change(1, CLOSE, undefined, by));
    expect((await outcomes(asked)).toSorted()).toEqual([
      'CONFLICT',
      'CONFLICT',
      'CONFLICT',
      'done',
    ]);
    expect(await get(1)).toMatchObject({ state: 'closed', version: 2, position: 4 });
    await other.close();
  });
});

it('moves to another database with its participants', async () => {
  await meet();
  const exported = await exportLedger(app.database.pool, 'AD');
  if (!exported) throw new Error('Expected the tracker AD');
  const { header } = exported;
  expect(header.users.map(({ email }) => email)).toEqual(['jd@example.com', 'mf@example.com']);
  const target = await Application.open();
  const ids = new Map<string, number>();
  for (const user of header.users) ids.set(user.email, (await target.users.create(user)).id);
  const lines = [];
  for await (const line of exported.commands) lines.push(readLedgerLine(JSON.stringify(line), ids));
  const importer = { id: 1, correlationId: idOf(0) };
  await target.command(
    new ImportLedgerLinesCommand('AD', { id: 0, head: 0 }, lines.slice(0, 1), importer),
  );
  await target.command(
    new ImportLedgerLinesCommand('AD', { id: 1, head: 1 }, lines.slice(1), importer),
  );
  const [imported] = await target.query(new ListReviews(Scope.everything, 1));
  // In this database the ids are the other way round.
  expect(imported).toEqual({ ...(await get(1)), participants: [1, 2], opened_by_id: 2 });
  await target.close();
});
