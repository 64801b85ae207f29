/** The database role of the servers: everything works with it, but it cannot alter the ledger. */
import { createEmptyDatabase } from '@action-tracker/runtime/testing';
import { randomUUID } from 'node:crypto';
import { ApiClient } from './support/api-client';
import { Cli, query } from './support/cli';
import { startAndFail, startProduct, type Product } from './support/product';
import { useTheCommandLine } from './support/whole-product';

const ROLE = `server_${randomUUID().slice(0, 8)}`;
const WARNING = 'the role of DATABASE_URL owns the ledger';

let ownerUrl: string;
let serverUrl: string;
let owner: Cli;

const production = (databaseUrl: string) => ({
  NODE_ENV: 'production',
  DATABASE_URL: databaseUrl,
  JWT_SECRET: 's'.repeat(32),
  ALLOWED_EMAIL_DOMAINS: 'example.com',
  GOOGLE_CLIENT_ID: 'client',
  GOOGLE_CLIENT_SECRET: 'secret',
  PUBLIC_URL: 'https://tracker.example.com',
});

/** The same database under another role. */
function under(role: string, databaseUrl: string): string {
  const password = `it's "${role}"`;
  const url = new URL(databaseUrl);
  return Object.assign(url, { username: role, password: encodeURIComponent(password) }).href;
}

beforeAll(async () => {
  ownerUrl = await createEmptyDatabase();
  serverUrl = under(ROLE, ownerUrl);
  owner = new Cli({ DATABASE_URL: ownerUrl, SERVER_DATABASE_URL: serverUrl });
});

afterAll(() => query(ownerUrl, `DROP OWNED BY ${ROLE}; DROP ROLE ${ROLE}`));

describe('The role of the servers', () => {
  it('is missing: the server says what to do, in one line', async () => {
    const early = under(`${ROLE}_early`, ownerUrl);
    await query(ownerUrl, `CREATE ROLE ${ROLE}_early LOGIN PASSWORD 'early'`);
    const url = Object.assign(new URL(early), { password: 'early' }).href;
    // The schema of another role, to which a migration of this program is still to come.
    await new Cli({ DATABASE_URL: ownerUrl }).succeed('migrate');
    const [last] = await query<{ name: string; timestamp: string }>(
      ownerUrl,
      'SELECT name, timestamp FROM migrations ORDER BY id DESC LIMIT 1',
    );
    await query(
      ownerUrl,
      `DELETE FROM migrations WHERE name = '${last?.name}'; GRANT SELECT ON migrations TO ${ROLE}_early`,
    );
    const { code, output } = await startAndFail({ DATABASE_URL: url });
    await query(
      ownerUrl,
      `INSERT INTO migrations (timestamp, name) VALUES (${last?.timestamp}, '${last?.name}');
       DROP OWNED BY ${ROLE}_early; DROP ROLE ${ROLE}_early`,
    );
    expect(code).toBe(1);
    expect(output.trim()).toBe(
      `Expected an up-to-date schema, found 1 of its migrations missing, and the role ` +
        `"${ROLE}_early" cannot run them: run \`action-tracker migrate\` with the role that owns the tables.`,
    );
  });

  it('is created by migrate, which can be repeated', async () => {
    await owner.succeed('migrate');
    expect(await owner.succeed('migrate')).toBe('The schema is up to date.\n');
    const rights = await query(
      ownerUrl,
      `SELECT privilege_type AS privilege FROM information_schema.role_table_grants
       WHERE grantee = '${ROLE}' AND table_name = 'events' ORDER BY 1`,
    );
    expect(rights).toEqual([{ privilege: 'INSERT' }, { privilege: 'SELECT' }]);
  });

  it('serves people', async () => {
    const product = await startProduct({ DATABASE_URL: serverUrl, JWT_SECRET: 's'.repeat(32) });
    try {
      const api = await ApiClient.signIn(product.url, 'Tom Baker', 'tb@example.com');
      await api.openTracker('TABL', 'Tables');
      const tracker = await api.openTracker('AD', 'Astro Digital');
      const { id } = await api.createItem(tracker.id, { title: 'Ship the unit' });
      await api.patch(`/api/items/${id}`, { title: 'Ship the flight unit' });
      await api.post(`/api/items/${id}/status`, { status: 'In Progress', comment: 'Started' });
      expect((await api.get(`/api/items/${id}/history`)).status).toBe(200);
      expect((await api.get('/api/items?q=flight')).body).toMatchObject([{ id }]);
      expect((await api.get('/health')).status).toBe(200);
      expect((await api.post('/auth/logout', {})).status).toBe(204);
    } finally {
      await product.stop();
    }
  });

  it('runs every command, also those that fill read tables', async () => {
    const unused = await useTheCommandLine(new Cli({ DATABASE_URL: serverUrl }));
    expect(unused).toEqual([]);
    await owner.succeed('migrate');
    await new Cli({ DATABASE_URL: serverUrl }).succeed('verify-projections');
  });

  it.each([
    ['UPDATE events SET actor_id = 2', 'permission denied'],
    ['DELETE FROM events', 'permission denied'],
    ['TRUNCATE events', 'permission denied'],
    ['ALTER TABLE events DISABLE TRIGGER events_only_grow', 'must be owner'],
    ['DROP TRIGGER events_only_grow ON events', 'must be owner'],
    ['DROP TABLE events', 'must be owner'],
    ['DELETE FROM migrations', 'permission denied'],
    [`CREATE OR REPLACE FUNCTION refuse_to_change_events() RETURNS trigger LANGUAGE sql AS ''`, ''],
    ['SET session_replication_role = replica', 'permission denied'],
  ])('may not %s', async (sql, refusal) => {
    await expect(query(serverUrl, sql)).rejects.toThrow(refusal);
  });

  it('finds a trigger that is off', async () => {
    await query(ownerUrl, 'ALTER TABLE events DISABLE TRIGGER events_only_grow');
    try {
      const { code, stdout } = await new Cli({ DATABASE_URL: serverUrl }).run('verify-projections');
      expect(code).toBe(1);
      expect(stdout).toContain('a trigger events_only_grow that refuses changes');
    } finally {
      await query(ownerUrl, 'ALTER TABLE events ENABLE TRIGGER events_only_grow');
    }
  });
});

