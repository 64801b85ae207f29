import { DATE_RULE } from '@action-tracker/domain';
import { createEmptyDatabase } from '@action-tracker/runtime/testing';
import { Cli, copyDatabase, query } from './support/cli';

const MARIA = 'maria@example.com';
/** The rule for dates that are entered, 1970 to 2199, refuses those that were accepted before it. */
const OLD_DATES_ARE_REFUSED = DATE_RULE.problem('0026-03-01') !== undefined;
const TRACKERS = ['AD', 'RL', 'SP'] as const;

interface Report {
  readonly commands: number;
  readonly events: number;
  readonly known: number;
}

/** What people see of a tracker, with names: ids of users differ from database to database. */
const SEEN = `
  SELECT jsonb_agg(to_jsonb(x) ORDER BY x.kind, x.id, x.part) AS seen FROM (
    SELECT 'item' AS kind, i.id, 0 AS part, jsonb_build_array(i.title, i.create_date, i.due_date,
      i.category, o.email, c.email, i.priority, i.status, i.version) AS content
    FROM action_items i JOIN users o ON o.id = i.owner_id JOIN users c ON c.id = i.created_by_id
    UNION ALL SELECT 'note', n.action_item_id, n.id, jsonb_build_array(n.note_date, u.email, n.content)
    FROM notes n JOIN users u ON u.id = n.author_id
    UNION ALL SELECT 'history', h.action_item_id, h.id,
      jsonb_build_array(h.status, u.email, h.changed_at, h.comment)
    FROM status_history h JOIN users u ON u.id = h.changed_by_id) x
  WHERE split_part(x.id, '-', 1) = 'AD'`;

