/** What becomes of a job that is interrupted again and again. */
import type { JobStatus } from '@action-tracker/contracts';
import { GetJob } from './get-job';
import { ATTEMPTS_MAX, JobRunner } from './job-runner';
import { Jobs } from './jobs';
import { GetItem } from '../items/get-item';
import { Scope } from '../ledger/scope';
import { Application, idOf } from '../testing/application';

const JOB = idOf(0xb0b);

let app: Application;

beforeEach(async () => {
  app = await (await Application.open()).furnish();
  await app.createItem();
  await app.createItem();
  await begin();
});

afterEach(() => app.close());

/** A change of two items that a stopped process has left. */
async function begin(): Promise<void> {
  const places = ['AD-001', 'AD-002'].map((itemId) => ({ itemId, trackerId: 1 }));
  const { commandId: _, ...origin } = app.origin();
  const request = { places, change: { status: 'Blocked', comment: null }, versions: {}, origin };
  const job = { id: JOB, kind: 'bulk', userId: 1, request, content: {}, items: 2 } as const;
  await app.of(Jobs).begin(job);
  await makeDue();
}

/** As if the pause before the next attempt were over. */
const makeDue = () =>
  app.database.pool.query(
    `UPDATE jobs SET retry_at = now() - interval '1 second' WHERE ended_at IS NULL`,
  );
const job = (): Promise<JobStatus> => app.query(new GetJob(Scope.everything, JOB));
const statusOf = async (id: string) => (await app.query(new GetItem(Scope.everything, id))).status;
const proceed = () => app.of(JobRunner).continueAbandoned();

/** Until it is allowed again, PostgreSQL refuses every entry of this item. */
async function refuse(itemId: string): Promise<void> {
  await app.database.pool.query(`
    CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS
      $$ BEGIN RAISE EXCEPTION 'no' USING ERRCODE = '57014'; END $$;
    CREATE TRIGGER refuse BEFORE INSERT ON events FOR EACH ROW
      WHEN (NEW.stream = '${itemId}') EXECUTE FUNCTION refuse();`);
}
const allow = () => app.database.pool.query('DROP TRIGGER refuse ON events');

/** Seconds until the next attempt. */
async function pause(): Promise<number> {
  const { rows } = await app.database.pool.query<{ seconds: number }>(
    `SELECT round(extract(epoch FROM retry_at - now()))::int AS seconds FROM jobs`,
  );
  return rows[0]?.seconds ?? 0;
}

it('is tried again after pauses that grow, and fails after the last attempt', async () => {
  await refuse('AD-002');
  const pauses: number[] = [];
  for (let attempt = 2; attempt < ATTEMPTS_MAX; attempt++) {
    expect(await proceed()).toBe(1);
    expect(await job()).toMatchObject({ state: 'running', problem: null });
    pauses.push(await pause());
    expect(await proceed()).toBe(0);
    await makeDue();
  }
  expect(pauses).toEqual([10, 20, 40, 80]);
  await proceed();
  expect(await job()).toMatchObject({
    ...{ state: 'failed', result: null },
    problem: expect.stringMatching(
      /^Gave up after 6 attempts: the database refused it with error 57014\./,
    ),
  });
  await makeDue();
  expect(await proceed()).toBe(0);
});

it('goes on where it was when the database accepts it again', async () => {
  await refuse('AD-002');
  await proceed();
  expect(await statusOf('AD-002')).toBe('New');
  await allow();
  await makeDue();
  await proceed();
  expect(await job()).toMatchObject({ state: 'done', done: 2, of: 2 });
  expect(await statusOf('AD-001')).toBe('Blocked');
  expect(await statusOf('AD-002')).toBe('Blocked');
});

it('fails when processes have stopped during every attempt', async () => {
  await app.database.pool.query('UPDATE jobs SET attempts = $1', [ATTEMPTS_MAX]);
  await proceed();
  expect(await job()).toMatchObject({
    state: 'failed',
    problem: expect.stringContaining('the server stopped during the last one'),
  });
  expect(await statusOf('AD-001')).toBe('New');
});

it('has all attempts again once it has made progress', async () => {
  const jobs = app.of(Jobs);
  await app.database.pool.query('UPDATE jobs SET attempts = 5, done = 1');
  await jobs.advance(JOB, 1);
  expect(await jobs.find(JOB, 1)).toMatchObject({ attempts: 5, done: 1 });
  await jobs.advance(JOB, 2);
  expect(await jobs.find(JOB, 1)).toMatchObject({ attempts: 1, done: 2 });
});
