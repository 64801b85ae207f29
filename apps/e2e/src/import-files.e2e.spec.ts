/** Minimal files of each kind that real spreadsheet programs write. */
import { writeXlsx } from 'hucre/xlsx';
import { createEmptyDatabase } from '@action-tracker/runtime/testing';
import { Cli, copyDatabase, query } from './support/cli';

const MAPPING = {
  dates: { formats: ['yyyy-MM-dd'] },
  key: ['No'],
  fields: {
    title: { column: 'Action' },
    category: { column: 'Area' },
    owner: { column: 'Owner' },
    priority: { column: 'Prio' },
    status: { column: 'State', values: { Open: 'New' } },
    create_date: { column: 'Opened' },
    due_date: { column: 'Due' },
  },
  notes: [{ column: 'Notes' }],
};
const HEADER = 'No,Action,Owner,Area,Prio,State,Opened,Due,Notes';
const ONE = '1,Check the bolts,Ana,Mechanical,High,Open,2026-01-05,2026-02-01,first';
const TWO = '2,Ask the vendor,Ben,Systems,Low,Open,2026-01-06,,second';
const FILE = `${HEADER}\n${ONE}\n${TWO}\n`;

let furnishedUrl: string;
let databaseUrl: string;
let cli: Cli;

beforeAll(async () => {
  furnishedUrl = await createEmptyDatabase();
  const setUp = new Cli({ DATABASE_URL: furnishedUrl });
  await setUp.succeed('migrate');
  await setUp.succeed('create-user', '--email', 'maria@example.com', '--name', 'Maria');
});

beforeEach(async () => {
  databaseUrl = await copyDatabase(furnishedUrl);
  cli = new Cli({ DATABASE_URL: databaseUrl, ACTION_TRACKER_USER: 'maria@example.com' });
});

function take(content: string | Uint8Array, mapping: object | string = MAPPING) {
  const text = typeof mapping === 'string' ? mapping : JSON.stringify(mapping);
  return cli.run(
    ...['import', cli.write('log.csv', content), '--mapping', cli.write('mapping.json', text)],
    ...['--tracker', 'RAID', '--create-tracker', 'RAID log', '--create-users'],
  );
}

const titles = async () => {
  const rows = await query<{ title: string }>(
    databaseUrl,
    'SELECT title FROM action_items ORDER BY number',
  );
  return rows.map(({ title }) => title);
};
const BOTH = ['Check the bolts', 'Ask the vendor'];

it.each([
  ['line ends of old Macintoshs', FILE.replaceAll('\n', '\r'), MAPPING],
  ['rows of separators', `${HEADER}\n${ONE}\n,,,,,,,,\n${TWO}\n , ,,,,,,,\n\n`, MAPPING],
  ['the separator in its first line', `sep=;\n${FILE.replaceAll(',', ';')}`, MAPPING],
  ['a mapping with a byte order mark', FILE, `\uFEFF${JSON.stringify(MAPPING)}`],
  ['UTF-16', Buffer.from(`\uFEFF${FILE}`, 'utf16le'), MAPPING],
  ['headings with no-break spaces', FILE.replace('Action', 'Action\u00a0'), MAPPING],
])('reads a file with %s', async (_, content, mapping) => {
  expect((await take(content, mapping)).code).toBe(0);
  expect(await titles()).toEqual(BOTH);
});

const DIARY = '20/01/2026 Maria: sent\n14/01/2026 AB: asked';

it('guesses the mapping of a workbook, and imports it with that', async () => {
  const day = new Date('2026-02-01T00:00:00Z');
  const rows = [
    ['Action log'],
    [],
    ['No', 'Action', 'Responsible', 'Area', 'Prio', 'State', 'Opened', 'Due', 'Remarks'],
    [1, 'Check the bolts', 'Ana', 'Mechanical', 'Critical', 'On hold', '13/01/2026', day, DIARY],
    [2, 'Ask the vendor', 'Ben', 'Systems', 'low', 'Frozen', 'soon', null, 'second'],
  ];
  const file = cli.write('log.xlsx', await writeXlsx({ sheets: [{ name: 'Log', rows }] }));
  const options = [file, '--tracker', 'RAID', '--create-tracker', '--create-users'];
  const guess = await cli.run('import', file, '--tracker', 'RAID', '--guess');
  expect(guess.stderr).toContain('"Area": category, 81 % sure');
  expect(guess.stderr).toContain('? status: "Frozen" (1 row) is taken for New. Or: Not Started');
  const corrected = async (text: string) =>
    cli.run(
      ...['import', file, '--tracker', 'RAID', '--guess', '--mapping', cli.write('own.json', text)],
    );
  const own = { fields: { priority: { default: 'Low' } } };
  const merged = JSON.parse((await corrected(JSON.stringify(own))).stdout) as typeof own;
  expect(merged.fields).toMatchObject({ ...own.fields, title: { column: 'Action' } });
  expect((await corrected('{')).stderr).toContain('Expected a mapping file as JSON at ');
  const mapping = cli.write('mapping.json', guess.stdout);
  const { stdout, code } = await cli.run('import', ...options, '--mapping', mapping);
  const again = await cli.run('import', ...options, '--mapping', mapping);
  expect(again.stdout).toContain('2 rows: 1 skipped, 1 refused');
  expect(stdout).toContain('cell G5: refused: create_date: expected a date like d/M/yyyy');
  expect([code, await titles()]).toEqual([1, BOTH.slice(0, 1)]);
  expect(
    await query(databaseUrl, 'SELECT number, status, priority, due_date::text FROM action_items'),
  ).toEqual([{ number: 1, status: 'Blocked', priority: 'High', due_date: '2026-02-01' }]);
  const written = `SELECT n.note_date::text, n.content, u.name FROM notes n JOIN users u ON u.id = n.author_id
                   ORDER BY n.note_date, n.content`;
  expect((await query(databaseUrl, written)).slice(-2)).toEqual([
    { note_date: '2026-01-14', content: 'AB: asked', name: 'Maria' },
    { note_date: '2026-01-20', content: 'sent', name: 'Maria' },
  ]);
});

