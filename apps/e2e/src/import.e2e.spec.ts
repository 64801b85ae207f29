import { createEmptyDatabase } from '@action-tracker/runtime/testing';
import { resolve } from 'node:path';
import { Cli, copyDatabase, query } from './support/cli';

const MAPPING = {
  dates: { formats: ['M/d/yy'], zone: 'America/New_York' },
  no_value: ['None', 'TBD'],
  key: ['No'],
  fields: {
    title: { column: 'Item' },
    category: { default: 'Systems' },
    owner: { column: 'Owner' },
    priority: { column: 'Priority', values: { Critical: 'High' } },
    status: { column: 'Status', values: { Pending: 'Not Started' } },
    due_date: { column: 'Due' },
    create_date: { column: 'Date' },
    created_by: { column: 'By' },
  },
  notes: [{ column: 'Notes' }],
  people: { maria: { email: 'maria@example.com' } },
};
const HEADER = 'No,Date,Item,Owner,Due,Status,Priority,By,Notes\n';
const LOG = `${HEADER}1,11/12/24,Upload logo files,Client,11/14/24,Pending,High,maria,"3 branches
remaining, says ""Ana"""
2,11/12/24,Configure labels,Qualia,TBD,Complete,Critical,,
3,11/13/24,Test templates,maria,11/15/24,In Progress,Low,Qualia,
`;

interface Report {
  readonly rows: readonly {
    readonly line: number;
    readonly outcome: string;
    readonly item_id?: string;
    readonly reason?: string;
  }[];
  readonly summary: Readonly<Record<string, number>>;
  readonly complete: boolean;
}

let databaseUrl: string;
let cli: Cli;
let mappingFile: string;

let furnishedUrl: string;

beforeAll(async () => {
  furnishedUrl = await createEmptyDatabase();
  const setUp = new Cli({ DATABASE_URL: furnishedUrl });
  await setUp.succeed('migrate');
  await setUp.succeed('create-user', '--email', 'maria@example.com', '--name', 'Maria Ferreira');
});

beforeEach(async () => {
  databaseUrl = await copyDatabase(furnishedUrl);
  cli = new Cli({ DATABASE_URL: databaseUrl, ACTION_TRACKER_USER: 'maria@example.com' });
  mappingFile = cli.write('mapping.json', JSON.stringify(MAPPING));
});

const CREATE = ['--create-tracker', 'Client log', '--create-users'] as const;
const args = (file: string, ...more: readonly string[]) =>
  ['import', file, '--tracker', 'CL', '--mapping', mappingFile, ...more] as const;
const importing = (content: string | Uint8Array, ...more: readonly string[]) =>
  cli.json<Report>(...args(cli.write('log.csv', content), ...more));
const outcomes = ({ rows }: Report) => rows.map(({ line, outcome }) => `${line} ${outcome}`);
const countOf = async (table: string) =>
  (await query<{ count: number }>(databaseUrl, `SELECT count(*)::int FROM ${table}`))[0]?.count;

