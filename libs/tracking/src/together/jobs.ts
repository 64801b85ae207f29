/**
 * Acts on many items, in a table: a repeat of the request finds its answer, a person sees how far
 * the act is, and another process continues it if this one stops.
 */
import type { JobStatus } from '@action-tracker/contracts';
import { DomainError } from '@action-tracker/domain';
import { CommandIdReused, inPoolTransaction } from '@action-tracker/event-store';
import { hash } from 'node:crypto';
import type { ClientBase, Pool } from 'pg';

/** Receives how many items are done. */
export type OnProgress = (done: number) => Promise<void>;

/** An import tells its progress by itself. */
export type JobKind = JobStatus['kind'] | 'import';

export interface NewJob {
  /** Also the batch of what it writes. */
  readonly id: string;
  readonly kind: JobKind;
  readonly userId: number;
  /** Everything needed to continue it in another process; plain JSON. */
  readonly request: object;
  /** What distinguishes a repeat of the request from another one with the same id. */
  readonly content: unknown;
  /** How many items it has to go through. */
  readonly items: number;
}

export interface Job {
  readonly id: string;
  readonly kind: JobKind;
  readonly request: object;
  readonly items: number;
  readonly done: number;
  /** The answer; `null` while it runs and if it failed. */
  readonly result: object | null;
  /** Why it failed; `null` if it did not. */
  readonly problem: string | null;
  /** How often it was started since it last made progress, this time included. */
  readonly attempts: number;
}

const JOB_COLUMNS = 'id, kind, request, items, done, result, problem, attempts';

/** A job that nobody has worked on for so long was left by a process that stopped. */
const ABANDONED_AFTER = '30 seconds';
const FIRST_PAUSE_SECONDS = 5;

export class Jobs {
  constructor(private readonly pool: Pool) {}

  /** Records a job that is about to run, unless a repeat of the request has just done so. */
  async begin(job: NewJob): Promise<void> {
    await record(this.pool, job);
  }

  /** Records a job, and what belongs to it, in one transaction. */
  beginWith(job: NewJob, related: (client: ClientBase) => Promise<void>): Promise<void> {
    return inPoolTransaction(this.pool, async (client) => {
      await related(client);
      await record(client, job);
    });
  }

  /**
   * The earlier job of the same request; `undefined` when there is none.
   *
   * @throws CommandIdReused when the id belongs to another request
   */
  async earlier(asked: Pick<NewJob, 'id' | 'kind' | 'content'>): Promise<Job | undefined> {
    const { rows } = await this.pool.query<Job & { readonly requestHash: string }>(
      `SELECT ${JOB_COLUMNS}, request_hash AS "requestHash" FROM jobs WHERE id = $1`,
      [asked.id],
    );
    const [job] = rows;
    if (job && job.requestHash !== hashOf(asked)) throw new CommandIdReused(asked.id);
    return job;
  }

  /**
   * Records how many items are done; the job then counts as worked on. An attempt begins again with
   * the first item, which is progress only beyond what earlier attempts have done.
   */
  async advance(id: string, done: number): Promise<void> {
    await this.pool.query(
      `UPDATE jobs SET attempts = CASE WHEN $2 > done THEN 1 ELSE attempts END,
         done = greatest(done, $2), worked_at = now()
       WHERE id = $1`,
      [id, done],
    );
  }

  /** Has an interrupted job started again after a pause, which doubles with every attempt. */
  async retry({ id, attempts }: Pick<Job, 'id' | 'attempts'>): Promise<void> {
    const pause = FIRST_PAUSE_SECONDS * 2 ** (attempts - 1);
    await this.pool.query(
      'UPDATE jobs SET retry_at = now() + make_interval(secs => $2) WHERE id = $1',
      [id, pause],
    );
  }

  async finish(id: string, result: object): Promise<void> {
    await this.pool.query(
      'UPDATE jobs SET done = items, result = $2, ended_at = now() WHERE id = $1',
      [id, JSON.stringify(result)],
    );
  }

  async fail(id: string, problem: string): Promise<void> {
    await this.pool.query('UPDATE jobs SET problem = $2, ended_at = now() WHERE id = $1', [
      id,
      problem,
    ]);
  }

  /** Forgets a job that was refused. */
  async drop(id: string): Promise<void> {
    await this.pool.query('DELETE FROM jobs WHERE id = $1', [id]);
  }

  /**
   * A job of this user, or of any if `undefined`. @throws DomainError NOT_FOUND, also for a job of
   * somebody else
   */
  async find(id: string, userId: number | undefined): Promise<Job> {
    const { rows } = await this.pool.query<Job>(
      `SELECT ${JOB_COLUMNS} FROM jobs WHERE id = $1 AND user_id = coalesce($2, user_id)`,
      [id, userId],
    );
    const [job] = rows;
    if (!job) throw new DomainError('NOT_FOUND', `Job ${id} not found`);
    return job;
  }

  /** Takes over one job of these kinds that was interrupted or left; `undefined` when none is due. */
  async takeAbandoned(kinds: readonly JobKind[]): Promise<Job | undefined> {
    const { rows } = await this.pool.query<Job>(
      `UPDATE jobs SET worked_at = now(), retry_at = NULL, attempts = attempts + 1 WHERE id = (
         SELECT id FROM jobs WHERE ended_at IS NULL AND kind = ANY ($1)
           AND coalesce(retry_at, worked_at + interval '${ABANDONED_AFTER}') < now()
         ORDER BY worked_at LIMIT 1 FOR UPDATE SKIP LOCKED)
       RETURNING ${JOB_COLUMNS}`,
      [kinds],
    );
    return rows[0];
  }
}

const hashOf = ({ kind, content }: Pick<NewJob, 'kind' | 'content'>): string =>
  hash('sha256', JSON.stringify([kind, content]), 'base64url');

/** Deletes the jobs that ended before an instant; a repeat of their request is then a new one. */
export async function deleteEndedJobs(pool: Pool, before: Date): Promise<void> {
  await pool.query('DELETE FROM jobs WHERE ended_at < $1', [before]);
}

async function record(
  connection: Pick<ClientBase, 'query'>,
  { id, kind, userId, content, request, items }: NewJob,
): Promise<void> {
  await connection.query(
    `INSERT INTO jobs (id, kind, user_id, request_hash, request, items)
     VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (id) DO NOTHING`,
    [id, kind, userId, hashOf({ kind, content }), JSON.stringify(request), items],
  );
}
