import { readSettings, type Database } from '@action-tracker/runtime';
import { OpenTrackerCommand, Users } from '@action-tracker/tracking';
import { CommandBus } from '@nestjs/cqrs';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { randomUUID } from 'node:crypto';
import { createApplication } from '../application';
import { openApplicationDatabase } from '../testing/application-database';
import { Metrics } from './metrics';
import { NightlyVerification } from './nightly-verification';

let database: Database;
let application: NestFastifyApplication;

beforeAll(async () => {
  database = await openApplicationDatabase();
  application = await createApplication({
    settings: readSettings({ LOG_LEVEL: 'silent' }),
    database,
    jwtSecret: 'x'.repeat(32),
  });
  const input = { prefix: 'AD', name: 'Astro Digital', description: null };
  const maria = await application.get(Users).create({ email: 'mf@example.com', name: 'Maria' });
  const origin = { actorId: maria.id, channel: 'api', correlationId: randomUUID() } as const;
  await application.get(CommandBus).execute(new OpenTrackerCommand(input, origin));
});

afterAll(async () => {
  await application.close();
  await database.close();
});

const failures = async () => {
  await application.get(NightlyVerification).verify();
  const found = /^action_tracker_invariant_failures (\d+)$/m.exec(
    await application.get(Metrics).read(),
  );
  return Number(found?.[1]);
};

it('shows in the metrics whether read tables say what the ledger says', async () => {
  expect(await failures()).toBe(0);
  await database.pool.query(`UPDATE trackers SET name = 'Another'`);
  expect(await failures()).toBe(1);
});

it('is the work of one process a night', async () => {
  const verification = application.get(NightlyVerification);
  const taken = await Promise.all([1, 2, 3].map(() => verification.takeNight()));
  expect(taken.filter(Boolean)).toHaveLength(1);
});
