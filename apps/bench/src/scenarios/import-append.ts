import { ImportItemCommand, OpenTrackerCommand, Users } from '@action-tracker/tracking';
import type { INestApplicationContext } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { randomUUIDv7 } from 'node:crypto';
import type { Pool } from 'pg';
import { compare, perSecond, type Work } from '../measure';
import { compared, type Scenario } from '../scenario';

const ITEMS_PER_CALL = 50;
const EVENTS_PER_CALL = 2 * ITEMS_PER_CALL;
const CORRELATION_ID = '00000000-0000-7000-8000-000000000000';
const TIME = '2026-03-01T12:00:00.000Z';

/** 100 events at once, as an import gives them, against one statement that writes the same rows. */
export const IMPORT_APPEND: Scenario = {
  name: 'import-style append',
  async run({ application, database, effort }) {
    const raw = await rawImport(database.pool);
    const product = await productImport(application);
    const events = (work: Work, seconds: number) => async () =>
      EVENTS_PER_CALL * (await perSecond(work, 1, seconds));
    const { rounds, secondsPerRound } = effort;
    await compare(1, events(raw, 0.5), events(product, 0.5));
    const found = await compare(
      rounds,
      events(raw, secondsPerRound),
      events(product, secondsPerRound),
    );
    return [compared('import-style append, 100 events per call', 'events/s', found, 0.45)];
  },
};

async function productImport(application: INestApplicationContext): Promise<Work> {
  const commands = application.get(CommandBus);
  const users = application.get(Users);
  const { id: actorId } = await users.findOrCreate({ email: 'i@example.com', name: 'Import' });
  const origin = { actorId, channel: 'import', correlationId: CORRELATION_ID } as const;
  const opening = { prefix: 'IM', name: 'Import', description: null };
  const trackerId = await commands.execute(new OpenTrackerCommand(opening, origin));
  const item = {
    ...{ title: 'Definitized contract', category: 'Programmatic', ownerId: actorId },
    ...{ priority: 'High', dueDate: null, createDate: '2026-03-01', status: 'Complete' },
  } satisfies ImportItemCommand['input'];
  const times = { createdAt: TIME, statusAt: TIME, noteAt: TIME };
  const one = () =>
    commands.execute(
      new ImportItemCommand(trackerId, item, times, { ...origin, commandId: randomUUIDv7() }),
    );
  return () => Promise.all(Array.from({ length: ITEMS_PER_CALL }, one));
}

async function rawImport(pool: Pool): Promise<Work> {
  for (const table of ['events', 'commands', 'action_items_v1', 'status_history_v1']) {
    await pool.query(`CREATE TABLE raw_${table} (LIKE ${table} INCLUDING ALL)`);
  }
  let made = 0;
  return () => {
    const numbers = Array.from({ length: ITEMS_PER_CALL }, (_, index) => made + index + 1);
    made += ITEMS_PER_CALL;
    const ids = numbers.map(() => randomUUIDv7());
    return pool.query({ name: 'raw_import', text: RAW_IMPORT, values: [numbers, ids, TIME] });
  };
}

const RAW_IMPORT = `
  WITH item AS (
    SELECT n, id, 'RA-' || n AS stream, $3::timestamptz AS at
    FROM unnest($1::int[], $2::uuid[]) AS x(n, id)
  ), created AS (
    INSERT INTO raw_events
    SELECT 1, 2 * n - 1, stream, 1, 'ItemCreated', 1, jsonb_build_object('number', n,
      'title', 'Definitized contract', 'createDate', '2026-03-01', 'dueDate', null,
      'category', 'Programmatic', 'ownerId', 1, 'priority', 'High'),
      1, 1, id, id, 'import', at, now() FROM item
  ), changed AS (
    INSERT INTO raw_events
    SELECT 1, 2 * n, stream, 2, 'ItemStatusChanged', 1,
      jsonb_build_object('from', 'New', 'to', 'Complete', 'comment', null),
      1, 1, id, id, 'import', at, now() FROM item
  ), recorded AS (
    INSERT INTO raw_commands
    SELECT 1, id, repeat('h', 43), jsonb_build_object('stream', stream, 'versionBefore', 0,
      'version', 2)::text, now() FROM item
  ), shown AS (
    INSERT INTO raw_action_items_v1
    SELECT 1, n, stream, 'Definitized contract', '2026-03-01', 1, NULL, 'Programmatic', 1, 'High',
      'Complete', now(), now(), 2 FROM item
  )
  INSERT INTO raw_status_history_v1
  SELECT 1, 2 * n - 1 + k, stream, CASE k WHEN 0 THEN 'New' ELSE 'Complete' END, 1, at, NULL
  FROM item, generate_series(0, 1) k`;
