/** Carries out acts on many items: small ones at once, large ones as jobs in the background. */
import { ITEMS_AT_ONCE, type JobStatus } from '@action-tracker/contracts';
import { DomainError } from '@action-tracker/domain';
import { LedgerBusy } from '@action-tracker/event-store';
import { Injectable, Logger } from '@nestjs/common';
import { DatabaseError } from 'pg';
import { Bulk, type BulkOrder } from './bulk';
import { Undo, type UndoOrder } from './undo';
import { Jobs, type Job, type NewJob, type OnProgress } from './jobs';

/** The answer of an act, or the job that will have it. */
export type Started<Result> = { readonly result: Result } | { readonly job: JobStatus };

/** Who asks for what; the id is also the batch of what the job writes. */
export type AskedJob = Pick<NewJob, 'id' | 'kind' | 'userId' | 'content'>;

@Injectable()
export class JobRunner {
  private readonly logger = new Logger('Jobs');

  constructor(
    private readonly jobs: Jobs,
    private readonly undo: Undo,
    private readonly bulk: Bulk,
  ) {}

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
    const job = earlier ?? (await this.begin(asked, plan));
    if (job.items <= ITEMS_AT_ONCE) return { result: (await this.runNow(job)) as Result };
    if (!earlier) void this.runInBackground(job);
    return { job: jobStatus(job) };
  }

  /** Continues the jobs that a stopped process has left, one after the other. */
  async continueAbandoned(): Promise<number> {
    for (let count = 0; ; count++) {
      const job = await this.jobs.takeAbandoned();
      if (!job) return count;
      await this.runInBackground(job);
    }
  }

  private async begin(
    asked: AskedJob,
    plan: () => Promise<Pick<NewJob, 'request' | 'items'>>,
  ): Promise<Job> {
    const job = { ...asked, ...(await plan()) };
    await this.jobs.begin(job);
    return { ...job, done: 0, result: null, problem: null };
  }

  /** Never rejects: the job tells what became of it. */
  private async runInBackground(job: Job): Promise<void> {
    try {
      await this.run(job);
    } catch (error) {
      if (error instanceof LedgerBusy || isDatabaseAway(error)) {
        this.logger.warn(`Job ${job.id} was interrupted and will go on: ${String(error)}`);
        return;
      }
      if (!(error instanceof DomainError)) this.logger.error(`Job ${job.id} failed`, error);
      const problem = error instanceof DomainError ? error.message : 'Internal error';
      await this.jobs.fail(job.id, problem).catch((reason: unknown) => this.logger.warn(reason));
    }
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
    const result = await this.work(job, (done) => this.jobs.advance(job.id, done));
    await this.jobs.finish(job.id, result);
    return result;
  }

  /** From the start or from where another process left it. */
  private work({ id, kind, request }: Job, onProgress: OnProgress): Promise<object> {
    // Only the commands write requests, each in the form of its kind.
    if (kind === 'bulk') {
      return this.bulk.run({ ...(request as Omit<BulkOrder, 'batch'>), batch: id }, onProgress);
    }
    return this.undo.run({ ...(request as Omit<UndoOrder, 'batch'>), batch: id }, onProgress);
  }
}

export const jobStatus = ({
  id,
  kind,
  items,
  done,
  result,
  problem,
}: Omit<Job, 'request'>): JobStatus => ({
  ...{ id, kind, done, of: items, problem },
  state: stateOf(result, problem),
  // Only `run` writes it, from the work of this kind.
  result: result as JobStatus['result'],
});

function stateOf(result: object | null, problem: string | null): JobStatus['state'] {
  if (problem !== null) return 'failed';
  return result ? 'done' : 'running';
}

/** Errors without a code come from a broken connection. */
const isDatabaseAway = (error: unknown): boolean =>
  error instanceof DatabaseError || (error instanceof Error && 'code' in error);
