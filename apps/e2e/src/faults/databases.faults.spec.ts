/**
 * Databases behind a pooler, restored from a dump, failing over to a standby, or with a full disk.
 */
import { freePort, postgresAccount, type TestPostgres } from '@action-tracker/runtime/testing';
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chownSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { query } from '../support/cli';
import {
  openFolder,
  runInstalled,
  startExisting,
  startInstalled,
  systemProgram,
} from './installed';
import { expectNothingLost } from './nothing-lost';
import { RestartableProduct } from './restartable';
import { together, Writers } from './writers';

const ATTEMPTS = 600;
const RETRY_MS = 50;

async function until(condition: () => boolean | Promise<boolean>): Promise<void> {
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    if (await condition()) return;
    await wait(RETRY_MS);
  }
  throw new Error('Expected it to happen at last');
}

async function startPooler(postgres: TestPostgres) {
  const program = systemProgram('pgbouncer', 'pgbouncer');
  const port = await freePort();
  const file = join(openFolder(), 'pgbouncer.ini');
  const target = `host=127.0.0.1 port=${postgres.port} user=postgres password=test`;
  const settings = [
    ...[`[databases]`, `postgres = ${target}`, `[pgbouncer]`, `listen_addr = 127.0.0.1`],
    ...[`listen_port = ${port}`, `auth_type = any`, `pool_mode = transaction`, `unix_socket_dir =`],
    ...[`default_pool_size = 5`, `server_idle_timeout = 1`],
  ];
  writeFileSync(file, settings.join('\n'));
  const child = spawn(program, ['-q', file], { ...(await postgresAccount()), stdio: 'ignore' });
  const url = Object.assign(new URL(postgres.url()), { port: String(port) }).href;
  await until(() =>
    query(url, 'SELECT').then(
      () => true,
      () => false,
    ),
  );
  const stop = async () => {
    child.kill('SIGKILL');
    await once(child, 'exit');
  };
  return { url, stop };
}

describe('With an installed PostgreSQL, nothing acknowledged is lost', () => {
  it('behind pgbouncer in transaction mode, where connections change all the time', async () => {
    const postgres = await startInstalled();
    const pooler = await startPooler(postgres);
    const more = { DB_PREPARED_STATEMENTS: 'off' };
    const products = [
      await RestartableProduct.start(pooler.url, more),
      await RestartableProduct.start(pooler.url, more),
    ];
    const writers = await Writers.start(products.map(({ url }) => url));
    await writers.acknowledge(1_000);
    const outcome = await writers.stop();
    for (const product of products) await product.stop();
    await pooler.stop();
    await expectNothingLost(
      'pgbouncer in transaction mode, 2 API processes',
      postgres.url(),
      outcome,
    );
    await postgres.stop();
  });

  it('in a dump that is restored into another server, where writing goes on', async () => {
    const postgres = await startInstalled();
    const product = await RestartableProduct.start(postgres.url());
    const writers = await Writers.start([product.url]);
    await writers.acknowledge(300);
    const before = await writers.stop();
    await product.stop();
    const dump = join(openFolder(), 'dump');
    mkdirSync(dump);
    const account = await postgresAccount();
    if (account) chownSync(dump, account.uid, account.gid);
    const file = join(dump, 'tracker.dump');
    await runInstalled('pg_dump', '--format=custom', `--file=${file}`, postgres.url());
    await postgres.stop();
    const restored = await startInstalled();
    await runInstalled('pg_restore', '--exit-on-error', `--dbname=${restored.url()}`, file);
    await product.restart({ DATABASE_URL: restored.url() });
    const more = await Writers.start([product.url], 32, 'NEW');
    await more.acknowledge(300);
    const outcome = together(before, await more.stop());
    await product.stop();
    await expectNothingLost('pg_dump, restored into another server', restored.url(), outcome);
    await restored.stop();
  });

  it('when a synchronous standby takes over from a server that was killed', async () => {
    const primary = await startInstalled();
    const folder = openFolder();
    const data = join(folder, 'postgres');
    mkdirSync(data, { mode: 0o700 });
    const account = await postgresAccount();
    if (account) chownSync(data, account.uid, account.gid);
    const from = `host=127.0.0.1 port=${primary.port} user=postgres password=test application_name=standby`;
    await runInstalled('pg_basebackup', '-d', from, '-D', data, '-R', '-X', 'stream', '-c', 'fast');
    const standby = await startExisting(folder, await freePort());
    await query(primary.url(), `ALTER SYSTEM SET synchronous_standby_names = 'standby'`);
    await query(primary.url(), 'SELECT pg_reload_conf()');
    const isSynchronous = `SELECT FROM pg_stat_replication WHERE sync_state = 'sync'`;
    await until(async () => (await query(primary.url(), isSynchronous)).length === 1);
    const product = await RestartableProduct.start(primary.url());
    const writers = await Writers.start([product.url]);
    await writers.acknowledge(300);
    await primary.stop('SIGKILL');
    await product.kill();
    await query(standby.url(), 'SELECT pg_promote()');
    await query(standby.url(), `ALTER SYSTEM RESET synchronous_standby_names`);
    await query(standby.url(), 'SELECT pg_reload_conf()');
    await product.restart({ DATABASE_URL: standby.url() });
    await writers.acknowledge(300);
    const outcome = await writers.stop();
    await product.stop();
    await expectNothingLost('synchronous standby promoted', standby.url(), outcome);
    await standby.stop();
  });

  it('when the disk is full until somebody makes room', async () => {
    const folder = openFolder();
    const mount = systemProgram('mount', 'mount');
    execFileSync(mount, ['-t', 'tmpfs', '-o', 'size=200m,mode=755', 'tmpfs', folder]);
    try {
      const wal = ['min_wal_size=32MB', 'max_wal_size=32MB'];
      const postgres = await startInstalled(wal, folder);
      const product = await RestartableProduct.start(postgres.url());
      const writers = await Writers.start([product.url]);
      await writers.acknowledge(100);
      const ballast = join(folder, 'ballast');
      fill(ballast);
      await until(() => readFileSync(postgres.logFile, 'utf8').includes('No space left on device'));
      rmSync(ballast);
      await postgres.stop('SIGQUIT');
      await postgres.start();
      await product.recover();
      await writers.acknowledge(100);
      const outcome = await writers.stop();
      expect(product.isAlive).toBe(true);
      await product.stop();
      await expectNothingLost('full disk, until there is room', postgres.url(), outcome);
      await postgres.stop();
    } finally {
      execFileSync(systemProgram('umount', 'mount'), ['--lazy', folder]);
    }
  });
});

/** Takes all the room that is left. */
function fill(path: string): void {
  const { status } = spawnDd(path);
  if (status === 0 || !existsSync(path)) throw new Error('Expected the disk to become full');
}

function spawnDd(path: string): { status: number } {
  try {
    execFileSync('dd', ['if=/dev/zero', `of=${path}`, 'bs=64k'], { stdio: 'ignore' });
    return { status: 0 };
  } catch {
    return { status: 1 };
  }
}
