import { jest } from '@jest/globals';
import { readSettings, type Database } from '@action-tracker/runtime';
import {
  CreateItemCommand,
  FindItems,
  GetItemAtVersion,
  OpenTrackerCommand,
  Scope,
  Users,
} from '@action-tracker/tracking';
import { Logger } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { randomUUID } from 'node:crypto';
import { createApplication } from '../application';
import { openApplicationDatabase } from '../testing/application-database';
import { HistoryWarmUp } from './history-warm-up';
import { Metrics } from './metrics';

let database: Database;
let application: NestFastifyApplication;

beforeEach(async () => {
  database = await openApplicationDatabase();
  application = await createApplication({
    settings: readSettings({ LOG_LEVEL: 'silent' }),
    database,
    jwtSecret: 'x'.repeat(32),
  });
  await application.get(Users).create({ email: 'mf@example.com', name: 'Maria' });
  for (const prefix of ['AD', 'SP']) await openTracker(prefix);
});

afterEach(async () => {
  await application.close();
  await database.close();
});

const ITEM = {
  title: 'Check',
  dueDate: null,
  category: 'ADCS',
  ownerId: 1,
  priority: 'Low',
} as const;

const origin = () => ({ actorId: 1, channel: 'api', correlationId: randomUUID() }) as const;

async function openTracker(prefix: string): Promise<void> {
  const input = { prefix, name: prefix, description: null };
  await application.get(CommandBus).execute(new OpenTrackerCommand(input, origin()));
}

async function lag(): Promise<number> {
  const metrics = await application.get(Metrics).read();
  return Number(/^action_tracker_history_lag_events (\d+)$/m.exec(metrics)?.[1]);
}

it('brings histories up to the heads, and the metrics say what they lack', async () => {
  await database.pool.query(
    `DELETE FROM projection_checkpoints WHERE projection = 'item_versions'`,
  );
  expect(await lag()).toBe(2);
  await application.get(HistoryWarmUp).fill();
  expect(await lag()).toBe(0);
});

describe('read tables that a server of an older version left behind', () => {
  /** What such a server does when it writes: from here on, these tables lack its entries. */
  const leaveBehind = (tables: string) =>
    database.pool.query(
      `UPDATE projection_checkpoints k SET position = l.head FROM ledgers l
       WHERE l.ledger_id = k.ledger_id AND k.ledger_id = 1 AND k.projection ~ $1`,
      [tables],
    );
  const createItem = () =>
    application.get(CommandBus).execute(new CreateItemCommand(1, ITEM, origin()));
  const listed = async () =>
    (await application.get(QueryBus).execute(new FindItems(Scope.everything, {}, 1))).items;

  it('do not make the answer to a command wrong', async () => {
    await leaveBehind('^(action_items|stream_states)$');
    const { stream, version } = await createItem();
    expect(await listed()).toEqual([]);
    const answer = new GetItemAtVersion(Scope.everything, stream, version);
    expect(await application.get(QueryBus).execute(answer)).toMatchObject({
      id: 'AD-001',
      title: ITEM.title,
      version: 1,
    });
  });

  it('are filled, and written again', async () => {
    await leaveBehind('^(action_items|stream_states)$');
    await createItem();
    await application.get(HistoryWarmUp).repair();
    expect((await listed()).map(({ id }) => id)).toEqual(['AD-001']);
    await createItem();
    expect((await listed()).map(({ id }) => id)).toEqual(['AD-001', 'AD-002']);
  });

  it('are left to the server of a later version, if there is one', async () => {
    await leaveBehind('^action_items$');
    await createItem();
    await database.pool.query(
      `INSERT INTO projection_checkpoints (projection, version, ledger_id)
       VALUES ('action_items', 1000, 1)`,
    );
    await application.get(HistoryWarmUp).repair();
    expect(await listed()).toEqual([]);
  });
});

it('goes on with the other ledgers when one cannot be read, and logs it once', async () => {
  await application.get(HistoryWarmUp).fill();
  await openTracker('XY');
  await database.pool.query(
    `INSERT INTO events (ledger_id, position, stream, version, type, schema_version, data, actor_id,
       recorded_by_id, command_id, correlation_id, channel, occurred_at, recorded_at)
     SELECT 1, 2, 'AD', 2, 'TrackerTeleported', 1, '{}', 1, 1, gen_random_uuid(), gen_random_uuid(),
       'api', now(), now()`,
  );
  await database.pool.query('UPDATE ledgers SET head = 2 WHERE ledger_id = 1');
  const warn = jest.spyOn(Logger.prototype, 'warn').mockImplementation(() => undefined);
  for (let turn = 1; turn <= 3; turn++) await application.get(HistoryWarmUp).fill();
  const logged = warn.mock.calls.map(([message]) => String(message));
  warn.mockRestore();
  expect(logged).toEqual([expect.stringContaining('item_versions of ledger 1: Error: ')]);
  expect(logged[0]).toContain('TrackerTeleported');
  expect(await lag()).toBe(1);
});
