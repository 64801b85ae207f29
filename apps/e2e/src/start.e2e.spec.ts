import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { ApiClient } from './support/api-client';
import { startAndFail, startNpm, startProcess, type Product } from './support/product';

let dataDir: string;

beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'action-tracker-start-'));
  chmodSync(dataDir, 0o755);
});

afterEach(() => {
  rmSync(dataDir, { recursive: true, force: true });
});

/** The process id of the PostgreSQL in the folder, while it runs. */
function postgresPid(): number | undefined {
  try {
    return Number(readFileSync(join(dataDir, 'postgres/postmaster.pid'), 'utf8').split('\n')[0]);
  } catch {
    return undefined;
  }
}

describe('Starting on an empty folder', () => {
  it('creates a database, keeps its data over a restart, and stops without leaving anything', async () => {
    const first = await startProcess({ DATA_DIR: dataDir });
    const before = await ApiClient.signIn(first.url);
    const tracker = await before.openTracker('AD', 'Astro Digital');
    const item = await before.createItem(tracker.id);
    expect(await first.stop()).toBe(0);
    expect(postgresPid()).toBeUndefined();

    const second = await startProcess({ DATA_DIR: dataDir });
    const after = await ApiClient.signIn(second.url);
    const { notes: _, ...found } = (
      await after.get<typeof item & { notes: unknown }>('/api/items/AD-001')
    ).body;
    const { notes: __, ...expected } = item as typeof item & { notes: unknown };
    expect(found).toEqual(expected);
    expect(await second.stop('SIGTERM')).toBe(0);
    for (const name of ['postgres.json', 'jwt-secret']) {
      expect(statSync(join(dataDir, name)).mode & 0o777).toBe(0o600);
    }
  });

  it('recovers after kill -9 with everything that was acknowledged', async () => {
    const first = await startProcess({ DATA_DIR: dataDir });
    const api = await ApiClient.signIn(first.url);
    const tracker = await api.openTracker('AD', 'Astro Digital');
    await api.createItem(tracker.id);
    expect(await first.stop('SIGKILL')).toBe('SIGKILL');
    const orphan = postgresPid();
    expect(orphan).toBeDefined();

    const second = await startProcess({ DATA_DIR: dataDir });
    const again = await ApiClient.signIn(second.url);
    expect((await again.get('/api/items/AD-001')).status).toBe(200);
    // This time PostgreSQL itself dies with the process that started it.
    await second.stop('SIGKILL');
    process.kill(orphan ?? 0, 'SIGKILL');

    const third = await startProcess({ DATA_DIR: dataDir });
    const last = await ApiClient.signIn(third.url);
    expect((await last.get('/api/items/AD-001')).status).toBe(200);
    expect(await third.stop()).toBe(0);
  });
});

describe('npm start', () => {
  /** The folder is private, as a home is: as root, PostgreSQL then keeps its data outside of it. */
  it('works in a private folder, and on SIGTERM to npm stops server and PostgreSQL', async () => {
    chmodSync(dataDir, 0o700);
    const npm = await startNpm({ DATA_DIR: dataDir, PORT: '0' });
    const data = realpathSync(join(dataDir, 'postgres'));
    expect((await fetch(`${npm.url}/health`)).status).toBe(200);
    expect(postgresPid()).toBeDefined();
    expect(await npm.stop('SIGTERM')).toBe(0);
    expect(postgresPid()).toBeUndefined();
    await expect(fetch(`${npm.url}/health`)).rejects.toThrow();
    expect(statSync(dataDir).mode & 0o777).toBe(0o700);
    if (!data.startsWith(realpathSync(dataDir))) rmSync(dirname(data), { recursive: true });
  });
});

/** A product that never gets there fails the test with what it has printed. */
async function until(product: Product, isSo: () => boolean | Promise<boolean>): Promise<void> {
  const deadline = performance.now() + 60_000;
  while (!(await isSo())) {
    if (performance.now() > deadline) throw new Error(`Still waiting after:\n${product.output()}`);
    await wait(50);
  }
}

