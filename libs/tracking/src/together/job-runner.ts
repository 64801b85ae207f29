/** Carries out acts on many items: small ones at once, large ones as jobs in the background. */
import { ITEMS_AT_ONCE, type JobStatus } from '@action-tracker/contracts';
import { DomainError } from '@action-tracker/domain';
import { LedgerBusy } from '@action-tracker/event-store';
import { Injectable, Logger } from '@nestjs/common';
import { type ClientBase, DatabaseError } from 'pg';
import { Bulk, type BulkOrder } from './bulk';
import { Undo, type UndoOrder } from './undo';
import type { Started } from './started';
import { Jobs, type Job, type JobKind, type NewJob, type OnProgress } from './jobs';

/** A job that makes no progress in so many attempts fails: with pauses, within some minutes. */
export const ATTEMPTS_MAX = 6;

/** Who asks for what; the id is also the batch of what the job writes. */
export type AskedJob = Pick<NewJob, 'id' | 'userId' | 'content'> & {
  readonly kind: JobStatus['kind'];
};

/** Carries out a job, from the start or from where another process left it. */
export type JobWork = (
  job: Pick<Job, 'id' | 'request' | 'attempts'>,
  onProgress: OnProgress,
) => Promise<object>;

@Injectable()
export class JobRunner {
  private readonly logger = new Logger('Jobs');
  private readonly works: Map<JobKind, JobWork>;

  constructor(
    private readonly jobs: Jobs,
    undo: Undo,
    bulk: Bulk,
  ) {
    // Only the commands write requests, each in the form of its kind.
    this.works = new Map<JobKind, JobWork>([
      [
        'bulk',
        ({ id, request }, onProgress) =>
          bulk.run({ ...(request as Omit<BulkOrder, 'batch'>), batch: id }, onProgress),
      ],
      [
        'undo',
        ({ id, request }, onProgress) =>
          undo.run({ ...(request as Omit<UndoOrder, 'batch'>), batch: id }, onProgress),
      ],
    ]);
  }

  /** Adds a kind of job whose work is done elsewhere. */
  register(kind: JobKind, work: JobWork): void {
    this.works.set(kind, work);
  }

  /**
   * Starts a job in the background, however small it is.
   *
   * @param related what is written in the transaction that records the job
   */
  async begin(job: NewJob, related: (client: ClientBase) => Promise<void>): Promise<void> {
    await this.jobs.beginWith(job, related);
    void this.runInBackground({ ...job, done: 0, result: null, problem: null, attempts: 1 });
  }

  /**
   * Starts an act, or finds the earlier one of the same request. Few items are done before it
   * returns, many in the background.
   *
   * @param plan what is asked for, in a form that another process can continue
   * @throws CommandIdReused; what the act throws if it is small
   */
  async start<Result extends object>(
    asked: AskedJob,
    plan: () => Promise<Pick<NewJob, 'request' | 'items'>>,
  ): Promise<Started<Result>> {
    const earlier = await this.jobs.earlier(asked);
    // The work of this kind of job has this result.
    if (earlier?.result) return { result: earlier.result as Result };
    const job = earlier ?? (await this.plan(asked, plan));
    if (job.items <= ITEMS_AT_ONCE) return { result: (await this.runNow(job)) as Result };
    if (!earlier) void this.runInBackground(job);
    return { job: jobStatus({ ...job, kind: asked.kind }) };
  }

  /** Continues the jobs that were interrupted or left by a stopped process, one after the other. */
  async continueAbandoned(): Promise<number> {
    for (let count = 0; ; count++) {
      const job = await this.jobs.takeAbandoned([...this.works.keys()]);
      if (!job) return count;
      if (job.attempts <= ATTEMPTS_MAX) await this.runInBackground(job);
      else await this.jobs.fail(job.id, gaveUp('the server stopped during the last one'));
    }
  }

  private async plan(
    asked: AskedJob,
    plan: () => Promise<Pick<NewJob, 'request' | 'items'>>,
  ): Promise<Job> {
    const job = { ...asked, ...(await plan()) };
    await this.jobs.begin(job);
    return { ...job, done: 0, result: null, problem: null, attempts: 1 };
  }

  /** Never rejects: the job tells what became of it. */
  private async runInBackground(job: Job): Promise<void> {
    try {
      await this.run(job);
    } catch (error) {
      // Without the database, nothing is recorded: the job counts as left and is taken over later.
      await this.end(job, error).catch((reason: unknown) => this.logger.warn(reason));
    }
  }

  /** Records what becomes of a job that was interrupted or refused. */
  private async end({ id }: Job, error: unknown): Promise<void> {
    if (error instanceof DomainError) return this.jobs.fail(id, error.message);
    const cause = passingCause(error);
    if (cause === undefined) {
      this.logger.error(`Job ${id} failed`, error);
      return this.jobs.fail(id, 'Internal error');
    }
    // It may have made progress since it was read.
    const { attempts } = await this.jobs.find(id, undefined);
    this.logger.warn(`Attempt ${attempts} of job ${id} was interrupted: ${String(error)}`);
    if (attempts < ATTEMPTS_MAX) return this.jobs.retry({ id, attempts });
    this.logger.error(`Job ${id} failed`, error);
    return this.jobs.fail(id, gaveUp(cause));
  }

  private async runNow(job: Job): Promise<object> {
    try {
      return await this.run(job);
    } catch (error) {
      // A refusal wrote nothing that a repeat would have to find.
      if (error instanceof DomainError) await this.jobs.drop(job.id);
      throw error;
    }
  }

  private async run(job: Job): Promise<object> {
    const work = this.works.get(job.kind);
    if (!work) throw new Error(`Expected a kind of job with work, found ${job.kind}`);
    const result = await work(job, (done) => this.jobs.advance(job.id, done));
    await this.jobs.finish(job.id, result);
    return result;
  }
}

export const jobStatus = ({
  id,
  kind,
  items,
  done,
  result,
  problem,
}: Omit<Job, 'request' | 'attempts' | 'kind'> & Pick<JobStatus, 'kind'>): JobStatus => ({
  ...{ id, kind, done, of: items, problem },
  state: stateOf(result, problem),
  // Only `run` writes it, from the work of this kind.
  result: result as JobStatus['result'],
});

function stateOf(result: object | null, problem: string | null): JobStatus['state'] {
  if (problem !== null) return 'failed';
  return result ? 'done' : 'running';
}

const gaveUp = (cause: string): string =>
  `Gave up after ${ATTEMPTS_MAX} attempts: ${cause}. What was done before stays and can be undone.`;

/** Why a job was interrupted, if the next attempt may succeed. */
function passingCause(error: unknown): string | undefined {
  if (error instanceof LedgerBusy) return 'others write to the same items all the time';
  if (error instanceof DatabaseError) {
    return `the database refused it with error ${error.code ?? 'unknown'}`;
  }
  // Errors of a connection have a code.
  const isAway = error instanceof Error && 'code' in error;
  return isAway ? 'the connection to the database was lost' : undefined;
}
