import {
  ImportItemCommand,
  ImportTogetherCommand,
  OpenTrackerCommand,
  Users,
} from '@action-tracker/tracking';
import type { INestApplicationContext } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { randomUUIDv7 } from 'node:crypto';
import type { Pool } from 'pg';
import { compare, perSecond, type Work } from '../measure';
import { compared, type Scenario } from '../scenario';

const ITEMS_PER_CALL = 50;
const EVENTS_PER_ITEM = 2;
const CORRELATION_ID = '00000000-0000-7000-8000-000000000000';
const TIME = '2026-03-01T12:00:00.000Z';

/** Batch size of an import. */
const ITEMS_TOGETHER = 4_000;

/** Rows of an import, written in two ways, against one statement that writes the same rows. */
export const IMPORT_APPEND: Scenario = {
  name: 'import-style append',
  async run({ application, database, effort }) {
    const raw = eachMakes(ITEMS_PER_CALL, await rawImport(database.pool));
    const row = await productRow(application);
    const commands = application.get(CommandBus);
    const oneByOne = eachMakes(ITEMS_PER_CALL, () =>
      Promise.all(Array.from({ length: ITEMS_PER_CALL }, () => commands.execute(row()))),
    );
    const { trackerId } = row();
    const together = eachMakes(ITEMS_TOGETHER, () =>
      commands.execute(
        new ImportTogetherCommand(trackerId, Array.from({ length: ITEMS_TOGETHER }, row)),
      ),
    );
    const { rounds, secondsPerRound } = effort;
    const against = async (product: Measure) => {
      await compare(1, raw(0.5), product(0.5));
      return compare(rounds, raw(secondsPerRound), product(secondsPerRound));
    };
    return [
      compared(
        'import-style append, 100 events per call',
        'events/s',
        await against(oneByOne),
        0.45,
      ),
      compared('the same by COPY, 8,000 events per call', 'events/s', await against(together), 0.8),
    ];
  },
};

type Measure = (seconds: number) => () => Promise<number>;

const eachMakes =
  (items: number, work: Work): Measure =>
  (seconds) =>
  async () =>
    items * EVENTS_PER_ITEM * (await perSecond(work, 1, seconds));

/** Creates rows for a new tracker, like the import of a file. */
async function productRow(application: INestApplicationContext): Promise<() => ImportItemCommand> {
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
  return () =>
    new ImportItemCommand(trackerId, item, times, { ...origin, commandId: randomUUIDv7() });
}

async function rawImport(pool: Pool): Promise<Work> {
  for (const table of ['events', 'commands', 'action_items_v5', 'status_history_v2']) {
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
    INSERT INTO raw_action_items_v5
    SELECT 1, split_part(stream, '-', 1), n, stream, 'Definitized contract', '2026-03-01', 1, NULL, 'Programmatic', 1, 'High',
      NULL, 0, 0, NULL, 'Complete', now(), now(), 2, 0, NULL, NULL, NULL, at, NULL FROM item
  )
  INSERT INTO raw_status_history_v2
  SELECT 1, 2 * n - 1 + k, stream, CASE k WHEN 0 THEN 'New' ELSE 'Complete' END, 1, at, NULL
  FROM item, generate_series(0, 1) k`;
