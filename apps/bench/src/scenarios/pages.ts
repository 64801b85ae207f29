import { ServerProcess } from '../http/server-process';
import { fillWithLargeTracker, type LargeTracker, type Size } from '../large-tracker';
import type { Work } from '../measure';
import { limited, type Bench, type Measured, type Scenario } from '../scenario';
import { measure, SECRET } from './http';

const FEW = 1_000;
const MANY = 50_000;
const EMPTY_TRACKERS = 1_000;
const LISTS_AT_ONCE = 4;
const PEAK_MEGABYTES = 250;
/** Against a bare server with the same rows. */
const LEAST_OF_BARE = 0.5;
/** The cost of a page must not grow with the tracker: at most 1.5 times as much in a large one. */
const LEAST_OF_FEW = 0.67;

/** Page loads in a large tracker, against a bare server and against a small tracker. */
export const PAGES: Scenario = {
  name: 'pages of 50,000 items',
  async run(bench) {
    const few = await Place.start(bench, 'pages_few', { items: FEW });
    const many = await Place.start(bench, 'pages_many', { items: MANY });
    const wide = await Place.start(bench, 'pages_wide', {
      ...{ items: FEW, emptyTrackers: EMPTY_TRACKERS },
    });
    try {
      return await measureAll(bench, few, many, wide);
    } finally {
      for (const place of [few, many, wide]) await place.stop();
    }
  },
};

/** A separate database with a tracker, and a server for it. */
class Place {
  private constructor(
    private readonly drop: () => Promise<unknown>,
    readonly databaseUrl: string,
    private readonly server: ServerProcess,
    private readonly tracker: LargeTracker,
  ) {}

  static async start(bench: Bench, name: string, size: Size): Promise<Place> {
    const { pool } = bench.database;
    await pool.query(`CREATE DATABASE ${name}`);
    const databaseUrl = Object.assign(new URL(bench.databaseUrl), { pathname: `/${name}` }).href;
    const tracker = await fillWithLargeTracker(databaseUrl, SECRET, size);
    const server = await ServerProcess.startProduct(databaseUrl, SECRET);
    const drop = () => pool.query(`DROP DATABASE ${name} WITH (FORCE)`);
    return new Place(drop, databaseUrl, server, tracker);
  }

  /** Requests a URL below the tracker. */
  below = (query: string): Work => this.asks(`/api/trackers/${this.tracker.trackerId}/${query}`);

  asks =
    (path: string): Work =>
    () =>
      this.server.ask('GET', path, undefined, this.tracker.token);

  /** Every change differs, so that cached results of the tracker do not help. */
  renames(): Work {
    let n = 0;
    const path = `/api/trackers/${this.tracker.trackerId}`;
    return () => this.server.ask('PATCH', path, { name: `Name ${n++}` }, this.tracker.token);
  }

  get peakMegabytes(): number {
    return this.server.peakMegabytes;
  }

  async stop(): Promise<void> {
    await this.server.stop();
    await this.drop();
  }
}

type Line = readonly [name: string, baseline: Work, product: Work, least: number];

async function measureAll(bench: Bench, few: Place, many: Place, wide: Place): Promise<Measured[]> {
  const bare = await ServerProcess.startBare(many.databaseUrl);
  const page = (place: Place) => place.below('items?limit=100');
  const barePage = () => bare.ask('GET', '/page');
  const lines: readonly Line[] = [
    ['page of 100 of 50,000 items', barePage, page(many), LEAST_OF_BARE],
    ...QUESTIONS.map(([name, ask]) => byFew(name, ask(few), ask(many))),
    ['1,000 more trackers: page of all items', allItems(few), allItems(wide), LEAST_OF_FEW],
  ];
  const measured: Measured[] = [];
  try {
    for (const [name, baseline, product, least] of lines) {
      measured.push(await measure(bench, name, [baseline, product], least));
    }
    return [...measured, await memoryOfWholeLists(many)];
  } finally {
    await bare.stop();
  }
}

async function memoryOfWholeLists(place: Place): Promise<Measured> {
  const list = place.below('items');
  for (let round = 0; round < 3; round++) {
    await Promise.all(Array.from({ length: LISTS_AT_ONCE }, list));
  }
  const name = `${LISTS_AT_ONCE} whole lists of 50,000 items at once, peak memory of the server`;
  return limited(name, 'MB', place.peakMegabytes, PEAK_MEGABYTES);
}

const allItems = (place: Place): Work => place.asks('/api/items?limit=100');
const byFew = (name: string, few: Work, many: Work): Line => [
  `50,000 by 1,000 items: ${name}`,
  few,
  many,
  LEAST_OF_FEW,
];

const QUESTIONS: readonly (readonly [name: string, ask: (place: Place) => Work])[] = [
  ['page', (place) => place.below('items?limit=100')],
  ['page after LG-900', (place) => place.below('items?limit=100&after=LG-900')],
  ['page with status', (place) => place.below('items?limit=100&status=Complete')],
  ['page of overdue', (place) => place.below('items?limit=100&due=overdue')],
  ['page of an owner', (place) => place.below('items?limit=100&owner_id=1')],
  ['page of all items', allItems],
  ['list of trackers', (place) => place.asks('/api/trackers')],
  ['summary', (place) => place.asks('/api/reports/summary')],
  ['PATCH tracker', (place) => place.renames()],
];
