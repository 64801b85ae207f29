/**
 * A status change: through the command bus and the ledger (event, command record, read tables)
 * against one plain CRUD statement (update the item, insert a history row) on the same pool.
 * Prepared statements, 10,000 distinct items, fsync and synchronous_commit on.
 */
import { STATUSES } from '@action-tracker/domain';
import type { Database } from '@action-tracker/runtime';
import {
  ChangeStatusCommand,
  CreateItemCommand,
  OpenTrackerCommand,
  Users,
} from '@action-tracker/tracking';
import type { INestApplicationContext } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import type { Contender } from './measure';

export const ITEMS = 10_000;
const CREATE_AT_ONCE = 500;
const CORRELATION_ID = '00000000-0000-7000-8000-000000000000';

/** The plain way: two tables, one statement. */
export async function crudStatusChange({ pool }: Database): Promise<Contender> {
  await pool.query(`CREATE TABLE crud_items (id int PRIMARY KEY, title text NOT NULL,
    status text NOT NULL, updated_at timestamptz NOT NULL) WITH (fillfactor = 70)`);
  await pool.query(`CREATE TABLE crud_history (id bigserial PRIMARY KEY, item_id int NOT NULL,
    status text NOT NULL, changed_by int NOT NULL, changed_at timestamptz NOT NULL, comment text)`);
  await pool.query(`INSERT INTO crud_items
    SELECT n, 'Item ' || n, 'New', now() FROM generate_series(1, ${ITEMS}) n`);
  const next = around(ITEMS);
  const text = `
    WITH changed AS (
      UPDATE crud_items SET status = $2, updated_at = now() WHERE id = $1 RETURNING id, status
    )
    INSERT INTO crud_history (item_id, status, changed_by, changed_at, comment)
    SELECT id, status, 1, now(), $3 FROM changed`;
  return {
    run() {
      const n = next();
      return pool.query({ name: 'crud', text, values: [n, statusOf(n), 'because'] });
    },
  };
}

/** Our way, on as many trackers as asked for. */
export async function ledgerStatusChange(
  application: INestApplicationContext,
  prefixes: readonly string[],
): Promise<Contender> {
  const commands = application.get(CommandBus);
  const user = await application
    .get(Users)
    .findOrCreate({ email: 'bench@example.com', name: 'Bench' });
  const origin = { actorId: user.id, channel: 'api', correlationId: CORRELATION_ID } as const;
  const ids: string[] = [];
  for (const prefix of prefixes) {
    const input = { prefix, name: prefix, description: null };
    const trackerId = await commands.execute(new OpenTrackerCommand(input, origin));
    const item = {
      title: 'Definitized contract',
      category: 'Programmatic',
      ownerId: user.id,
      priority: 'High',
      dueDate: null,
    } as const;
    for (let made = 0; made < ITEMS / prefixes.length; made += CREATE_AT_ONCE) {
      const created = await Promise.all(
        Array.from({ length: CREATE_AT_ONCE }, () =>
          commands.execute(new CreateItemCommand(trackerId, item, origin)),
        ),
      );
      ids.push(...created.map(({ stream }) => stream));
    }
  }
  const next = around(ids.length);
  return {
    run() {
      const n = next();
      const input = { status: statusOf(n), comment: 'because' };
      return commands.execute(new ChangeStatusCommand(ids[n - 1] ?? '', input, origin));
    },
  };
}

/** 1, 2, … n, 1, 2, … in steps of a large prime, so that neighbours are far apart. */
function around(n: number): () => number {
  let at = 0;
  return () => (at = (at + 7_919) % n) + 1;
}

const statusOf = (n: number) => STATUSES[n % STATUSES.length] ?? 'New';
