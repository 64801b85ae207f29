/** Databases with one large tracker, for costs that must not depend on the number of items. */
import { CATEGORIES, PRIORITIES, STATUSES } from '@action-tracker/domain';
import { openDatabase, runMigrations } from '@action-tracker/runtime';
import {
  AccessTokens,
  bringReadModelsUpToDate,
  Clock,
  ImportItemCommand,
  ImportTogetherCommand,
  OpenTrackerCommand,
  TrackingModule,
  USER_ENTITY,
  Users,
} from '@action-tracker/tracking';
import type { INestApplicationContext } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { CommandBus } from '@nestjs/cqrs';
import { randomUUIDv7 } from 'node:crypto';

export interface Size {
  readonly items: number;
  /** Trackers without items, sorted before the large one by prefix. */
  readonly emptyTrackers?: number;
}

export interface LargeTracker {
  readonly trackerId: number;
  /** A token of its first owner, signed with `jwtSecret`. */
  readonly token: string;
}

const OWNERS = 10;
const TOGETHER = 5_000;
const DUE_DAYS = 300;
const DAY_MS = 86_400_000;
const FIRST_DAY = '2026-03-01';
const TIME = `${FIRST_DAY}T12:00:00.000Z`;
const CORRELATION_ID = '00000000-0000-7000-8000-000000000000';

/** Fills an empty database. */
export async function fillWithLargeTracker(
  databaseUrl: string,
  jwtSecret: string,
  size: Size,
): Promise<LargeTracker> {
  const settings = { databaseUrl, databasePoolMax: 4, dataDir: '' };
  const database = await openDatabase({ settings, role: 'guest', entities: [USER_ENTITY] });
  const { dataSource, pool } = database;
  try {
    await runMigrations(database);
    await bringReadModelsUpToDate(pool);
    const application = await NestFactory.createApplicationContext(
      TrackingModule.with({ dataSource, pool, clock: new Clock('UTC'), jwtSecret }),
      { logger: ['error'] },
    );
    const filled = await fill(application, size);
    await application.close();
    await pool.query('VACUUM ANALYZE');
    return filled;
  } finally {
    await database.close();
  }
}

async function fill(
  application: INestApplicationContext,
  { items, emptyTrackers = 0 }: Size,
): Promise<LargeTracker> {
  const commands = application.get(CommandBus);
  const owners = await ownersIn(application);
  const [first] = owners;
  if (!first) throw new Error('Expected an owner');
  const origin = { actorId: first.id, channel: 'import', correlationId: CORRELATION_ID } as const;
  const open = (prefix: string) =>
    commands.execute(new OpenTrackerCommand({ prefix, name: prefix, description: null }, origin));
  for (let n = 0; n < emptyTrackers; n++) await open(`A${lettersOf(n)}`);
  const trackerId = await open('LG');
  const rowOf = (n: number) =>
    new ImportItemCommand(trackerId, itemOf(n, owners[n % OWNERS]?.id ?? first.id), TIMES, {
      ...origin,
      commandId: randomUUIDv7(),
    });
  for (let made = 0; made < items; made += TOGETHER) {
    const count = Math.min(TOGETHER, items - made);
    const rows = Array.from({ length: count }, (_, index) => rowOf(made + index));
    await commands.execute(new ImportTogetherCommand(trackerId, rows));
  }
  return { trackerId, token: await application.get(AccessTokens).issue(first) };
}

const ownersIn = (application: INestApplicationContext) =>
  Promise.all(
    Array.from({ length: OWNERS }, (_, n) =>
      application.get(Users).findOrCreate({ email: `owner${n}@example.com`, name: `Owner ${n}` }),
    ),
  );

const TIMES = { createdAt: TIME, statusAt: TIME, noteAt: TIME };

/** The items vary in every field that lists filter by. */
const itemOf = (n: number, ownerId: number): ImportItemCommand['input'] => ({
  title: `Definitized contract of unit ${n}`,
  category: CATEGORIES[n % CATEGORIES.length] ?? 'Programmatic',
  priority: PRIORITIES[n % PRIORITIES.length] ?? 'High',
  status: STATUSES[n % STATUSES.length] ?? 'New',
  ownerId,
  createDate: FIRST_DAY,
  dueDate: n % 7 === 0 ? null : dayAfter(n % DUE_DAYS),
  ...(n % 3 === 0
    ? { notes: [{ noteDate: FIRST_DAY, content: `The vendor answered about unit ${n}` }] }
    : {}),
});

const dayAfter = (days: number): string =>
  new Date(Date.parse(FIRST_DAY) + days * DAY_MS).toISOString().slice(0, 10);

/** AAA, AAB, … */
const lettersOf = (n: number): string =>
  [Math.floor(n / 676), Math.floor(n / 26) % 26, n % 26]
    .map((digit) => String.fromCharCode('A'.charCodeAt(0) + digit))
    .join('');