describe('A server in production', () => {
  async function saidUnder(databaseUrl: string): Promise<string> {
    const product: Product = await startProduct(production(databaseUrl));
    await product.stop();
    return product.output();
  }

  it('warns when its role owns the ledger', async () => {
    expect(await saidUnder(ownerUrl)).toContain(WARNING);
  });

  it('says nothing when it does not', async () => {
    expect(await saidUnder(serverUrl)).not.toContain(WARNING);
  });
});

describe('SERVER_DATABASE_URL', () => {
  it('names another role than DATABASE_URL', async () => {
    const { code, stderr } = await new Cli({
      DATABASE_URL: ownerUrl,
      SERVER_DATABASE_URL: ownerUrl,
    }).run('migrate');
    expect(code).toBe(1);
    expect(stderr).toContain('expected a different role from DATABASE_URL');
  });

  it('comes with DATABASE_URL', async () => {
    const { code, stderr } = await new Cli({ SERVER_DATABASE_URL: serverUrl }).run('migrate');
    expect(code).toBe(1);
    expect(stderr).toContain('SERVER_DATABASE_URL: expected DATABASE_URL as well, found nothing');
  });

  it('names a role that exists, where the owner may create none', async () => {
    const weak = `${ROLE}_owner`;
    const databaseUrl = await createEmptyDatabase();
    const database = new URL(databaseUrl).pathname.slice(1);
    await query(ownerUrl, `CREATE ROLE ${weak} LOGIN PASSWORD 'weak'`);
    await query(ownerUrl, `ALTER DATABASE ${database} OWNER TO ${weak}`);
    const { code, stderr } = await new Cli({
      DATABASE_URL: Object.assign(new URL(databaseUrl), { username: weak, password: 'weak' }).href,
      SERVER_DATABASE_URL: under(`${ROLE}_other`, databaseUrl),
    }).run('migrate');
    await query(ownerUrl, `DROP DATABASE ${database} WITH (FORCE)`);
    await query(ownerUrl, `DROP ROLE ${weak}`);
    expect(code).toBe(1);
    expect(stderr).toContain(`CREATE ROLE "${ROLE}_other" LOGIN PASSWORD '…'`);
    expect(stderr).toContain(`GRANT "${ROLE}_other" TO "${weak}"`);
  });
});
