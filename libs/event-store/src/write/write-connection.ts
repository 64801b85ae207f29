/**
 * The connection through which a process writes. It is outside the pool, so that writes never wait
 * for reads, and in pipeline mode, so that PostgreSQL has the next statement when the previous one
 * ends. Statements run and return in the order in which they are sent, each in its own transaction.
 */
import { Pool, type PoolClient, type QueryConfig, type QueryResult, type QueryResultRow } from 'pg';
import { isRefusedByDatabase } from '../errors';

/** A connection with statements in flight. */
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
   * @param pool supplies the connection options
   * @param onBreak called when the connection breaks; the next one may lead to another server
   */
  constructor(
    pool: Pool,
    private readonly onBreak: () => void,
  ) {
    // The password option is not enumerable, so copies lack it.
    const { password } = pool.options;
    this.pool = new Pool({
      ...pool.options,
      ...(password === undefined ? {} : { password }),
      ...{ max: 1, pipeline: true, allowExitOnIdle: true },
    });
    this.pool.on('error', onBreak);
  }

  /** @throws the driver's error; a statement that PostgreSQL rejects does not affect the others */
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

  /** Ends the connection once nothing is in flight. */
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
