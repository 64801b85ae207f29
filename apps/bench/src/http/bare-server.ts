/**
 * Baseline cost of HTTP and PostgreSQL: bare Fastify routes with one statement each; no
 * authentication, validation or ledger. Runs as another process of this program.
 */
import fastify from 'fastify';
import { once } from 'node:events';
import { Pool } from 'pg';
import { POOL_MAX } from '../worker';

const CHANGE_STATUS = `
  WITH changed AS (
    UPDATE crud_items SET status = $2, updated_at = now() WHERE id = $1 RETURNING id, status
  )
  INSERT INTO crud_history (item_id, status, changed_by, changed_at, comment)
  SELECT id, status, 1, now(), $3 FROM changed
  RETURNING id, item_id, status, changed_by, changed_at, comment`;
const CREATE = `
  WITH created AS (
    INSERT INTO crud_new (title, status, updated_at) VALUES ($1, 'New', now()) RETURNING *
  ), history AS (
    INSERT INTO crud_history (item_id, status, changed_by, changed_at)
    SELECT id, status, 1, now() FROM created
  )
  SELECT * FROM created`;

/** The read table itself: the cost of its rows without the product. */
const PAGE = `SELECT json_agg(i) AS items FROM (
  SELECT * FROM action_items WHERE tracker_id = 1 ORDER BY number LIMIT 100) i`;

interface Body {
  readonly id: number;
  readonly status: string;
  readonly comment: string;
  readonly title: string;
}

/** Serves until the parent process exits; sends it the port. */
export async function serveBare(): Promise<void> {
  const pool = new Pool({ connectionString: process.env.DATABASE_URL, max: POOL_MAX });
  const one = async (name: string, text: string, values: readonly unknown[]): Promise<unknown> =>
    (await pool.query<object>({ name, text, values: [...values] })).rows[0];
  const server = fastify();
  server.post<{ Body: Body }>('/status', ({ body }) =>
    one('status', CHANGE_STATUS, [body.id, body.status, body.comment]),
  );
  server.post<{ Body: Body }>('/items', ({ body }) => one('create', CREATE, [body.title]));
  server.get<{ Params: { id: string } }>('/items/:id', ({ params }) =>
    one('item', 'SELECT * FROM bare_items WHERE id = $1', [params.id]),
  );
  server.get('/items', async (_request, reply) => {
    const text = 'SELECT json_agg(i) AS items FROM (SELECT * FROM bare_items ORDER BY number) i';
    const { rows } = await pool.query<{ items: object }>({ name: 'list', text });
    return reply.send(rows[0]?.items);
  });
  server.get('/page', async (_request, reply) => {
    const { rows } = await pool.query<{ items: object }>({ name: 'page', text: PAGE });
    return reply.send(rows[0]?.items);
  });
  const address = await server.listen({ host: '127.0.0.1', port: 0 });
  process.send?.(address);
  await once(process, 'disconnect');
  await server.close();
  await pool.end();
}
