/**
 * Ctrl-C before anything was written prints one line that says so and exits with 130, for every
 * command.
 */
import { createEmptyDatabase } from '@action-tracker/runtime/testing';
import { setTimeout as wait } from 'node:timers/promises';
import { Client } from 'pg';
import { Cli, copyDatabase, query } from './support/cli';

const MAPPING = {
  dates: { formats: ['yyyy-MM-dd'] },
  fields: {
    title: { column: 'Action' },
    category: { default: 'Systems' },
    priority: { default: 'High' },
    owner: { default: 'maria@example.com' },
    create_date: { column: 'Opened' },
  },
};
const LOG = 'Action,Opened\nCheck the bolts,2026-01-05\n';
const IMPORT = ['import', 'log.csv', '--tracker', 'RAID', '--mapping', 'mapping.json'];
const IMPORT_LEDGER = ['import', 'log.ndjson', '--tracker', 'CL'];
const EXPORT = ['export', '--tracker', 'RAID', '--format', 'ndjson', '--out', 'out.ndjson'];

let furnishedUrl: string;
/** The history of the tracker, as if it were another one. */
let otherLedger = '';

function cliOn(databaseUrl: string, env: Readonly<Record<string, string>> = {}): Cli {
  const cli = new Cli({
    DATABASE_URL: databaseUrl,
    ACTION_TRACKER_USER: 'maria@example.com',
    ...env,
  });
  cli.write('log.csv', LOG);
  cli.write('mapping.json', JSON.stringify(MAPPING));
  cli.write('log.ndjson', otherLedger);
  return cli;
}

beforeAll(async () => {
  furnishedUrl = await createEmptyDatabase();
  const cli = cliOn(furnishedUrl);
  await cli.succeed('migrate');
  await cli.succeed('create-user', '--email', 'maria@example.com', '--name', 'Maria');
  await cli.succeed(...IMPORT, '--create-tracker');
  const ledger = await cli.succeed(...EXPORT.slice(0, -2));
  otherLedger = ledger.replaceAll('"RAID"', '"CL"').replaceAll('RAID-', 'CL-');
});

describe('while the program is still being loaded', () => {
  /** Sends the signal to itself as soon as somebody listens to it. */
  const onListener = `process.on('newListener', (name) => {
    if (name === 'SIGINT') process.nextTick(() => process.kill(process.pid, 'SIGINT'));
  });`;
  const NODE_OPTIONS = `--import data:text/javascript,${encodeURIComponent(onListener)}`;

  it.each([[IMPORT], [IMPORT_LEDGER], [EXPORT], [['rebuild-projections']], [['list-users']]])(
    'ends %j before it looks for its database',
    async (args) => {
      const nowhere = 'postgres://nobody@127.0.0.1:1/nothing';
      const { code, stdout, stderr } = await cliOn(nowhere, { NODE_OPTIONS }).run(...args);
      expect([code, stdout, stderr]).toEqual([130, '', 'Interrupted: nothing was written.\n']);
    },
  );
});

describe('while it waits for its database', () => {
  /** Interrupts a command at its first look at people or entries. */
  async function interrupt(cli: Cli, databaseUrl: string, args: readonly string[]) {
    const blocker = new Client({ connectionString: databaseUrl });
    await blocker.connect();
    await blocker.query('BEGIN; LOCK TABLE users, events, ledgers IN ACCESS EXCLUSIVE MODE');
    const { process: child, ended } = cli.start(...args);
    const waiting = `SELECT FROM pg_stat_activity
      WHERE datname = current_database() AND wait_event_type = 'Lock'`;
    while ((await query(databaseUrl, waiting)).length === 0) await wait(20);
    child.kill('SIGINT');
    await blocker.query('ROLLBACK');
    await blocker.end();
    return ended;
  }

  it.each([
    [IMPORT, 'nothing was written.'],
    [[...IMPORT, '--dry-run'], 'nothing was written.'],
    [[...IMPORT, '--json'], 'nothing was written.'],
    [IMPORT_LEDGER, 'nothing was written.'],
    [EXPORT, 'the export is incomplete.'],
    [['rebuild-projections'], 'nothing was changed.'],
    [['verify-projections'], 'nothing was changed.'],
  ])('ends %j in one line', async (args, consequence) => {
    const databaseUrl = await copyDatabase(furnishedUrl);
    const cli = cliOn(databaseUrl);
    cli.write('log.csv', `${LOG}Ask the vendor,2026-01-06\n`);
    const { code, stdout, stderr } = await interrupt(cli, databaseUrl, args);
    expect([code, stdout, stderr]).toEqual([130, '', `Interrupted: ${consequence}\n`]);
    const counts = 'SELECT count(*)::int AS items FROM action_items';
    expect(await query(databaseUrl, counts)).toEqual([{ items: 1 }]);
  });
});
