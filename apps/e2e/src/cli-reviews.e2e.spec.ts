import type { Minutes, Review } from '@action-tracker/contracts';
import { createEmptyDatabase } from '@action-tracker/runtime/testing';
import { parse } from 'csv-parse/sync';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ApiClient } from './support/api-client';
import { Cli, query } from './support/cli';
import { startProduct } from './support/product';

const SECRET = 's'.repeat(32);
const MARIA = 'maria@example.com';

let databaseUrl: string;
let cli: Cli;

beforeAll(async () => {
  databaseUrl = await createEmptyDatabase();
  cli = new Cli({ DATABASE_URL: databaseUrl, JWT_SECRET: SECRET });
  await cli.succeed('migrate');
  await cli.succeed('create-user', '--email', MARIA, '--name', 'Maria Ferreira');
  await cli.succeed('seed', '--as', MARIA);
});

const reviewsOf = () => cli.json<readonly Review[]>('reviews', 'list', 'AD');

describe('reviews', () => {
  it('are listed, latest first', async () => {
    const [second, first] = await reviewsOf();
    expect([second?.number, first?.number]).toEqual([2, 1]);
    const line = (review?: Review) =>
      `${review?.number}  ${review?.held_on}  closed at position ${review?.position}  8 discussed  Weekly with Astro Digital\n`;
    expect(await cli.succeed('reviews', 'list', 'AD')).toBe(line(second) + line(first));
  });

  it('have minutes as text and as the page of the API, also in a file', async () => {
    const minutes = await cli.json<Minutes>('reviews', 'minutes', 'AD', '2');
    const text = await cli.succeed('reviews', 'minutes', 'AD', '2');
    expect(text).toContain('AD · Astro Digital\nReview 2: Weekly with Astro Digital\n====');
    expect(text).toContain('Participants: Daniel Okafor, Hannah Lindqvist, Priya Raman\n');
    expect(text).toContain(`As of entry ${minutes.position} of the ledger AD, closed `);
    for (const { id, title } of minutes.open_items) expect(text).toContain(`\n${id}  ${title}\n`);
    expect(text).toContain('Vendor will propose a new date by Friday. (Daniel Okafor)');

    const args = ['reviews', 'minutes', 'AD', '2', '--format', 'html', '--out', 'ad-2.html'];
    expect(await cli.succeed(...args)).toBe('Wrote the minutes of review 2 of AD to ad-2.html.\n');
    const page = readFileSync(join(cli.folder, 'ad-2.html'), 'utf8');
    const product = await startProduct({ DATABASE_URL: databaseUrl, JWT_SECRET: SECRET });
    const token = (await cli.succeed('create-token', '--email', MARIA)).trim();
    const answer = await fetch(
      `${product.url}/api/trackers/${minutes.tracker.id}/reviews/2/minutes`,
      { headers: { Authorization: `Bearer ${token}`, Accept: 'text/html' } },
    );
    expect(page).toBe(await answer.text());
    await product.stop();
    const portuguese = ['reviews', 'minutes', 'AD', '2', '--language', 'pt-BR'];
    expect(await cli.succeed(...portuguese)).toContain('Reunião 2: Weekly with Astro Digital');
  });

  it.each([
    [['list', 'XX'], 1, 'found XX, which no tracker has'],
    [['minutes', 'AD', '9'], 1, 'Review 9 not found'],
    [['minutes', 'AD', 'two'], 2, 'Expected the number of a review, such as 2.'],
    [['minutes', 'AD', '2', '--format', 'pdf'], 2, 'Allowed choices are text, html'],
    [['minutes', 'AD', '2', '--json', '--out', 'x'], 1, 'found both'],
  ])('are not shown for %j', async (args, code, message) => {
    const result = await cli.run('reviews', ...args);
    expect([result.code, result.stdout]).toEqual([code, '']);
    expect(result.stderr).toContain(message);
  });
});

describe('export --as-of', () => {
  const csvAsOf = (...args: string[]) =>
    cli.run('export', '--tracker', 'AD', '--format', 'csv', ...args);
  const statusesIn = (csv: string) =>
    parse<{ Status: string }>(csv, { bom: true, columns: true }).map(({ Status }) => Status);

  /** By time, the last update is when it happened, and by position when it was recorded. */
  const rowsIn = (csv: string) =>
    parse<Record<string, string>>(csv, { bom: true, columns: true }).map(
      ({ 'Last update': _, ...row }) => row,
    );

  it('writes the items of then, and names the moment', async () => {
    const [second] = await reviewsOf();
    const { code, stdout, stderr } = await csvAsOf('--as-of', 'review:2');
    expect(code).toBe(0);
    const moment = `as of ${second?.closed_at}, position ${second?.position} as recorded`;
    expect(stderr).toContain(`AD ${moment}\n`);
    const minutes = await cli.json<Minutes>('reviews', 'minutes', 'AD', '2');
    const open = statusesIn(stdout).filter((status) => status !== 'Complete');
    expect(open).toHaveLength(minutes.open_items.length);
    const byPosition = await csvAsOf('--as-of', `position:${second?.position}`);
    expect(byPosition.stdout).toBe(stdout);
    const byTime = await csvAsOf('--as-of', second?.closed_at ?? '');
    expect(rowsIn(byTime.stdout)).toEqual(rowsIn(stdout));
  });

  it('writes the commands that had been recorded by then, none of them in part', async () => {
    const [second] = await reviewsOf();
    const position = second?.position ?? 0;
    const args = ['export', '--tracker', 'AD', '--format', 'ndjson', '--out', 'then.ndjson'];
    const report = await cli.json<{ events: number }>(...args, '--as-of', 'review:2');
    expect(report).toMatchObject({ events: position, as_of: { position, review: 2 } });
    const head = await changeTwoFields();
    const cut = await cli.json<object>(...args, '--as-of', `position:${head - 1}`);
    expect(cut).toMatchObject({ events: head - 2, as_of: { position: head - 1 } });
    await cli.json<object>(...args, '--as-of', 'review:2');
    expect(await cli.succeed('export', '--tracker', 'AD', '--format', 'ndjson')).toContain(
      readFileSync(join(cli.folder, 'then.ndjson'), 'utf8').split('\n').slice(1).join('\n'),
    );
  });

  /** One command of two entries. @returns the position of the second one */
  async function changeTwoFields(): Promise<number> {
    const product = await startProduct({ DATABASE_URL: databaseUrl, JWT_SECRET: SECRET });
    const api = await ApiClient.signIn(product.url);
    await api.patch('/api/items/AD-040', { title: 'Set the date', category: 'ADCS' });
    await product.stop();
    const [ledger] = await query<{ head: number }>(
      databaseUrl,
      `SELECT max(position)::int AS head FROM events JOIN ledgers USING (ledger_id) WHERE prefix = 'AD'`,
    );
    return ledger?.head ?? 0;
  }

  it('is empty before the first item', async () => {
    const { stdout } = await csvAsOf('--as-of', '2020-01-01');
    expect(statusesIn(stdout)).toEqual([]);
  });

  it.each([
    ['yesterday', 'found "yesterday"'],
    ['2026-02-30', 'expected a timestamp'],
    ['review:9', 'expected a closed review, found review 9'],
    ['position:999999', 'expected a position from 0 to'],
    ['2999-01-01', 'expected a moment up to now'],
  ])('refuses %s', async (moment, message) => {
    const { code, stdout, stderr } = await csvAsOf('--as-of', moment);
    expect([code, stdout]).toEqual([1, '']);
    expect(stderr).toContain('--as-of');
    expect(stderr).toContain(message);
  });
});
