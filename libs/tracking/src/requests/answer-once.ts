/**
 * Requests that write to no ledger: a repeat with the same key gets the first answer and writes
 * nothing. Commands on ledgers are recognised by the ledger.
 */
import { CommandIdReused, inPoolTransaction } from '@action-tracker/event-store';
import { hash } from 'node:crypto';
import type { ClientBase, Pool } from 'pg';

interface KeyedRequest {
  /** The id derived from the key; `undefined` when the request has none. */
  readonly id: string | undefined;
  /** What distinguishes a repeat of the request from another one with the same id. */
  readonly content: unknown;
}

/**
 * Runs the work in a transaction, once for each id. A repeat at the same time waits for the first.
 * Nothing is remembered of a request that was refused.
 *
 * @param work returns plain JSON
 * @throws CommandIdReused when the id belongs to another request
 */
export function answerOnce<T extends object | null>(
  pool: Pool,
  { id, content }: KeyedRequest,
  work: (client: ClientBase) => Promise<T>,
): Promise<T> {
  return inPoolTransaction(pool, async (client) => {
    if (id === undefined) return work(client);
    const requestHash = hash('sha256', JSON.stringify(content), 'base64url');
    const { rowCount } = await client.query(
      `INSERT INTO request_answers (id, request_hash) VALUES ($1, $2) ON CONFLICT (id) DO NOTHING`,
      [id, requestHash],
    );
    if (rowCount === 0) return earlierAnswer<T>(client, id, requestHash);
    const answer = await work(client);
    await client.query('UPDATE request_answers SET answer = $2 WHERE id = $1', [
      id,
      JSON.stringify(answer),
    ]);
    return answer;
  });
}

async function earlierAnswer<T>(client: ClientBase, id: string, requestHash: string): Promise<T> {
  const { rows } = await client.query<{ readonly answer: T; readonly requestHash: string }>(
    'SELECT answer, request_hash AS "requestHash" FROM request_answers WHERE id = $1',
    [id],
  );
  const [earlier] = rows;
  if (earlier?.requestHash !== requestHash) throw new CommandIdReused(id);
  return earlier.answer;
}

/** Forgets answers from before an instant. @returns how many */
export async function deleteRequestAnswers(pool: Pool, before: Date): Promise<number> {
  const { rowCount } = await pool.query('DELETE FROM request_answers WHERE answered_at < $1', [
    before,
  ]);
  return rowCount ?? 0;
}
