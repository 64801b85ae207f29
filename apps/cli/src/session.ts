/**
 * What a command works with, and the order in which it is opened and closed again, whatever
 * happens in between: settings, database, schema, application.
 */
import type { ImportApplication } from '@action-tracker/import';
import {
  keepSecret,
  openDatabase,
  OperatorError,
  readSettings,
  type Database,
  type Settings,
} from '@action-tracker/runtime';
import {
  AccessTokens,
  Clock,
  Moments,
  TrackingModule,
  USER_ENTITY,
  Users,
  Scope,
} from '@action-tracker/tracking';
import { NestFactory } from '@nestjs/core';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import { randomBytes } from 'node:crypto';
import { NOTHING_WRITTEN, type Interruption } from './interruption';
import { requireSchema } from './schema';
import type { Terminal } from './terminal';

/** The surroundings of every command. */
export interface Surroundings {
  readonly terminal: Terminal;
  readonly interruption: Interruption;
}

export interface Session extends Surroundings {
  readonly settings: Settings;
  readonly database: Database;
  readonly clock: Clock;
  readonly commands: CommandBus;
  readonly queries: QueryBus;
  readonly users: Users;
  readonly moments: Moments;
  readonly tokens: AccessTokens;
}

/** What an import works through. */
export const applicationOf = ({ database, ...session }: Session): ImportApplication => ({
  ...{ commands: session.commands, queries: session.queries, users: session.users },
  ...{ clock: session.clock, pool: database.pool, scope: Scope.everything },
});

/** For commands that sign nothing: they leave no secret behind, and need no folder to keep it in. */
const UNUSED_SECRET = randomBytes(32).toString('base64url');

/** @throws OperatorError in production, where a secret of our own would sign what no server takes. */
function tokenSecret({ jwtSecret, dataDir, isProduction }: Settings): string {
  if (jwtSecret !== undefined) return jwtSecret;
  if (!isProduction) return keepSecret(dataDir, 'jwt-secret');
  throw new OperatorError('Expected the JWT_SECRET of the servers, found none');
}

/** Runs work that needs only the database, whatever is in it. */
export async function withDatabase<T>(
  { terminal, interruption }: Surroundings,
  work: (database: Database, settings: Settings) => Promise<T>,
): Promise<T> {
  const settings = readSettings(process.env, 'command');
  const database = await openDatabase({
    settings,
    role: 'guest',
    entities: [USER_ENTITY],
    onStep: (step) => terminal.report(step),
  });
  try {
    interruption.stopIfRequested(NOTHING_WRITTEN);
    return await work(database, settings);
  } finally {
    await database.close();
  }
}

/** Runs work that needs the application. Every accepted change is answered before it ends. */
export function withSession<T>(
  surroundings: Surroundings,
  work: (session: Session) => Promise<T>,
  { signsTokens } = { signsTokens: false },
): Promise<T> {
  return withDatabase(surroundings, async (database, settings) => {
    await requireSchema(database, (line) => surroundings.terminal.report(line));
    const clock = new Clock(settings.timeZone);
    const { dataSource, pool } = database;
    const jwtSecret = signsTokens ? tokenSecret(settings) : UNUSED_SECRET;
    const application = await NestFactory.createApplicationContext(
      TrackingModule.with({ dataSource, pool, clock, jwtSecret }),
      // Nest would log to stdout, which belongs to the result, and end the process on an error.
      { logger: false, abortOnError: false },
    );
    try {
      surroundings.interruption.stopIfRequested(NOTHING_WRITTEN);
      const commands = application.get(CommandBus);
      const queries = application.get(QueryBus);
      const users = application.get(Users);
      const tokens = application.get(AccessTokens);
      const moments = application.get(Moments);
      const parts = { settings, database, clock, commands, queries, users, tokens, moments };
      return await work({ ...surroundings, ...parts });
    } finally {
      await application.close();
    }
  });
}
