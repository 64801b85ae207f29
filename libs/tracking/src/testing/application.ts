import type { Axis } from '@action-tracker/domain';
import { runMigrations, type Database } from '@action-tracker/runtime';
import {
  connectAgain,
  connectTo,
  createDatabaseLike,
  openFreshDatabase,
} from '@action-tracker/runtime/testing';
import type { Type } from '@nestjs/common';
import { type Command, CommandBus, type Query, QueryBus } from '@nestjs/cqrs';
import { NestFactory } from '@nestjs/core';
import { Clock } from '../ledger/clock';
import { CreateItemCommand } from '../items/create-item';
import { OpenTrackerCommand } from '../trackers/open-tracker';
import type { Origin } from '../ledger/origin';
import { Scope } from '../ledger/scope';
import { bringReadModelsUpToDate } from '../read-tables/rebuild';
import { TrackingModule } from '../tracking.module';
import { USER_ENTITY, Users } from '../people/user';

/** At most: commands of a copy have other ids. */
const COMMANDS_OF_A_MODEL = 1_000;

/** The n-th of a series of distinct command ids. */
export const idOf = (n: number): string =>
  `00000000-0000-7000-8000-${n.toString(16).padStart(12, '0')}`;

export const TITLED = {
  title: 'Calibrate star tracker',
  dueDate: '2026-04-01',
  category: 'ADCS',
  ownerId: 1,
  priority: 'High',
} as const;

/** The scope of everything as of an instant. */
export const asOf = (instant: string, axis: Axis = 'occurred'): Scope =>
  Scope.everything.at({ axis, instant, position: null, review: null });

/** The application on its own database, with a clock that stays fixed until it is set. */
export class Application {
  private commandsGiven = 0;

  private constructor(
    readonly database: Database,
    private readonly context: Awaited<ReturnType<typeof NestFactory.createApplicationContext>>,
    private readonly time: { now: Date },
  ) {}

  static async open(timeZone = 'UTC', now = new Date('2026-03-01T12:00:00.000Z'), locale = '') {
    if (locale === '') {
      const url = await createDatabaseLike('with_read_models', addReadModels);
      return Application.on(await connectTo(url, [USER_ENTITY]), timeZone, now);
    }
    const database = await openFreshDatabase([USER_ENTITY], locale);
    await bringReadModelsUpToDate(database.pool);
    return Application.on(database, timeZone, now);
  }

  /** Opens a copy of a database that the first caller of the test run fills. */
  static async openLike(
    model: string,
    now: Date,
    fill: (app: Application) => Promise<unknown>,
  ): Promise<Application> {
    const url = await createDatabaseLike(model, async (empty) => {
      await addReadModels(empty);
      const first = await Application.on(await connectTo(empty, [USER_ENTITY]), 'UTC', now);
      await fill(first);
      await first.close();
    });
    const app = await Application.on(await connectTo(url, [USER_ENTITY]), 'UTC', now);
    app.commandsGiven = COMMANDS_OF_A_MODEL;
    return app;
  }

  /** Another process of the same application on the same database. */
  async openAnother(): Promise<Application> {
    return Application.on(await connectAgain(this.database), 'UTC', this.time.now);
  }

  private static async on(database: Database, timeZone: string, now: Date): Promise<Application> {
    const time = { now };
    const { dataSource, pool } = database;
    const clock = new Clock(timeZone, () => time.now);
    const module = TrackingModule.with({ dataSource, pool, clock, jwtSecret: 'x'.repeat(32) });
    const context = await NestFactory.createApplicationContext(module, { logger: false });
    return new Application(database, context, time);
  }

  get users(): Users {
    return this.context.get(Users);
  }

  /** A part of the application. */
  of<T>(part: Type<T>): T {
    return this.context.get(part);
  }

  at(now: string): this {
    this.time.now = new Date(now);
    return this;
  }

  /** Command ids count up, so that two runs of one scenario use the same ids. */
  origin(origin: Partial<Origin> = {}): Origin & { readonly commandId: string } {
    const commandId = idOf(++this.commandsGiven);
    return { actorId: 1, channel: 'api', correlationId: idOf(0), commandId, ...origin };
  }

  command<Answer>(command: Command<Answer>): Promise<Answer> {
    return this.context.get(CommandBus).execute(command);
  }

  query<Answer>(query: Query<Answer>): Promise<Answer> {
    return this.context.get(QueryBus).execute(query);
  }

  /** Adds users 1 and 2 and tracker 1 with the prefix AD. */
  async furnish(): Promise<this> {
    await this.users.create({ email: 'mf@example.com', name: 'Maria Ferreira' });
    await this.users.create({ email: 'jd@example.com', name: 'John Doe' });
    const input = { prefix: 'AD', name: 'Astro Digital', description: null };
    await this.command(new OpenTrackerCommand(input, this.origin()));
    return this;
  }

  /** Creates an item of tracker 1. */
  createItem(input: Partial<ConstructorParameters<typeof CreateItemCommand>[1]> = {}) {
    return this.command(new CreateItemCommand(1, { ...TITLED, ...input }, this.origin()));
  }

  async close(): Promise<void> {
    await this.context.close();
    await this.database.close();
  }
}

async function addReadModels(url: string): Promise<void> {
  const database = await connectTo(url, []);
  await runMigrations(database);
  await bringReadModelsUpToDate(database.pool);
  await database.close();
}
