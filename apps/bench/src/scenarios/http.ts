import type { ItemDetail, Tracker, User } from '@action-tracker/contracts';
import { STATUSES } from '@action-tracker/domain';
import { AccessTokens, Users } from '@action-tracker/tracking';
import type { INestApplicationContext } from '@nestjs/common';
import { ServerProcess } from '../http/server-process';
import { compare, perSecond, type Work } from '../measure';
import { compared, type Bench, type Measured, type Scenario } from '../scenario';

export const CONNECTIONS = 64;
const LISTED = 1_000;
const EVENTS_OF_OLD_ITEM = 100;
/** The benchmark's own signing key, which the started server accepts. */
export const SECRET = 'b'.repeat(32);

/** HTTP with a bearer token and all checks, against bare Fastify with one statement. */
export const HTTP: Scenario = {
  name: 'over HTTP',
  async run(bench) {
    const product = await ServerProcess.startProduct(bench.databaseUrl, SECRET);
    const bare = await ServerProcess.startBare(bench.databaseUrl);
    try {
      const ours = new Caller(product, await tokenFor(bench.application));
      await ours.furnish();
      await bench.database.pool.query(BARE_TABLES);
      await bench.database.pool.query('VACUUM ANALYZE');
      return await measureAll(bench, ours, bare);
    } finally {
      await bare.stop();
      await product.stop();
    }
  },
};

const BARE_TABLES = `
  CREATE TABLE crud_new (id bigserial PRIMARY KEY, title text NOT NULL, status text NOT NULL,
    updated_at timestamptz NOT NULL);
  CREATE TABLE bare_items AS SELECT i.* FROM action_items i JOIN trackers t USING (tracker_id)
    WHERE t.prefix = 'HT';
  ALTER TABLE bare_items ADD PRIMARY KEY (id)`;

export async function tokenFor(
  application: INestApplicationContext,
  email = 'http@example.com',
): Promise<string> {
  const input = { email, name: 'Bench over HTTP' };
  return application.get(AccessTokens).issue(await application.get(Users).findOrCreate(input));
}

/** Sends the requests to the product. */
export class Caller {
  private trackerId = 0;
  private ownerId = 0;
  private readonly ids: string[] = [];

  constructor(
    private readonly server: ServerProcess,
    private readonly token: string,
  ) {}

  /** A tracker with 1,000 items, one of which has a long history. */
  async furnish(prefix = 'HT'): Promise<void> {
    this.ownerId = ((await this.read('/auth/me')) as User).id;
    const opening = { prefix, name: 'Over HTTP' };
    this.trackerId = ((await this.send('/api/trackers', opening)) as Tracker).id;
    for (let made = 0; made < LISTED; made += CONNECTIONS) {
      const count = Math.min(CONNECTIONS, LISTED - made);
      const items = await Promise.all(Array.from({ length: count }, () => this.create()));
      this.ids.push(...items.map(({ id }) => id));
    }
    for (let n = 1; n < EVENTS_OF_OLD_ITEM; n++) await this.changeStatus(this.oldItem, n);
  }

  get oldItem(): string {
    return this.ids[0] ?? '';
  }

  item(n: number): string {
    return this.ids[1 + (n % (LISTED - 1))] ?? '';
  }

  create(tracker = this.trackerId): Promise<ItemDetail> {
    const fields = { title: 'Definitized contract', category: 'Programmatic', priority: 'High' };
    const path = `/api/trackers/${tracker}/items`;
    return this.send(path, { ...fields, owner_id: this.ownerId }) as Promise<ItemDetail>;
  }

  changeStatus(id: string, n: number): Promise<unknown> {
    return this.send(`/api/items/${id}/status`, { status: statusOf(n), comment: 'because' });
  }

  async openAnother(): Promise<number> {
    return ((await this.send('/api/trackers', { prefix: 'HN', name: 'New' })) as Tracker).id;
  }

  list = (): Promise<string> =>
    this.server.ask('GET', `/api/trackers/${this.trackerId}/items`, undefined, this.token);

  async read(path: string): Promise<unknown> {
    return JSON.parse(await this.server.ask('GET', path, undefined, this.token));
  }

  private async send(path: string, body: object): Promise<unknown> {
    return JSON.parse(await this.server.ask('POST', path, body, this.token));
  }
}

async function measureAll(bench: Bench, ours: Caller, bare: ServerProcess): Promise<Measured[]> {
  const another = await ours.openAnother();
  const now = new Date().toISOString();
  let n = 0;
  const live = () => ours.read(`/api/items/${ours.oldItem}`);
  const cases: readonly (readonly [name: string, baseline: Work, product: Work, least: number])[] =
    [
      [
        'POST status',
        () => bare.ask('POST', '/status', { id: ++n % 10_000, status: statusOf(n), comment: 'x' }),
        () => ours.changeStatus(ours.item(++n), n),
        0.5,
      ],
      [
        'POST item',
        () => bare.ask('POST', '/items', { title: 'Definitized contract' }),
        () => ours.create(another),
        0.5,
      ],
      [
        'GET item',
        () => bare.ask('GET', `/items/${ours.item(++n)}`),
        () => ours.read(`/api/items/${ours.item(++n)}`),
        0.5,
      ],
      ['GET list of 1,000 items', () => bare.ask('GET', '/items'), ours.list, 0.7],
      [
        'GET item as_of with 100 events, by GET item',
        live,
        () => ours.read(`/api/items/${ours.oldItem}?as_of=${now}`),
        0.5,
      ],
    ];
  const measured: Measured[] = [];
  for (const [name, baseline, product, least] of cases) {
    measured.push(await measure(bench, `over HTTP: ${name}`, [baseline, product], least));
  }
  return measured;
}

export async function measure(
  { effort }: Bench,
  name: string,
  [baseline, product]: readonly [Work, Work],
  least: number,
): Promise<Measured> {
  const during = (work: Work, seconds: number) => () => perSecond(work, CONNECTIONS, seconds);
  await compare(1, during(baseline, 0.5), during(product, 1));
  const { rounds, secondsPerRound } = effort;
  const found = await compare(
    rounds,
    during(baseline, secondsPerRound),
    during(product, secondsPerRound),
  );
  return compared(name, '/s', found, least);
}

const statusOf = (n: number) => STATUSES[n % STATUSES.length] ?? 'New';
