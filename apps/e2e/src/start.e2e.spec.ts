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
import { query } from './support/cli';
import { startAndFail, startNpm, startProcess, type ProductProcess } from './support/product';

let dataDir: string;

function newFolder(): void {
  dataDir = mkdtempSync(join(tmpdir(), 'action-tracker-start-'));
  chmodSync(dataDir, 0o755);
}
const removeFolder = () => rmSync(dataDir, { recursive: true, force: true });

/** The process id of the PostgreSQL in the folder, while it runs. */
function postgresPid(): number | undefined {
  try {
    return Number(readFileSync(join(dataDir, 'postgres/postmaster.pid'), 'utf8').split('\n')[0]);
  } catch {
    return undefined;
  }
}

/** A product that never gets there fails the test with what it has printed. */
async function until(
  product: ProductProcess,
  isSo: () => boolean | Promise<boolean>,
): Promise<void> {
  const deadline = performance.now() + 60_000;
  while (!(await isSo())) {
    if (performance.now() > deadline) throw new Error(`Still waiting after:\n${product.output()}`);
    await wait(50);
  }
}

/** Each test goes on with the folder, and often the server, of the one before. */
describe('A data folder', () => {
  let product: ProductProcess;
  const item = () => ApiClient.signIn(product.url).then((api) => api.get('/api/items/AD-001'));
  let created: unknown;

  beforeAll(newFolder);
  afterAll(removeFolder);

  it('that is empty gets a database, and files that others cannot read', async () => {
    product = await startProcess({ DATA_DIR: dataDir });
    const api = await ApiClient.signIn(product.url);
    await api.createItem((await api.openTracker('AD', 'Astro Digital')).id);
    created = (await item()).body;
    for (const name of ['postgres.json', 'jwt-secret']) {
      expect(statSync(join(dataDir, name)).mode & 0o777).toBe(0o600);
    }
  });

  it('serves one server: a second one says which has it, and what to do', async () => {
    const second = await startAndFail({ DATA_DIR: dataDir });
    expect(second.code).toBe(1);
    expect(second.output).toContain('Another Action Tracker (action-tracker server, process ');
    expect(second.output).toContain('another DATA_DIR and PORT');
    expect((await fetch(`${product.url}/health`)).status).toBe(200);
  });

  it('is left without PostgreSQL by a server that stops, and by one whose port is taken', async () => {
    expect(await product.stop()).toBe(0);
    expect(postgresPid()).toBeUndefined();
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

  it('keeps its data over a restart', async () => {
    product = await startProcess({ DATA_DIR: dataDir });
    expect((await item()).body).toEqual(created);
  });

  it('gets its PostgreSQL back when that ends under the server, and loses nothing', async () => {
    process.kill(postgresPid() ?? 0, 'SIGKILL');
    await until(product, () => product.output().includes('runs again.'));
    expect(product.output()).toContain(`PostgreSQL in ${dataDir} has ended. Starting it again.`);
    await until(product, async () => {
      const signal = AbortSignal.timeout(5_000);
      return (await fetch(`${product.url}/health/ready`, { signal })).status === 200;
    });
    expect((await item()).body).toEqual(created);
    const api = await ApiClient.signIn(product.url);
    await api.openTracker('LX', 'Lumen');
  });

  it('recovers after kill -9 of the server and of PostgreSQL with all that was acknowledged', async () => {
    expect(await product.stop('SIGKILL')).toBe('SIGKILL');
    const orphan = postgresPid();
    expect(orphan).toBeDefined();
    product = await startProcess({ DATA_DIR: dataDir });
    expect((await item()).body).toEqual(created);
    // This time PostgreSQL itself dies with the process that started it.
    await product.stop('SIGKILL');
    process.kill(orphan ?? 0, 'SIGKILL');
    product = await startProcess({ DATA_DIR: dataDir });
    expect((await item()).body).toEqual(created);
  });

  it('is refused when a newer version has taken something away', async () => {
    const { port, password } = JSON.parse(readFileSync(join(dataDir, 'postgres.json'), 'utf8')) as {
      port: number;
      password: string;
    };
    await query(
      `postgres://action_tracker:${password}@127.0.0.1:${port}/action_tracker`,
      `INSERT INTO migrations (timestamp, name) VALUES (1, 'ContractUsers2099010100001')`,
    );
    expect(await product.stop('SIGTERM')).toBe(0);
    expect(postgresPid()).toBeUndefined();
    const { code, output } = await startAndFail({ DATA_DIR: dataDir });
    expect(code).toBe(1);
    expect(output).toContain(
      'parts of the schema that this one needs (ContractUsers2099010100001)',
    );
    expect(postgresPid()).toBeUndefined();
  });
});

describe('npm start', () => {
  beforeEach(newFolder);
  afterEach(removeFolder);

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

describe('A start that cannot succeed says what to do', () => {
  beforeEach(newFolder);
  afterEach(removeFolder);

  it.each([
    ['the folder is a file', () => join(dataDir, 'a-file'), 'EEXIST'],
    ['the folder lies below a file', () => join(dataDir, 'a-file/data'), 'ENOTDIR'],
  ])('when %s, in one line', async (_, folder, code) => {
    writeFileSync(join(dataDir, 'a-file'), '');
    const { code: exitCode, output } = await startAndFail({ DATA_DIR: folder() });
    expect(exitCode).toBe(1);
    expect(output.trim()).toMatch(new RegExp(`^Cannot use DATA_DIR .*${code}.*$`));
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
