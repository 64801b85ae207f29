/**
 * A status change: through the command bus and the ledger (event, command record, read tables)
 * against one plain CRUD statement (update the item, insert a history row) on the same pool.
 * Prepared statements, 10,000 distinct items, fsync and synchronous_commit on.
 */
import { STATUSES } from '@action-tracker/domain';
import {
  ChangeStatusCommand,
  CreateItemCommand,
  OpenTrackerCommand,
  Users,
} from '@action-tracker/tracking';
import type { INestApplicationContext } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { randomUUIDv7 } from 'node:crypto';
import type { Pool } from 'pg';
import type { Work } from './measure';

const ITEMS = 10_000;
const CREATE_AT_ONCE = 500;
const CORRELATION_ID = '00000000-0000-7000-8000-000000000000';

/** The tables of the CRUD baseline. */
export async function createCrudItems(pool: Pool): Promise<void> {
  await pool.query(`CREATE TABLE crud_items (id int PRIMARY KEY, title text NOT NULL,
    status text NOT NULL, updated_at timestamptz NOT NULL) WITH (fillfactor = 70)`);
  await pool.query(`CREATE TABLE crud_history (id bigserial PRIMARY KEY, item_id int NOT NULL,
    status text NOT NULL, changed_by int NOT NULL, changed_at timestamptz NOT NULL, comment text)`);
  await pool.query(`INSERT INTO crud_items
    SELECT n, 'Item ' || n, 'New', now() FROM generate_series(1, ${ITEMS}) n`);
}

/** @param lap where to start in the cycle through the items, from 0 to 1 */
export function crudStatusChange(pool: Pool, lap = 0): Work {
  const next = around(ITEMS, lap);
  const text = `
    WITH changed AS (
      UPDATE crud_items SET status = $2, updated_at = now() WHERE id = $1 RETURNING id, status
    )
    INSERT INTO crud_history (item_id, status, changed_by, changed_at, comment)
    SELECT id, status, 1, now(), $3 FROM changed`;
  return () => {
    const n = next();
    return pool.query({ name: 'crud', text, values: [n, statusOf(n), 'because'] });
  };
}

/** Opens trackers with 10,000 items in total; returns the item ids. */
export async function createItems(
  application: INestApplicationContext,
  prefixes: readonly string[],
): Promise<readonly string[]> {
  const commands = application.get(CommandBus);
  const origin = await originOf(application);
  const ids: string[] = [];
  for (const prefix of prefixes) {
    const input = { prefix, name: prefix, description: null };
    const trackerId = await commands.execute(new OpenTrackerCommand(input, origin));
    const item = {
      title: 'Definitized contract',
      category: 'Programmatic',
      ownerId: origin.actorId,
      priority: 'High',
      dueDate: null,
    } as const;
    for (let missing = ITEMS / prefixes.length; missing > 0; missing -= CREATE_AT_ONCE) {
      const created = await Promise.all(
        Array.from({ length: Math.min(missing, CREATE_AT_ONCE) }, () =>
          commands.execute(new CreateItemCommand(trackerId, item, origin)),
        ),
      );
      ids.push(...created.map(({ stream }) => stream));
    }
  }
  return ids;
}

/** The items of 16 ledgers, one per vendor of a programme; created if missing. */
export async function itemsOfSixteenLedgers(
  application: INestApplicationContext,
  pool: Pool,
): Promise<readonly string[]> {
  const found = await findItemsOfSixteenLedgers(pool);
  return found.length > 0 ? found : createItems(application, SIXTEEN_PREFIXES);
}

export async function findItemsOfSixteenLedgers(pool: Pool): Promise<readonly string[]> {
  const { rows } = await pool.query<{ id: string }>(
    `SELECT i.id FROM action_items i JOIN trackers t USING (tracker_id)
     WHERE t.prefix = ANY ($1) ORDER BY i.id`,
    [SIXTEEN_PREFIXES],
  );
  return rows.map(({ id }) => id);
}

/**
 * @param lap where to start in the cycle through the items, from 0 to 1
 * @param canRepeat whether each change has a command id, as with an Idempotency-Key
 */
export async function ledgerStatusChange(
  application: INestApplicationContext,
  ids: readonly string[],
  { lap = 0, canRepeat = false } = {},
): Promise<Work> {
  const commands = application.get(CommandBus);
  const origin = await originOf(application);
  const next = around(ids.length, lap);
  return () => {
    const n = next();
    const input = { status: statusOf(n), comment: 'because' };
    const by = canRepeat ? { ...origin, commandId: randomUUIDv7() } : origin;
    return commands.execute(new ChangeStatusCommand(ids[n - 1] ?? '', input, by));
  };
}

async function originOf(application: INestApplicationContext) {
  const user = await application
    .get(Users)
    .findOrCreate({ email: 'bench@example.com', name: 'Bench' });
  return { actorId: user.id, channel: 'api', correlationId: CORRELATION_ID } as const;
}

/** Cycles through 1 to n in steps of a large prime, so that consecutive numbers are far apart. */
function around(n: number, lap: number): () => number {
  let at = (Math.floor(lap * n) * 7_919) % n;
  return () => (at = (at + 7_919) % n) + 1;
}

const statusOf = (n: number) => STATUSES[n % STATUSES.length] ?? 'New';

/** BA, BB, … BP. */
const SIXTEEN_PREFIXES: readonly string[] = Array.from(
  { length: 16 },
  (_, index) => `B${String.fromCharCode(65 + index)}`,
);
