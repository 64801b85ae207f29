import { openDatabase, runMigrations } from '@action-tracker/runtime';
import {
  bringReadModelsUpToDate,
  Clock,
  FindItems,
  rebuildReadModels,
  TrackingModule,
  USER_ENTITY,
  Scope,
} from '@action-tracker/tracking';
import { NestFactory } from '@nestjs/core';
import { QueryBus } from '@nestjs/cqrs';
import { compare, perSecond } from '../measure';
import { compared, type Bench, type Measured, type Scenario } from '../scenario';

const FEW = 1_000;
const MANY = 50_000;
/** Number of items with a rare word, in a tracker of any size. */
const RARE_ITEMS = 10;
const PAGE = 100;
const SEARCHERS = 4;
/** The cost of a rare word must not depend on the tracker's size. */
const LEAST_GROWTH_OF_RARE = 0.65;
/** Minimum ratio of a page found by a word to a page of the list. */
const LEAST_OF_LIST = 0.2;

/** A page of search results against a page of the list, and a large tracker against a small one. */
export const SEARCH: Scenario = {
  name: 'search',
  async run(bench) {
    const few = await Site.open(bench, FEW);
    const many = await Site.open(bench, MANY);
    try {
      const measured: Measured[] = [];
      for (const [name, work, least] of casesOf(few, many)) {
        measured.push(await against(bench, `search of a ${name}`, work, least));
      }
      return measured;
    } finally {
      await few.close();
      await many.close();
    }
  },
};

type Find = () => Promise<unknown>;
type Case = readonly [name: string, work: readonly [baseline: Find, product: Find], least: number];

const casesOf = (few: Site, many: Site): readonly Case[] => [
  ['rare word in 1,000 items, by a page', [few.page(), few.page('rare')], LEAST_OF_LIST],
  ['common word in 1,000 items, by a page', [few.page(), few.page('common')], LEAST_OF_LIST],
  ['rare word in 50,000 items, by a page', [many.page(), many.page('rare')], LEAST_OF_LIST],
  ['common word in 50,000 items, by a page', [many.page(), many.page('common')], LEAST_OF_LIST],
  ['rare word, 50,000 items by 1,000', [few.page('rare'), many.page('rare')], LEAST_GROWTH_OF_RARE],
  ['common word, 50,000 items by 1,000', [few.page('common'), many.page('common')], FEW / MANY],
];

async function against(
  { effort: { rounds, secondsPerRound } }: Bench,
  name: string,
  [baseline, product]: readonly [Find, Find],
  least: number,
): Promise<Measured> {
  const during = (work: Find, seconds: number) => () => perSecond(work, SEARCHERS, seconds);
  await compare(1, during(baseline, 0.5), during(product, 0.5));
  const found = await compare(
    rounds,
    during(baseline, secondsPerRound),
    during(product, secondsPerRound),
  );
  return compared(name, '/s', found, least);
}

/** A database with one tracker. */
class Site {
  private constructor(
    private readonly queries: QueryBus,
    readonly close: () => Promise<void>,
  ) {}

  static async open(bench: Bench, items: number): Promise<Site> {
    const name = `search_${items}`;
    await bench.database.pool.query(`CREATE DATABASE ${name}`);
    const databaseUrl = Object.assign(new URL(bench.databaseUrl), { pathname: `/${name}` }).href;
    const settings = { databaseUrl, databasePoolMax: SEARCHERS, dataDir: '' };
    const database = await openDatabase({ settings, role: 'guest', entities: [USER_ENTITY] });
    const { dataSource, pool } = database;
    await runMigrations(database);
    await bringReadModelsUpToDate(pool);
    for (const statement of fillTracker(items)) await pool.query(statement);
    await rebuildReadModels(pool);
    await pool.query('VACUUM ANALYZE');
    const application = await NestFactory.createApplicationContext(
      TrackingModule.with({ dataSource, pool, clock: new Clock('UTC'), jwtSecret: 'b'.repeat(32) }),
      { logger: ['error'] },
    );
    return new Site(application.get(QueryBus), async () => {
      await application.close();
      await database.close();
      await bench.database.pool.query(`DROP DATABASE ${name}`);
    });
  }

  /** The first page of the tracker, or of the items that contain a word. */
  page(word?: 'rare' | 'common'): Find {
    let n = 0;
    const text = { rare: () => `bearing${++n % RARE_ITEMS}x`, common: () => 'contract' };
    return () =>
      this.queries.execute(
        new FindItems(
          Scope.everything,
          { limit: PAGE, ...(word ? { text: text[word]() } : {}) },
          1,
        ),
      );
  }
}

/**
 * Every title contains the common word; each rare word is in one title and one note out of many.
 */
function fillTracker(items: number): readonly string[] {
  const time = `'2026-03-01T12:00:00Z'`;
  const columns = `events (ledger_id, position, stream, version, type, schema_version, data, actor_id,
    recorded_by_id, command_id, correlation_id, channel, occurred_at, recorded_at)`;
  const rest = `1, 1, gen_random_uuid(), gen_random_uuid(), 'web', ${time}, ${time}`;
  const every = items / RARE_ITEMS;
  const rare = `CASE WHEN n % ${every} < ${RARE_ITEMS} THEN 'bearing' || n % ${every} || 'x' ELSE '' END`;
  const id = `'SE-' || lpad(n::text, greatest(3, length(n::text)), '0')`;
  return [
    `INSERT INTO users (email, name, initials) VALUES ('bench@example.com', 'Bench', 'B')`,
    `INSERT INTO ledgers (ledger_id, prefix, head, next_number, last_recorded_at)
     VALUES (1, 'SE', 1 + 2 * ${items}, 1 + ${items}, ${time})`,
    `INSERT INTO ${columns} VALUES (1, 1, 'SE', 1, 'TrackerOpened', 1,
       '{"prefix": "SE", "name": "Search", "description": null}', ${rest})`,
    `INSERT INTO ${columns}
     SELECT 1, 1 + n, ${id}, 1, 'ItemCreated', 1, jsonb_build_object('number', n,
       'title', 'Definitized contract ' || n || ' ' || ${rare}, 'createDate', '2026-03-01',
       'dueDate', null, 'category', 'Programmatic', 'ownerId', 1, 'priority', 'High'), ${rest}
     FROM generate_series(1, ${items}) n`,
    `INSERT INTO ${columns}
     SELECT 1, 1 + ${items} + n, ${id}, 2, 'NoteAdded', 1, jsonb_build_object(
       'noteDate', '2026-03-01', 'content', 'Waiting for vendor ' || n % 997 || ' ' || ${rare}), ${rest}
     FROM generate_series(1, ${items}) n`,
  ];
}