describe('importing a file', () => {
  it('creates an item per row, in the order of the file, as the people of the file', async () => {
    const text = await cli.succeed(...args(cli.write('log.csv', LOG), '--verbose', ...CREATE));
    expect(text).toBe(
      [
        'line 2: created CL-001',
        'line 4: created CL-002',
        'line 5: created CL-003',
        'User created: Client, client@import.invalid',
        'User created: Qualia, qualia@import.invalid',
        'Tracker opened: CL',
        '3 rows: 3 created',
        '',
      ].join('\n'),
    );
    const items = await query<Record<string, unknown>>(
      databaseUrl,
      `SELECT i.id, title, due_date::text, status, priority, o.name AS owner, c.name AS creator
       FROM action_items i JOIN users o ON o.id = owner_id JOIN users c ON c.id = created_by_id
       ORDER BY number`,
    );
    const maria = 'Maria Ferreira';
    expect(items.map((item) => Object.values(item))).toEqual([
      ['CL-001', 'Upload logo files', '2024-11-14', 'Not Started', 'High', 'Client', maria],
      ['CL-002', 'Configure labels', null, 'Complete', 'High', 'Qualia', maria],
      ['CL-003', 'Test templates', '2024-11-15', 'In Progress', 'Low', maria, 'Qualia'],
    ]);
  });

  it('keeps text to the letter and what has no place in an item as its first note', async () => {
    await importing(LOG, ...CREATE);
    const notes = await query<{ content: string; note_date: string }>(
      databaseUrl,
      'SELECT action_item_id, content, note_date::text FROM notes ORDER BY action_item_id',
    );
    expect(notes).toEqual([
      {
        action_item_id: 'CL-001',
        content: '3 branches\nremaining, says "Ana"\n\nNo: 1\nStatus: Pending\nBy: maria',
        note_date: '2024-11-12',
      },
      { action_item_id: 'CL-002', content: 'No: 2\nPriority: Critical', note_date: '2024-11-12' },
      { action_item_id: 'CL-003', content: 'No: 3\nOwner: maria', note_date: '2024-11-13' },
    ]);
  });

  it('records who did it and who wrote it down, when by the file, and its row', async () => {
    await importing(LOG, ...CREATE);
    const events = await query(
      databaseUrl,
      `SELECT a.name AS actor, r.name AS recorder, channel, metadata,
         to_char(occurred_at AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI') AS at
       FROM events JOIN users a ON a.id = actor_id JOIN users r ON r.id = recorded_by_id
       WHERE stream = 'CL-003' AND version = 1`,
    );
    const who = { actor: 'Qualia', recorder: 'Maria Ferreira', channel: 'import' };
    expect(events).toEqual([{ ...who, at: '2024-11-13 05:00', metadata: { row: 5 } }]);
  });

  it('changes nothing the second time, even after the answers were forgotten', async () => {
    await importing(LOG, ...CREATE);
    const events = await countOf('events');
    expect(outcomes(await importing(LOG))).toEqual(['2 skipped', '4 skipped', '5 skipped']);
    await query(databaseUrl, 'DELETE FROM commands');
    const { code, stdout } = await cli.run(...args(cli.write('log.csv', LOG), ...CREATE));
    expect(code).toBe(0);
    expect(stdout).toContain('3 rows: 3 skipped\n');
    expect(await countOf('events')).toBe(events);
  });

  it('takes only the new rows of a file that has grown', async () => {
    await importing(LOG, ...CREATE);
    const grown = `${LOG}4,11/20/24,Monitor go-live,Client,,New,Low,,\n`;
    const { rows, summary } = await importing(grown);
    expect(summary).toMatchObject({ created: 1, skipped: 3 });
    expect(rows.at(-1)).toEqual({ line: 6, outcome: 'created', item_id: 'CL-004' });
  });

  it('reports a known key with other content and does not write it', async () => {
    await importing(LOG, ...CREATE);
    const events = await countOf('events');
    const changed = cli.write('log.csv', LOG.replace('Configure', 'Change'));
    const { code, stdout } = await cli.run(...args(changed));
    expect(code).toBe(1);
    expect(stdout).toContain('line 4: differs: imported before with other content');
    expect(await countOf('events')).toBe(events);
  });

  it('reports a mapping that gives known rows another meaning', async () => {
    await importing(LOG, ...CREATE);
    const other = { ...MAPPING, fields: { ...MAPPING.fields, category: { default: 'ADCS' } } };
    cli.write('mapping.json', JSON.stringify(other));
    expect((await importing(LOG)).summary).toMatchObject({ differs: 3, created: 0 });
  });

  it('makes one user per name, also when names differ only in letters that an e-mail lacks', async () => {
    const owners = ['João Silva', 'Joao-Silva', ' joão silva ', '王小明', 'ana@example.org'];
    const rows = owners.map((owner, index) => `${index},11/12/24,Item,${owner},,New,Low,,\n`);
    await importing(HEADER + rows.join(''), ...CREATE);
    const users = await query(
      databaseUrl,
      `SELECT u.name, u.email, count(*)::int AS items FROM action_items i
       JOIN users u ON u.id = owner_id GROUP BY u.id ORDER BY u.id`,
    );
    expect(users).toEqual([
      { name: 'João Silva', email: 'joao-silva@import.invalid', items: 2 },
      { name: 'Joao-Silva', email: expect.stringMatching(/^joao-silva-\w{8}@/), items: 1 },
      { name: '王小明', email: expect.stringMatching(/^person-\w{8}@/), items: 1 },
      { name: 'ana@example.org', email: 'ana@example.org', items: 1 },
    ]);
  });

  it('tells equal rows apart by their place when there is no key', async () => {
    cli.write('mapping.json', JSON.stringify({ ...MAPPING, key: [] }));
    const row = '1,11/12/24,Call vendor,maria,,New,Low,,\n';
    const first = await importing(HEADER + row + row, ...CREATE);
    expect(first.summary).toMatchObject({ created: 2 });
    const second = await importing(HEADER + row + row + row);
    expect(outcomes(second)).toEqual(['2 skipped', '3 skipped', '4 created']);
  });

  it('keeps existing numbers, refuses a taken one and goes on after the highest', async () => {
    const fields = { ...MAPPING.fields, id: { column: 'No' } };
    cli.write('mapping.json', JSON.stringify({ ...MAPPING, fields, key: ['Item'] }));
    const rows = ['CL-017,A', '5,B', '17,C', ',D', 'AD-001,E'].map((start) => {
      const [number = '', title = ''] = start.split(',');
      return `${number},11/12/24,${title},maria,,New,Low,,\n`;
    });
    const report = await importing(HEADER + rows.join(''), ...CREATE);
    expect(report.rows.map(({ item_id: id, reason }) => id ?? reason?.slice(0, 30))).toEqual([
      'CL-017',
      'CL-005',
      'Expected a free number, found ',
      'CL-018',
      'id: expected an id like CL-001',
    ]);
  });
});

