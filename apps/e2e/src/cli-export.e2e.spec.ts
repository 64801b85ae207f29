import { createEmptyDatabase } from '@action-tracker/runtime/testing';
import { parse } from 'csv-parse/sync';
import { readdirSync, readFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { Cli, copyDatabase, query } from './support/cli';
import { startProduct } from './support/product';

const SECRET = 's'.repeat(32);
const MARIA = 'maria@example.com';

interface Line {
  readonly command_id: string;
  readonly events: readonly { readonly data: Readonly<Record<string, unknown>> }[];
}

describe('export', () => {
  let databaseUrl: string;
  let cli: Cli;

  beforeAll(async () => {
    databaseUrl = await createEmptyDatabase();
    cli = new Cli({ DATABASE_URL: databaseUrl, JWT_SECRET: SECRET });
    await cli.succeed('migrate');
    await cli.succeed('create-user', '--email', MARIA, '--name', '=Maria Ferreira');
    await cli.succeed('seed', '--as', MARIA);
  });

  it('writes the history: a header, then one line per command in order of the ledger', async () => {
    const text = await cli.succeed('export', '--tracker', 'AD', '--format', 'ndjson');
    const [header, ...lines] = text.trimEnd().split('\n');
    expect(JSON.parse(header ?? '')).toEqual({
      format: 'action-tracker-ledger',
      format_version: 1,
      prefix: 'AD',
      events: expect.any(Number),
      users: expect.arrayContaining([expect.objectContaining({ email: MARIA })]),
    });
    const commands = lines.map((line) => JSON.parse(line) as Line);
    const recorded = await query<{ command_id: string; events: number }>(
      databaseUrl,
      `SELECT command_id, count(*)::int AS events FROM events JOIN ledgers USING (ledger_id)
       WHERE prefix = 'AD' GROUP BY command_id ORDER BY min(position)`,
    );
    expect(commands.map(({ command_id, events }) => [command_id, events.length])).toEqual(
      recorded.map(({ command_id, events }) => [command_id, events]),
    );
    for (const event of commands.flatMap(({ events }) => events)) {
      expect(Object.keys(event)).toEqual([
        ...['stream', 'type', 'schema_version', 'data', 'actor', 'recorded_by', 'occurred_at'],
      ]);
      expect(event.data.ownerId ?? '@').toContain('@');
    }
  });

  it('writes the same spreadsheet as the API, and says that it loses the history', async () => {
    const { code, stdout, stderr } = await cli.run(
      ...['export', '--tracker', 'AD', '--format', 'csv'],
    );
    expect([code, stderr]).toEqual([0, expect.stringMatching(/without notes and history/)]);
    const product = await startProduct({ DATABASE_URL: databaseUrl, JWT_SECRET: SECRET });
    const token = (await cli.succeed('create-token', '--email', MARIA)).trim();
    const [tracker] = await query<{ id: number }>(
      databaseUrl,
      `SELECT ledger_id AS id FROM ledgers WHERE prefix = 'AD'`,
    );
    const answer = await fetch(`${product.url}/api/trackers/${tracker?.id}/items`, {
      headers: { Authorization: `Bearer ${token}`, Accept: 'text/csv' },
    });
    expect(Buffer.from(stdout)).toEqual(Buffer.from(await answer.arrayBuffer()));
    await product.stop();
    expect(stdout.startsWith('\uFEFFID,Title,')).toBe(true);
    const rows = parse(stdout, { bom: true, columns: true });
    expect(rows.length).toBeGreaterThan(30);
  });

  describe('to a file', () => {
    const toFile = (...args: string[]) =>
      ['export', '--tracker', 'AD', '--format', 'ndjson', '--out', ...args] as const;

    it('writes what it would print, and replaces an older file, also behind a link', async () => {
      const printed = await cli.succeed('export', '--tracker', 'AD', '--format', 'ndjson');
      const path = cli.write('ad.ndjson', 'older');
      const link = join(cli.folder, 'link.ndjson');
      symlinkSync(path, link);
      expect(await cli.succeed(...toFile(link))).toMatch(
        /^Wrote \d+ commands, \d+ events of AD to .*link\.ndjson\.\n$/,
      );
      expect(readFileSync(path, 'utf8')).toBe(printed);
      const report = await cli.json<object>(...toFile('new.ndjson'));
      const commands = printed.trimEnd().split('\n').length - 1;
      expect(report).toMatchObject({ tracker: 'AD', out: 'new.ndjson', commands });
      expect(readdirSync(cli.folder).filter((name) => name.includes('partial'))).toEqual([]);
    });

    it('leaves an older file as it is when it fails half-way', async () => {
      const brokenUrl = await copyDatabase(databaseUrl);
      const broken = new Cli({ DATABASE_URL: brokenUrl });
      const path = broken.write('kept.ndjson', 'older');
      // Somebody whom the ledger names is gone: the export finds out in the middle of it.
      await query(
        brokenUrl,
        `ALTER TABLE users DISABLE TRIGGER USER; DELETE FROM users WHERE email = '${MARIA}'`,
      );
      const { code, stderr } = await broken.run(...toFile(path));
      expect(code).toBe(1);
      expect(stderr).toMatch(/Expected a user with the id \d+, found none/);
      expect(readFileSync(path, 'utf8')).toBe('older');
      expect(readdirSync(broken.folder)).toEqual(['kept.ndjson']);
    });

    it.each([
      ['a folder', ['.'], /^error: Cannot write \.: it exists and is not a file\./],
      ['a folder that is missing', ['no/ad.ndjson'], /^error: Cannot write no\/ad\.ndjson: ENOENT/],
    ])('refuses %s', async (_, args, message) => {
      const { code, stderr } = await cli.run(...toFile(...args));
      expect([code, stderr]).toEqual([1, expect.stringMatching(message)]);
    });
  });

  it.each([
    ['a prefix that no tracker has', ['--tracker', 'XX', '--format', 'csv'], 1, /\(AD, .*found XX/],
    ['a missing format', ['--tracker', 'AD'], 2, /--format/],
    ['an unknown format', ['--tracker', 'AD', '--format', 'xlsx'], 2, /ndjson, csv/],
    [
      'a report and the export both on stdout',
      ['--tracker', 'AD', '--format', 'csv', '--json'],
      1,
      /^error: Expected --out/,
    ],
  ])('refuses %s', async (_, args, expected, message) => {
    const { code, stdout, stderr } = await cli.run('export', ...args);
    expect([code, stdout, stderr]).toEqual([expected, '', expect.stringMatching(message)]);
  });
});
