/**
 * Starts and stops a server: settings, database, schema, application, address. What concerns the
 * whole process (signals, memory, its end) is in `main.ts`.
 */
import 'reflect-metadata';
import {
  keepSecret,
  openDatabase,
  OperatorError,
  ownsLedger,
  readSettings,
  runMigrations,
  type Database,
  type Settings,
} from '@action-tracker/runtime';
import { bringReadModelsUpToDate, USER_ENTITY } from '@action-tracker/tracking';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { setTimeout as wait } from 'node:timers/promises';
import { createApplication } from './application';
import { LIMITS } from './http/limits';
import { LiveStreams } from './live/live-streams';
import { Readiness } from './operation/readiness';

export interface Server {
  readonly url: string;
  /** Tells the operator the address, where the data is and the first steps. */
  readonly welcome: string;
  stop(): Promise<void>;
}

/**
 * Starts everything, and stops it again if a later step fails.
 *
 * @param report receives progress, one line at a time
 * @throws SettingsError with all problems of the variables
 * @throws OperatorError if the data directory, the database or the port cannot be used
 */
export async function startServer(
  env: NodeJS.ProcessEnv,
  report: (line: string) => void,
): Promise<Server> {
  const settings = readSettings(env);
  const database = await openDatabase({
    settings,
    role: 'server',
    entities: [USER_ENTITY],
    onStep: report,
  });
  try {
    await migrate(database, report);
    if (settings.isProduction) await warnOwner(database, report);
    const jwtSecret = settings.jwtSecret ?? keepSecret(settings.dataDir, 'jwt-secret');
    const application = await createApplication({ settings, database, jwtSecret });
    if (settings.isProduction && settings.google?.authorizationUrl !== undefined) {
      report(`Warning: users sign in at ${settings.google.authorizationUrl}, which is not Google`);
    }
    const url = await listen(application, settings);
    const stop = async () => {
      await stopServing(application, settings);
      await application.close();
      await database.close();
    };
    return { url, welcome: welcome(url, settings, database), stop };
  } catch (error) {
    await database.close();
    throw error;
  }
}

async function migrate(database: Database, report: (line: string) => void): Promise<void> {
  const migrations = await runMigrations(database);
  if (migrations.length > 0) report(`Database schema: ${migrations.join(', ')}`);
  const rebuilt = await bringReadModelsUpToDate(database.pool);
  if (rebuilt.length > 0) report(`Read tables filled from the ledger: ${rebuilt.join(', ')}`);
}

/** The owner of the ledger could disable the trigger that protects it. */
async function warnOwner({ pool, isEmbedded }: Database, report: (line: string) => void) {
  if (isEmbedded || !(await ownsLedger(pool))) return;
  report(
    'Warning: the role of DATABASE_URL owns the ledger, so it could change entries. Give servers a ' +
      'role of their own: SERVER_DATABASE_URL in docs/configuration.md',
  );
}

/** Reports not ready, waits for proxies to notice, then completes accepted requests. */
async function stopServing(
  application: NestFastifyApplication,
  { shutdownDelaySeconds }: Settings,
): Promise<void> {
  const readiness = application.get(Readiness);
  readiness.stop();
  await wait(shutdownDelaySeconds * 1_000);
  const listener = application.getHttpAdapter().getInstance().server;
  listener.close();
  application.get(LiveStreams).stop();
  await readiness.settle(LIMITS.settleMs);
  // Browsers open connections in advance, without a request.
  listener.closeAllConnections();
}

async function listen(application: NestFastifyApplication, settings: Settings): Promise<string> {
  const { host, port, maxConnections } = settings;
  application.getHttpAdapter().getInstance().server.maxConnections = maxConnections;
  try {
    await application.listen(port, host);
    return await application.getUrl();
  } catch (error) {
    await application.close();
    if (!(error instanceof Error && 'code' in error && error.code === 'EADDRINUSE')) throw error;
    throw new OperatorError(
      `Port ${port} on ${host} is in use by another program. ` +
        `Stop it, or choose another one: PORT=${port + 1} npm start`,
    );
  }
}

function welcome(url: string, settings: Settings, database: Database): string {
  const where = database.isEmbedded ? `PostgreSQL in ${settings.dataDir}` : 'DATABASE_URL';
  return [
    '',
    `  Action Tracker is ready:  ${url}`,
    `  Data:                     ${where}`,
    '',
    ...(settings.isProduction
      ? []
      : [
          ...(settings.google
            ? []
            : ['  Sign in there with any name and e-mail address (development only).']),
          '  Sample data:    npm run cli -- seed --as you@example.com',
          '  A spreadsheet:  npm run cli -- import --help',
          '  Stop with Ctrl-C.',
          '',
        ]),
  ].join('\n');
}