describe('importing an exported tracker', () => {
  let originUrl: string;
  let emptyUrl: string;
  let databaseUrl: string;
  let origin: Cli;
  let cli: Cli;
  let exported: string;

  const take = (name: string, ...args: readonly string[]) =>
    [
      'import',
      name,
      '--tracker',
      'AD',
      '--as',
      'op@example.com',
      '--create-users',
      ...args,
    ] as const;
  const exportOf = (from: Cli, tracker = 'AD') =>
    from.succeed('export', '--tracker', tracker, '--format', 'ndjson');
  const count = async () => {
    const [row] = await query<{ events: number; users: number; ledgers: number }>(
      databaseUrl,
      `SELECT (SELECT count(*)::int FROM events) AS events, (SELECT count(*)::int FROM users) AS users,
         (SELECT count(*)::int FROM ledgers) AS ledgers`,
    );
    return row;
  };
  const NOTHING = { events: 0, users: 1, ledgers: 0 };

  beforeAll(async () => {
    originUrl = await createEmptyDatabase();
    origin = new Cli({ DATABASE_URL: originUrl });
    await origin.succeed('migrate');
    await origin.succeed('create-user', '--email', MARIA, '--name', 'Maria Ferreira');
    await origin.succeed('seed', '--as', MARIA);
    exported = await exportOf(origin);
    emptyUrl = await createEmptyDatabase();
    const empty = new Cli({ DATABASE_URL: emptyUrl });
    await empty.succeed('migrate');
    await empty.succeed('create-user', '--email', 'op@example.com', '--name', 'Olga Pereira');
  });

  beforeEach(async () => {
    databaseUrl = await copyDatabase(emptyUrl);
    cli = new Cli({ DATABASE_URL: databaseUrl });
    cli.write('ad.ndjson', exported);
  });

  it('gives back the same file, items, notes and histories', async () => {
    for (const tracker of TRACKERS) {
      const text = await exportOf(origin, tracker);
      const file = cli.write(`${tracker}.ndjson`, text);
      await cli.succeed(
        ...['import', file, '--tracker', tracker, '--as', 'op@example.com', '--create-users'],
      );
      expect(asRecordedThere(await exportOf(cli, tracker))).toEqual(asRecordedThere(text));
    }
    expect(await query(databaseUrl, SEEN)).toEqual(await query(originUrl, SEEN));
    expect((await cli.run('verify-projections')).code).toBe(0);
  });

  it('changes nothing when the same file comes again', async () => {
    const first = await cli.json<Report>(...take('ad.ndjson'));
    expect(first).toMatchObject({ known: 0, users_created: expect.arrayContaining([MARIA]) });
    const before = await count();
    const second = await cli.json<Report>(...take('ad.ndjson'));
    expect(second).toMatchObject({ known: first.commands, users_created: [] });
    expect(await count()).toEqual(before);
  });

  it('writes nothing in a dry run, and says what it would', async () => {
    const stdout = await cli.succeed(...take('ad.ndjson', '--dry-run'));
    expect(stdout).toMatch(/^AD: \d+ commands would be imported, 0 were already there\.$/m);
    expect(await count()).toEqual(NOTHING);
  });

  it('brings the rest after it was killed', async () => {
    const size = 5_000;
    const notes = Array.from({ length: size }, (_, n) => note(n, lastTimeOf(exported, 'AD-001')));
    const header = (exported.split('\n')[0] ?? '').replace(/"events":(\d+)/, (_all, events) => {
      return `"events":${Number(events) + size}`;
    });
    const body = exported.slice(exported.indexOf('\n') + 1);
    const text = `${header}\n${body}${notes.join('\n')}\n`;
    cli.write('big.ndjson', text);
    const running = cli.start(...take('big.ndjson'));
    for (;;) {
      const [row] = await query<{ head: number }>(
        databaseUrl,
        'SELECT coalesce(max(head), 0)::int AS head FROM ledgers',
      );
      if ((row?.head ?? 0) > 500) break;
    }
    running.process.kill('SIGKILL');
    await running.ended;
    const half = await count();
    expect(half?.events).toBeLessThan(size);
    const report = await cli.json<Report>(...take('big.ndjson'));
    expect(report.known).toBeGreaterThan(100);
    expect(report.known).toBeLessThan(report.commands);
    expect(asRecordedThere(await exportOf(cli))).toEqual(asRecordedThere(text));
  });

  it('records the importer, and keeps who recorded it as the claim of the file', async () => {
    await cli.succeed(...take('ad.ndjson'));
    const [row] = await query<{ recorders: string[]; claims: string[] }>(
      databaseUrl,
      `SELECT array_agg(DISTINCT r.email) AS recorders, array_agg(DISTINCT c.email) AS claims
       FROM events e JOIN users r ON r.id = e.recorded_by_id
       LEFT JOIN users c ON c.id = (e.metadata -> 'claimed_recorded_by_ids' ->> 0)::int`,
    );
    expect(row).toEqual({ recorders: ['op@example.com'], claims: [MARIA] });
    const next = new Cli({ DATABASE_URL: await copyDatabase(emptyUrl) });
    const copy = next.write('copy.ndjson', await exportOf(cli));
    await next.succeed('create-user', '--email', 'zoe@example.com', '--name', 'Zoe');
    await next.succeed(
      ...['import', copy, '--tracker', 'AD', '--as', 'zoe@example.com', '--create-users'],
    );
    const [, line] = (await exportOf(next)).split('\n');
    expect(JSON.parse(line ?? '')).toMatchObject({
      events: [{ recorded_by: 'zoe@example.com', claimed_recorded_by: [MARIA, 'op@example.com'] }],
    });
    expect((await next.run('verify-projections')).code).toBe(0);
  });

  it.each([
    ['a byte order mark', (text: string) => `\uFEFF${text}`],
    ['line ends of Windows', (text: string) => text.replaceAll('\n', '\r\n')],
    ['line ends of old Macintoshs', (text: string) => text.replaceAll('\n', '\r')],
    ['empty lines at the end', (text: string) => `${text}\n\n`],
  ])('takes a file with %s', async (_, change) => {
    cli.write('ad.ndjson', change(exported));
    await cli.succeed(...take('ad.ndjson'));
    expect(asRecordedThere(await exportOf(cli))).toEqual(asRecordedThere(exported));
  });

  it('takes dates that were accepted once, and counts them', async () => {
    const old = exported
      .replace(/"createDate":"[^"]+"/, '"createDate":"0026-03-01"')
      .replace(/"noteDate":"[^"]+"/, '"noteDate":"9999-12-31"');
    cli.write('ad.ndjson', old);
    const report = await cli.json<Report & { old_values: number }>(...take('ad.ndjson'));
    expect(report.old_values).toBe(OLD_DATES_ARE_REFUSED ? 2 : 0);
    expect(asRecordedThere(await exportOf(cli))).toEqual(asRecordedThere(old));
  });

  it.each([
    [
      'an unknown type',
      (text: string) => text.replace('"NoteAdded"', '"NoteBurnt"'),
      /found NoteBurnt/,
    ],
    [
      'a value that is not allowed',
      (text: string) => text.replace('"priority":"High"', '"priority":"Top"'),
      /priority: expected one of/,
    ],
    [
      'a line that is missing',
      (text: string) => without(text, 3),
      /line \d+: .*Nothing was written/,
    ],
    ['two lines in another order', swapped, /line \d+: .*Nothing was written/],
    [
      'a line twice',
      (text: string) => `${text}${text.split('\n').at(-2) ?? ''}\n`,
      /Expected a new command, found \S+ again/,
    ],
    [
      'an end that is missing',
      (text: string) => without(text, -2),
      /Expected a complete file with/,
    ],
    ['half a line', (text: string) => text.slice(0, -20), /line \d+: .*JSON/],
    [
      'somebody unknown',
      (text: string) => text.replace(/"actor":"[^"]+"/, '"actor":"x@y.z"'),
      /x@y\.z/,
    ],
    [
      'a time in the future',
      (text: string) => text.replace(/"occurred_at":"20/g, '"occurred_at":"30'),
      /expected a time/,
    ],
    [
      'a time in the year 0',
      (text: string) => text.replace(/"occurred_at":"20\d\d/, '"occurred_at":"0000'),
      /expected a time from 1899|found "0000/,
    ],
    [
      'a time before any that was ever stored',
      (text: string) => text.replace(/"occurred_at":"20\d\d/, '"occurred_at":"1898'),
      /line 2: .*expected a time from 1899-12-31/,
    ],
    ['a day that does not exist', (text: string) => spoilDate(text, '2026-02-30'), /YYYY-MM-DD/],
    ['the year 0 of a note', (text: string) => spoilDate(text, '0000-03-01'), /YYYY-MM-DD/],
    ['the number 0', (text: string) => renumbered(text, '0'), /whole number from 1/],
    ['the number 1.5', (text: string) => renumbered(text, '1.5'), /whole number from 1/],
    ['a number as text', (text: string) => renumbered(text, '"1"'), /whole number from 1/],
    [
      'a schema version 1.5',
      (text: string) => text.replace('"schema_version":1', '"schema_version":1.5'),
      /whole number from 1 on as schema_version, found 1.5/,
    ],
    [
      'a claim that is no list',
      (text: string) => text.replace('"recorded_by"', '"claimed_recorded_by":7,"recorded_by"'),
      /a list as claimed_recorded_by, found 7/,
    ],
    [
      'a user with a name that shows nothing',
      (text: string) => text.replace(/"name":"[^"]+"/, '"name":"\u200b"'),
      /line 1: the user .*visible text/,
    ],
    [
      'UTF-16',
      (text: string) => Buffer.from(`\uFEFF${text}`, 'utf16le'),
      /line 1: Expected UTF-8, found UTF-16/,
    ],
    [
      'another format version',
      (text: string) => text.replace('version":1', 'version":2'),
      /format version 1, found 2/,
    ],
    ['no header', (text: string) => without(text, 0), /line 1: Expected the header/],
    ['an empty file', () => '', /found an empty file/],
    ['bytes that are no UTF-8', () => new Uint8Array([0x7b, 0xff, 0x0a]), /line 1: Expected UTF-8/],
  ])('refuses %s, and writes nothing', async (_, spoil, message) => {
    cli.write('ad.ndjson', spoil(exported));
    const { code, stdout, stderr } = await cli.run(...take('ad.ndjson'));
    expect([code, stdout, stderr]).toEqual([1, '', expect.stringMatching(message)]);
    expect(stderr).toMatch(/^error: [^\n]*\n$/);
    expect(await count()).toEqual(NOTHING);
  });

  it('refuses users who are missing unless it may make them', async () => {
    const { code, stderr } = await cli.run(
      ...['import', 'ad.ndjson', '--tracker', 'AD', '--as', 'op@example.com'],
    );
    expect([code, stderr]).toEqual([
      1,
      expect.stringMatching(/maria@example\.com.*--create-users/),
    ]);
    expect(await count()).toEqual(NOTHING);
  });

  it('refuses a tracker that is there with another history', async () => {
    await cli.succeed(...take('ad.ndjson'));
    const shorter = without(exported, -2).replace(/"events":\d+/, (all) => {
      const last = JSON.parse(exported.split('\n').at(-2) ?? '') as { events: unknown[] };
      return `"events":${Number(all.slice(9)) - last.events.length}`;
    });
    cli.write('ad.ndjson', shorter);
    const { code, stderr } = await cli.run(...take('ad.ndjson'));
    expect([code, stderr]).toEqual([1, expect.stringMatching(/^error: Expected no tracker AD/)]);
  });

  it.each([
    ['another prefix', ['ad.ndjson', '--tracker', 'XX', '--dry-run'], 1, /Expected --tracker AD/],
    ['nobody who imports', ['ad.ndjson', '--tracker', 'AD'], 1, /--as/],
    [
      'a mapping',
      ['ad.ndjson', '--tracker', 'AD', '--mapping', 'm.json'],
      2,
      /--mapping, --history and --create-tracker cannot be used/,
    ],
    ['a CSV without one', ['ad.csv', '--tracker', 'AD'], 2, /required option '--mapping <file>'/],
    [
      'a file that is missing',
      ['no.ndjson', '--tracker', 'AD', '--dry-run'],
      1,
      /^error: Cannot read/,
    ],
  ])('refuses %s', async (_, args, expected, message) => {
    const { code, stdout, stderr } = await cli.run('import', ...args);
    expect([code, stdout, stderr]).toEqual([expected, '', expect.stringMatching(message)]);
    expect(await count()).toEqual(NOTHING);
  });
});

/** One more note on the first item, as a line of its own. */
function note(n: number, at: string): string {
  const data = { content: `Note ${n} \u2028 𝄞`, noteDate: '2026-11-20' };
  const who = { actor: MARIA, recorded_by: MARIA, occurred_at: at };
  const event = { stream: 'AD-001', type: 'NoteAdded', schema_version: 1, data, ...who };
  const command_id = `00000000-0000-7000-8000-${n.toString(16).padStart(12, '0')}`;
  return JSON.stringify({ command_id, events: [event] });
}

/** When the last thing happened to an item of an exported tracker. */
function lastTimeOf(text: string, stream: string): string {
  const lines = text.trimEnd().split('\n').slice(1);
  const events = lines.flatMap(
    (line) => (JSON.parse(line) as { events: { stream: string; occurred_at: string }[] }).events,
  );
  return events.findLast((event) => event.stream === stream)?.occurred_at ?? '';
}

interface Recorded {
  readonly recorded_by: string;
  readonly claimed_recorded_by?: readonly string[];
}

/** Lines as they were before another person recorded them; users by e-mail. */
function asRecordedThere(text: string): readonly unknown[] {
  const [header, ...lines] = text.trimEnd().split('\n');
  const commands = lines.map((line) => {
    const { events, ...command } = JSON.parse(line) as { events: Recorded[] };
    const before = events.map(({ claimed_recorded_by: claimed, ...event }) => ({
      ...event,
      recorded_by: claimed?.[0] ?? event.recorded_by,
    }));
    return { ...command, events: before };
  });
  const { users, ...rest } = JSON.parse(header ?? '') as { users: { email: string }[] };
  return [{ ...rest, users: users.filter(({ email }) => email !== 'op@example.com') }, ...commands];
}

const spoilDate = (text: string, date: string): string =>
  text.replace(/"noteDate":"[^"]+"/, `"noteDate":"${date}"`);

/** The first item with another number, in its stream too as far as that goes. */
const renumbered = (text: string, number: string): string =>
  text.replace('"number":1,', `"number":${number},`);

const without = (text: string, index: number): string =>
  text.split('\n').toSpliced(index, 1).join('\n');

function swapped(text: string): string {
  const lines = text.split('\n');
  const [first, second] = [lines[1] ?? '', lines[2] ?? ''];
  return lines.toSpliced(1, 2, second, first).join('\n');
}