describe('a row that cannot be imported', () => {
  it('is refused with line and reason, and the others are imported', async () => {
    const content = [
      HEADER,
      '1,11/12/24,Good,maria,,New,Low,,\r\n',
      '2,31/12/24,Bad date,maria,,New,Low,,\r\n',
      '\r\n',
      '3,11/12/24,Ragged,maria\r\n',
      '4,11/12/24,Unknown word,maria,,Waiting,Low,,\r\n',
      '5,11/12/24,"Two\r\nlines",maria,,New,Low,,\r\n',
      '6,11/12/24,Nobody,Stranger,,New,Low,,\r\n',
      `7,11/12/24,Bell,maria,,New,Low,,\u0007\r\n`,
      `8,11/12/24,Huge,maria,,New,Low,,${'x'.repeat(300_000)}\r\n`,
      '1,11/12/24,Same key,maria,,New,Low,,\r\n',
      '9,11/12/24,5" pipe,maria,,New,Low,,a "quoted" word\r\n',
      '10,11/12/24,Last,maria,,New,Low,,"never closed\r\n',
    ].join('');
    const report = await importing(content, '--create-tracker');
    expect(report.rows.map(({ line, outcome, reason }) => [line, outcome, reason])).toEqual([
      [2, 'created', undefined],
      [3, 'refused', 'create_date: expected a date like M/d/yy, found "31/12/24"'],
      [5, 'refused', expect.stringContaining('expected 9 cells like the header, found 4: ')],
      [6, 'refused', expect.stringContaining('status: expected one of New, Not Started')],
      [7, 'created', undefined],
      [9, 'refused', expect.stringContaining('owner: expected a user, found "Stranger"')],
      [10, 'refused', 'content: expected text without control characters, found U+0007'],
      [11, 'created', undefined],
      [12, 'differs', 'line 2 has the same key'],
      [13, 'created', undefined],
      [14, 'refused', expect.stringContaining('expected a closing quote')],
    ]);
    const titles = await query<{ title: string }>(databaseUrl, 'SELECT title FROM action_items');
    expect(titles.map(({ title }) => title)).toEqual(['Good', 'Two lines', 'Huge', '5" pipe']);
    const notes = "SELECT count(*)::int FROM notes WHERE action_item_id = 'CL-003'";
    expect(await query(databaseUrl, notes)).toEqual([{ count: 31 }]);
    expect(await countOf('users')).toBe(1);
  });
});