describe('PostgreSQL that ends under the server', () => {
  it('is started again, both are logged, and nothing is lost', async () => {
    const product = await startProcess({ DATA_DIR: dataDir });
    const api = await ApiClient.signIn(product.url);
    const tracker = await api.openTracker('AD', 'Astro Digital');
    await api.createItem(tracker.id);
    process.kill(postgresPid() ?? 0, 'SIGKILL');
    await until(product, () => product.output().includes('runs again.'));
    expect(product.output()).toContain(`PostgreSQL in ${dataDir} has ended. Starting it again.`);
    await until(product, async () => {
      const signal = AbortSignal.timeout(5_000);
      return (await fetch(`${product.url}/health/ready`, { signal })).status === 200;
    });
    expect((await api.get('/api/items/AD-001')).status).toBe(200);
    await api.createItem(tracker.id);
    expect(await product.stop()).toBe(0);
    expect(postgresPid()).toBeUndefined();
  });
});

describe('A start that cannot succeed says what to do', () => {
  it('when another server uses the folder', async () => {
    const first = await startProcess({ DATA_DIR: dataDir });
    const second = await startAndFail({ DATA_DIR: dataDir });
    expect(second.code).toBe(1);
    expect(second.output).toContain('Another Action Tracker (action-tracker server, process ');
    expect(second.output).toContain('another DATA_DIR and PORT');
    expect((await fetch(`${first.url}/health`)).status).toBe(200);
    await first.stop();
  });

  it.each([
    ['the folder is a file', () => join(dataDir, 'a-file'), 'EEXIST'],
    ['the folder lies below a file', () => join(dataDir, 'a-file/data'), 'ENOTDIR'],
  ])('when %s, in one line', async (_, folder, code) => {
    writeFileSync(join(dataDir, 'a-file'), '');
    const { code: exitCode, output } = await startAndFail({ DATA_DIR: folder() });
    expect(exitCode).toBe(1);
    expect(output.trim()).toMatch(new RegExp(`^Cannot use DATA_DIR .*${code}.*$`));
  });

  it('when the port is taken, and stops what it had started', async () => {
    const other = createServer();
    const port = await new Promise<number>((listening) => {
      other.listen(0, '127.0.0.1', () => {
        const address = other.address();
        listening(typeof address === 'object' && address ? address.port : 0);
      });
    });
    const { code, output } = await startAndFail({ DATA_DIR: dataDir, PORT: String(port) });
    other.close();
    expect(code).toBe(1);
    expect(output).toContain(`Port ${port} on 127.0.0.1 is in use`);
    expect(postgresPid()).toBeUndefined();
  });

  it('when a newer version has taken something away', async () => {
    const first = await startProcess({ DATA_DIR: dataDir });
    const { port, password } = JSON.parse(readFileSync(join(dataDir, 'postgres.json'), 'utf8')) as {
      port: number;
      password: string;
    };
    const url = `postgres://action_tracker:${password}@127.0.0.1:${port}/action_tracker`;
    const insert = `INSERT INTO migrations (timestamp, name) VALUES (1, 'ContractUsers2099010100001')`;
    const code = `import pg from 'pg'; const c = new pg.Client(process.env.URL); await c.connect();
      await c.query(process.env.SQL); await c.end();`;
    const env = { PATH: process.env.PATH, URL: url, SQL: insert };
    spawnSync(process.execPath, ['--input-type=module', '-e', code], { env });
    await first.stop();
    const second = await startAndFail({ DATA_DIR: dataDir });
    expect(second.code).toBe(1);
    expect(second.output).toContain(
      'parts of the schema that this one needs (ContractUsers2099010100001)',
    );
  });

  it('when the configuration is wrong: all of it at once, and no secret is shown', async () => {
    const { code, output } = await startAndFail({
      DATA_DIR: dataDir,
      PORT: 'eighty',
      TIME_ZONE: 'Mars/Olympus',
      JWT_SECRET: 'too-short-secret',
    });
    expect(code).toBe(1);
    expect(output).toContain('PORT: expected a whole number from 0 to 65535, found "eighty"');
    expect(output).toContain('TIME_ZONE: expected an IANA time zone');
    expect(output).toContain('JWT_SECRET: expected at least 32 bytes');
    expect(output).not.toContain('too-short-secret');
  });

  it('when the database cannot be reached, without showing its password', async () => {
    const url = 'postgres://user:hush@127.0.0.1:1/nowhere';
    const { code, output } = await startAndFail({ DATABASE_URL: url });
    expect(code).toBe(1);
    expect(output).toContain('Cannot reach the database at 127.0.0.1:1/nowhere');
    expect(output).not.toContain('hush');
  });
});
