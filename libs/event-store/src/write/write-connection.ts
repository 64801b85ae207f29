/**
 * The connection through which one process writes: beside the pool, so that writes never wait for
 * reads, and in pipeline mode, so that the next statement lies with PostgreSQL when the one before
 * ends. Statements are carried out and answered in the order in which they are sent, each in a
 * transaction of its own.
 */
import { Pool, type PoolClient, type QueryConfig, type QueryResult, type QueryResultRow } from 'pg';
import { isRefusedByDatabase } from '../errors';

/** A connection while statements are on their way. */
interface Lease {
  readonly client: Promise<PoolClient>;
  statements: number;
  /** What broke the connection. */
  error?: Error;
}

export class WriteConnection {
  private readonly pool: Pool;
  private lease: Lease | undefined;
  private ended: Promise<void> | undefined;

  /**
   * @param pool tells where and how to connect
   * @param onBreak is told when the connection broke: the next one may lead to another server
   */
  constructor(
    pool: Pool,
    private readonly onBreak: () => void,
  ) {
    // Among the options a password is hidden from copies.
    const { password } = pool.options;
    this.pool = new Pool({
      ...pool.options,
      ...(password === undefined ? {} : { password }),
      ...{ max: 1, pipeline: true, allowExitOnIdle: true },
    });
    this.pool.on('error', onBreak);
  }

  /** @throws the driver's error; PostgreSQL's refusals leave the other statements alone. */
  async query<Answer extends QueryResultRow>(config: QueryConfig): Promise<QueryResult<Answer>> {
    const lease = (this.lease ??= { client: this.pool.connect(), statements: 0 });
    lease.statements++;
    try {
      return await (await lease.client).query<Answer>(config);
    } catch (error) {
      if (!isRefusedByDatabase(error)) this.breakOff(lease, error);
      throw error;
    } finally {
      lease.statements--;
      if (lease.statements === 0) this.giveBack(lease);
    }
  }

  /** Ends the connection once nothing is on its way. */
  end(): Promise<void> {
    return (this.ended ??= this.pool.end());
  }

  private breakOff(lease: Lease, error: unknown): void {
    lease.error ??= error instanceof Error ? error : new Error(String(error));
    if (this.lease === lease) this.lease = undefined;
    this.onBreak();
  }

  private giveBack(lease: Lease): void {
    if (this.lease === lease) this.lease = undefined;
    void lease.client.then((client) => client.release(lease.error), ignore);
  }
}

const ignore = (): void => undefined;