describe('a dry run', () => {
  it('reports what would happen without tracker, users or an importer, and writes nothing', async () => {
    const nobody = new Cli({ DATABASE_URL: databaseUrl });
    const file = cli.write('log.csv', LOG);
    const report = await nobody.json<Report>(...args(file, '--dry-run', ...CREATE));
    expect(report).toMatchObject({
      dry_run: true,
      tracker_created: true,
      users_created: [{ email: 'client@import.invalid' }, { email: 'qualia@import.invalid' }],
      summary: { would_create: 3 },
    });
    expect(report.rows.map(({ item_id: id }) => id)).toEqual(['CL-001', 'CL-002', 'CL-003']);
    expect(await countOf('events')).toBe(0);
    expect(await countOf('users')).toBe(1);
  });

  it('knows rows that were imported, rows that differ and numbers that are taken', async () => {
    await importing(LOG, ...CREATE);
    const fields = { ...MAPPING.fields, id: { column: 'Due' } };
    const more = `${LOG.replace('Low,Qualia', 'High,Qualia')}4,11/20/24,New one,maria,,New,Low,,\n`;
    expect(outcomes(await importing(more, '--dry-run'))).toEqual([
      '2 skipped',
      '4 skipped',
      '5 differs',
      '6 would_create',
    ]);
    delete (fields as Partial<typeof fields>).due_date;
    cli.write('mapping.json', JSON.stringify({ ...MAPPING, fields }));
    const taken = await importing(`${HEADER}9,11/12/24,X,maria,CL-002,New,Low,,\n`, '--dry-run');
    expect(taken.rows[0]?.reason).toBe('Expected a free number, found 2 already taken');
  });
});

describe('a file or mapping that cannot be used', () => {
  it.each([
    ['an empty file', '', 'found an empty file'],
    ['Latin-1 without saying so', Buffer.from(`${HEADER}1,x\n2,caf\xe9\n`, 'latin1'), 'on line 3'],
    ['a column name twice', 'No,Item,Item\n', 'found "Item" several times'],
    ['another separator', HEADER.replaceAll(',', ';'), '"delimiter": ";"'],
    ['another header', 'Nr,Item\n', 'fields.owner.column: expected a column of the file'],
  ])('stops the import on %s before anything is written', async (_, content, message) => {
    const { code, stdout, stderr } = await cli.run(...args(cli.write('x.csv', content), ...CREATE));
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toContain(message);
    expect(stderr).not.toContain('    at ');
    expect(await countOf('ledgers')).toBe(0);
  });

  it('accepts a byte order mark, and Latin-1 when the mapping says so', async () => {
    cli.write('mapping.json', `\uFEFF${JSON.stringify(MAPPING)}`);
    expect((await importing(`\uFEFF${LOG}`, ...CREATE)).summary).toMatchObject({
      refused: 0,
    });
    const latin = { ...MAPPING, file: { encoding: 'windows-1252', delimiter: ';' } };
    cli.write('mapping.json', JSON.stringify(latin));
    const row = `${HEADER}9,11/12/24,Caf\xe9,maria,,New,Low,,\n`.replaceAll(',', ';');
    await importing(Buffer.from(row, 'latin1'));
    const found = await query(databaseUrl, "SELECT id FROM action_items WHERE title = 'Café'");
    expect(found).toHaveLength(1);
  });

  it('needs a tracker, an importer and a readable mapping', async () => {
    const file = cli.write('log.csv', LOG);
    const noTracker = await cli.run(...args(file));
    expect(noTracker.stderr).toContain('--create-tracker "Name of the tracker"');
    const nobody = await cli.run(...args(file, '--as', 'x@example.com', ...CREATE));
    expect(nobody.stderr).toContain('create-user --email x@example.com');
    cli.write('mapping.json', '{"fields": ');
    expect((await cli.run(...args(file, ...CREATE))).stderr).toContain('Expected a mapping file');
    expect(await countOf('ledgers')).toBe(0);
  });
});