it('reads a cell with a lone carriage return as two lines, and a second column of one name', async () => {
  const content = `${HEADER},Label,Label\r\n${ONE.replace('first', '"one\rtwo"')},a,b\r\n`;
  expect((await take(content)).code).toBe(0);
  expect(await query(databaseUrl, 'SELECT content FROM notes')).toEqual([
    { content: expect.stringMatching(/^one\ntwo\n[^]*Label: a\nLabel \(column 11\): b$/) },
  ]);
});

it('keeps ids without zeros, and takes a guarded title for what it was', async () => {
  const fields = { ...MAPPING.fields, id: { column: 'No' } };
  const content = `${HEADER}\n${ONE.replace('1,Check the bolts', "RAID-1,'+5V rail")}\n`;
  expect((await take(content, { ...MAPPING, fields })).code).toBe(0);
  expect(await query(databaseUrl, 'SELECT id, title FROM action_items')).toEqual([
    { id: 'RAID-001', title: '+5V rail' },
  ]);
  const far = `${HEADER}\n${ONE.replace('1,', '999999999,')}\n${TWO}\n`;
  const { code, stdout } = await take(far, { ...MAPPING, fields });
  expect([code, stdout]).toEqual([1, expect.stringContaining('expected a number up to 100002')]);
});

it('creates no user for a placeholder, and says how to treat it as empty', async () => {
  const signs = ['-', '?', '—', '0', '#N/A', '#REF!', '(blank)', '<none>'];
  const words = [...signs, 'n/a', 'Unassigned', 'TBD', 'k. A.', 'Não atribuído', 'sin asignar'];
  const rows = words.map((word, n) => ONE.replace('1,', `${n},`).replace('Ana', word));
  const { code, stdout } = await take(`${HEADER}\n${rows.join('\n')}\n`);
  expect(code).toBe(1);
  for (const word of words) {
    expect(stdout).toContain(
      `owner: expected a person, found "${word}": write it under "no_value"`,
    );
  }
  expect(await query(databaseUrl, 'SELECT name FROM users')).toEqual([{ name: 'Maria' }]);
});

it('takes a file of which nothing is taken for no success, and opens no tracker', async () => {
  for (const rows of ['', ',,,,,,,,\n', `${ONE.replace('2026-01-05', 'soon')}\n`]) {
    expect((await take(`${HEADER}\n${rows}`)).code).toBe(1);
  }
  expect(await query(databaseUrl, 'SELECT FROM ledgers')).toEqual([]);
});

it('does not move the time of a tracker when every row is refused', async () => {
  await take(FILE);
  const last = 'SELECT last_recorded_at::text AS at, head::int FROM ledgers';
  const before = await query(databaseUrl, last);
  await take(`${HEADER}\n${ONE.replace('1,', '9,').replace('2026-01-05', 'soon')}\n`);
  expect(await query(databaseUrl, last)).toEqual(before);
});

it('changes nothing with the same file after its people were merged', async () => {
  await take(FILE);
  await cli.succeed('create-user', '--email', 'ana@example.com', '--name', 'Ana');
  const refused = await take(FILE.replace('1,', '7,'));
  expect(refused.stdout).toContain('merge-users --from ana@import.invalid --into ana@example.com');
  const names = ['--from', 'ana@import.invalid', '--into', 'ana@example.com'];
  await cli.succeed('merge-users', ...names, '--as', 'maria@example.com');
  const { code, stdout } = await take(FILE);
  expect([code, stdout]).toEqual([0, '2 rows: 2 skipped\n']);
  // Five commands, each a process.
}, 180_000);

it('is reported honestly when it is imported twice at once', async () => {
  const rows = Array.from({ length: 400 }, (_, n) => ONE.replace('1,', `${n + 1},`));
  const content = `${HEADER}\n${rows.join('\n')}\n`;
  await take(`${HEADER}\n${TWO.replace('2,', '9999,')}\n`);
  const both = await Promise.all([take(content), take(content)]);
  const counts = both.map(({ stdout }) =>
    ['created', 'skipped'].map((word) =>
      Number(new RegExp(`(\\d+) ${word}`).exec(stdout)?.[1] ?? 0),
    ),
  );
  expect(counts.reduce((sum, [created = 0]) => sum + created, 0)).toBe(400);
  expect(counts.reduce((sum, [, skipped = 0]) => sum + skipped, 0)).toBe(400);
});