describe('the mappings of the documentation', () => {
  const withMapping = async (file: string, content: string) => {
    mappingFile = resolve('docs/import', file);
    return (await importing(content, ...CREATE)).summary;
  };
  const notesOf = (id: string) =>
    query(databaseUrl, `SELECT content FROM notes WHERE action_item_id = '${id}'`);

  it('take a client action log with US dates', async () => {
    const header = 'Date,Client,Item,Owner,Due Date,Status,Priority,Notes\n';
    const row = '11/09/24,Harbour,Order test bench,Vendor,11/11/24,Pending,Critical,Second floor\n';
    expect(await withMapping('client-action-log.json', header + row)).toMatchObject({ created: 1 });
    expect(
      await query(databaseUrl, 'SELECT due_date::text, status, priority FROM action_items'),
    ).toEqual([{ due_date: '2024-11-11', status: 'Not Started', priority: 'High' }]);
    expect(await notesOf('CL-001')).toEqual([
      { content: 'Second floor\n\nClient: Harbour\nStatus: Pending\nPriority: Critical' },
    ]);
  });

  it('take an issue export with numbers, times and text over several lines', async () => {
    const content = `Issue number,Title,Description,Date created,Date modified,Labels,Milestone,Status,Assignee,Reporter
12,Show units,"First line

says ""why""",02/Feb/15  9:05 AM,03/Mar/15  4:30 PM,"",None,closed,None,jones
7,Speed up,Slow,01/Feb/15 12:00 PM,01/Feb/15 12:00 PM,"",None,open,smyth,jones
`;
    expect(await withMapping('issue-export.json', content)).toMatchObject({ created: 2 });
    expect(await notesOf('CL-012')).toEqual([
      { content: 'First line\n\nsays "why"\n\nStatus: closed\nAssignee: None' },
    ]);
    const history = await query(
      databaseUrl,
      `SELECT status, to_char(changed_at AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI') AS at
       FROM status_history WHERE action_item_id = 'CL-012' ORDER BY id`,
    );
    expect(history).toEqual([
      { status: 'New', at: '2015-02-02 17:05' },
      { status: 'Complete', at: '2015-03-04 00:30' },
    ]);
  });
});

describe('an import that is cut short', () => {
  const rows = Array.from(
    { length: 12_000 },
    (_, index) => `${index},11/12/24,Item ${index},maria,,Complete,Low,,"note\nof ${index}"\n`,
  );
  const file = () => cli.write('big.csv', HEADER + rows.join(''));
  const eventsAppear = async () => {
    while (((await countOf('events')) ?? 0) < 500);
  };

  it('is completed by the same file after kill -9, without doubles or half items', async () => {
    const { process: child, ended } = cli.start(...args(file(), ...CREATE));
    await eventsAppear();
    child.kill('SIGKILL');
    expect((await ended).code).toBe('SIGKILL');
    const before = (await countOf('action_items')) ?? 0;
    expect(before).toBeLessThan(rows.length);
    const { summary } = await cli.json<Report>(...args(file(), ...CREATE));
    expect(summary).toMatchObject({ created: rows.length - before, skipped: before });
    const [items] = await query(
      databaseUrl,
      `SELECT count(*)::int, count(DISTINCT title)::int AS titles, max(number) AS highest,
         min(version) AS least, max(version) AS most FROM action_items`,
    );
    expect(items).toEqual({ count: 12_000, titles: 12_000, highest: 12_000, least: 3, most: 3 });
  });

  it('finishes the rows in flight on a signal and says that there are more', async () => {
    const { process: child, ended } = cli.start(...args(file(), '--json', ...CREATE));
    await eventsAppear();
    child.kill('SIGTERM');
    const { code, stdout } = await ended;
    expect(code).toBe(143);
    const report = JSON.parse(stdout) as Report;
    expect(report.complete).toBe(false);
    expect(await countOf('action_items')).toBe(report.summary.created);
  });
});
