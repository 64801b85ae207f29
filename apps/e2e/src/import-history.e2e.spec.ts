import { createEmptyDatabase } from '@action-tracker/runtime/testing';
import { ApiClient } from './support/api-client';
import { Cli, copyDatabase, query } from './support/cli';
import { startProduct } from './support/product';

const MAPPING = {
  dates: { formats: ['dd-MM-yyyy HH:mm'] },
  no_value: ['?'],
  key: ['number'],
  order: ['mod'],
  fields: {
    title: { column: 'number' },
    category: { default: 'SW / Ops' },
    owner: { column: 'assigned', default: 'Desk' },
    priority: { column: 'priority' },
    status: { column: 'state', values: { Active: 'In Progress', Closed: 'Complete' } },
    changed_at: { column: 'at' },
    changed_by: { column: 'by' },
  },
};
const HEADER = 'number,state,mod,at,by,priority,assigned,caller';
/** The rows of I-2 stand around one of I-1, and one of them before its time. */
const ROWS = [
  'I-2,Active,1,29-02-2016 09:00,Bo,High,?,Caller 7',
  'I-1,New,0,29-02-2016 01:23,Ana,Low,?,Caller 8',
  'I-2,Active,0,29-02-2016 08:00,Ana,Low,?,Caller 7',
  'I-2,Closed,2,05-03-2016 12:00,Bo,High,Ana,Caller 9',
  'I-1,New,1,29-02-2016 01:23,Ana,Medium,?,Caller 8',
];
const LOG = [HEADER, ...ROWS, ''].join('\n');

interface Report {
  readonly rows: readonly {
    readonly line: number;
    readonly outcome: string;
    readonly item_id?: string;
    readonly reason?: string;
  }[];
  readonly summary: Readonly<Record<string, number>>;
}

let emptyUrl: string;
let databaseUrl: string;
let cli: Cli;

beforeAll(async () => {
  emptyUrl = await createEmptyDatabase();
  const setUp = new Cli({ DATABASE_URL: emptyUrl });
  await setUp.succeed('migrate');
  await setUp.succeed('create-user', '--email', 'op@example.com', '--name', 'Operator');
});

beforeEach(async () => {
  databaseUrl = await copyDatabase(emptyUrl);
  cli = new Cli({ DATABASE_URL: databaseUrl, ACTION_TRACKER_USER: 'op@example.com' });
  cli.write('mapping.json', JSON.stringify(MAPPING));
});

const NEW = ['--create-tracker', 'Service desk', '--create-users'] as const;
const args = (log: string, ...more: readonly string[]) =>
  [
    ...['import', cli.write('log.csv', log), '--history', '--tracker', 'SD'],
    ...['--mapping', 'mapping.json', '--verbose', ...more],
  ] as const;
const countOf = async (table: string) =>
  (await query<{ count: number }>(databaseUrl, `SELECT count(*)::int FROM ${table}`))[0]?.count;

/** Without those that say what was imported at once. */
const ENTRIES = "events WHERE type NOT IN ('BatchBegun', 'BatchEnded')";

const history = () =>
  query<{ entry: string }>(
    databaseUrl,
    `SELECT concat_ws(' ', e.stream, e.type, e.data ->> 'from', e.data ->> 'to', u.name,
       to_char(e.occurred_at AT TIME ZONE 'UTC', 'DD.MM. HH24:MI')) AS entry
     FROM events e JOIN users u ON u.id = e.actor_id
     WHERE type NOT IN ('TrackerOpened', 'ItemReassigned', 'BatchBegun', 'BatchEnded') ORDER BY position`,
  );

describe('importing a log of changes', () => {
  it('makes one item of the rows of a key, with what happened, when, and by whom', async () => {
    const text = await cli.succeed(...args(LOG, ...NEW));
    expect(text).toBe(
      [
        'line 2: created SD-001',
        'line 3: created SD-002',
        'User created: Desk, desk@import.invalid',
        'User created: Ana, ana@import.invalid',
        'User created: Bo, bo@import.invalid',
        'Tracker opened: SD',
        '2 items: 2 created',
        '',
      ].join('\n'),
    );
    expect((await history()).map(({ entry }) => entry)).toEqual([
      'SD-001 ItemCreated Ana 29.02. 08:00',
      'SD-001 ItemStatusChanged New In Progress Ana 29.02. 08:00',
      'SD-001 ItemReprioritised Low High Bo 29.02. 09:00',
      'SD-001 ItemStatusChanged In Progress Complete Bo 05.03. 12:00',
      'SD-001 NoteAdded Bo 05.03. 12:00',
      'SD-002 ItemCreated Ana 29.02. 01:23',
      'SD-002 ItemReprioritised Low Medium Ana 29.02. 01:23',
      'SD-002 NoteAdded Ana 29.02. 01:23',
    ]);
    const [note] = await query<{ content: string }>(databaseUrl, 'SELECT content FROM notes');
    expect(note?.content).toContain('caller: Caller 7\n\n05-03-2016 12:00, Bo\ncaller: Caller 9');
    expect((await cli.run('verify-projections')).code).toBe(0);
  });

  it('changes nothing the second time, and reports a past that has changed', async () => {
    await cli.succeed(...args(LOG, ...NEW));
    const events = await countOf(ENTRIES);
    expect(await cli.succeed(...args(LOG))).toMatch(/^2 items: 2 skipped$/m);
    const fewer = LOG.replace(`${ROWS[4]}\n`, '');
    const between = `${LOG}I-1,Active,0.5,29-02-2016 01:23,Ana,Low,?,Caller 8\n`;
    for (const changed of [LOG.replace('Medium', 'High'), fewer, between]) {
      const { code, stdout } = await cli.run(...args(changed));
      expect(code).toBe(1);
      expect(stdout).toMatch(/^line 3: differs SD-002 \(imported before with other content/m);
    }
    expect(await countOf(ENTRIES)).toBe(events);
  });

  it('takes nothing of an item with a bad row, and all of the others', async () => {
    const log = `${LOG}I-1,Lost,2,06-03-2016,Ana,Medium,?,Caller 8\n`;
    const { rows, summary } = await cli.json<Report>(...args(log, ...NEW));
    expect(summary).toMatchObject({ created: 1, refused: 1 });
    expect(rows[1]).toMatchObject({ line: 3, outcome: 'refused' });
    expect(rows[1]?.reason).toMatch(
      /line 7, changed_at: expected a date.*line 7, status: expected one of/,
    );
    expect(await query(databaseUrl, `SELECT FROM action_items`)).toHaveLength(1);
  });

  it.each([
    ['a row of another width', 'I-1,New', /^error: line 7: expected 8 cells like the header/],
    ['a row without a key', ',New,3,06-03-2016 12:00,Ana,Low,?,Caller 8', /^error: line 7: key: /],
    ['a quote that never closes', '"I-1,New', /^error: line 7: expected a closing quote/],
  ])('writes nothing at all for %s', async (_, row, message) => {
    const { code, stderr } = await cli.run(...args(`${LOG}${row}\n`, ...NEW));
    expect([code, stderr]).toEqual([1, expect.stringMatching(message)]);
    expect([await countOf(ENTRIES), await countOf('users')]).toEqual([0, 1]);
  });

  it('only reports in a dry run', async () => {
    const report = await cli.json<Report>(...args(LOG, ...NEW, '--dry-run'));
    expect(report.summary).toMatchObject({ would_create: 2, refused: 0 });
    expect([await countOf(ENTRIES), await countOf('users')]).toEqual([0, 1]);
  });

  it('goes with CSV only', async () => {
    const { code, stderr } = await cli.run('import', 'ad.ndjson', '--tracker', 'AD', '--history');
    expect([code, stderr]).toEqual([
      2,
      expect.stringContaining('cannot be used with an exported tracker'),
    ]);
  });
});

describe('a log that has grown', () => {
  const MORE = [
    'I-1,Active,2,06-03-2016 12:00,Bo,Medium,?,Caller 8',
    'I-1,Active,3,07-03-2016 12:00,Bo,Medium,?,Caller 9',
    'I-3,New,0,07-03-2016 13:00,Ana,Low,?,Caller 8',
  ];
  const GROWN = [HEADER, ...MORE, ...ROWS, ''].join('\n');

  it('adds its new rows to the items, and changes nothing the next time', async () => {
    await cli.succeed(...args(LOG, ...NEW));
    const events = (await countOf(ENTRIES)) ?? 0;
    expect((await cli.json<Report>(...args(GROWN, '--dry-run'))).rows).toEqual([
      { line: 2, outcome: 'would_continue', item_id: 'SD-002', reason: '2 new rows' },
      { line: 4, outcome: 'would_create', item_id: 'SD-003' },
      { line: 5, outcome: 'skipped', item_id: 'SD-001', reason: 'imported before' },
    ]);
    expect(await countOf(ENTRIES)).toBe(events);
    const text = await cli.succeed(...args(GROWN));
    expect(text).toBe(
      [
        'line 2: continued SD-002 (2 new rows)',
        'line 4: created SD-003',
        'line 5: skipped SD-001 (imported before)',
        '3 items: 1 created, 1 continued, 1 skipped',
        '',
      ].join('\n'),
    );
    const entries = (await history()).map(({ entry }) => entry);
    expect(entries.filter((entry) => entry.startsWith('SD-002')).slice(-2)).toEqual([
      'SD-002 ItemStatusChanged New In Progress Bo 06.03. 12:00',
      'SD-002 NoteAdded Bo 07.03. 12:00',
    ]);
    const notes = await query<{ content: string }>(
      databaseUrl,
      `SELECT note_date::text AS day, content FROM notes WHERE action_item_id = 'SD-002' ORDER BY id`,
    );
    expect(notes[1]).toEqual({
      ...{ day: '2016-03-06', content: '07-03-2016 12:00, Bo\ncaller: Caller 9' },
    });
    await query(databaseUrl, 'DELETE FROM commands');
    expect(await cli.succeed(...args(GROWN))).toMatch(/^3 items: 3 skipped$/m);
    expect((await cli.run(...args(LOG))).stdout).toMatch(/^line 3: differs SD-002/m);
    const again = `${GROWN}I-1,Closed,4,08-03-2016 12:00,Bo,Medium,?,Caller 9\n`;
    expect(await cli.succeed(...args(again))).toMatch(/^line 2: continued SD-002 \(1 new row\)$/m);
  });

  it('is not applied to an item that people have changed after its new rows', async () => {
    await cli.succeed(...args(LOG, ...NEW));
    const product = await startProduct({ DATABASE_URL: databaseUrl, JWT_SECRET: 's'.repeat(32) });
    const api = await ApiClient.signIn(product.url);
    await api.post('/api/items/SD-002/status', { status: 'Blocked' });
    await product.stop();
    const events = (await countOf(ENTRIES)) ?? 0;
    expect(await cli.succeed(...args(LOG))).toMatch(/^2 items: 2 skipped$/m);
    for (const mode of [['--dry-run'], []]) {
      const { rows, summary } = await cli.json<Report>(...args(GROWN, ...mode));
      expect(summary).toMatchObject({ refused: 1, skipped: 1 });
      expect(rows[0]).toEqual({
        ...{ line: 2, outcome: 'refused', item_id: 'SD-002' },
        reason: expect.stringMatching(
          /^expected no change before the last entry of the item at 20.*Z, found one at 2016-03-06T12:00:00.000Z$/,
        ),
      });
    }
    expect(await countOf(ENTRIES)).toBe(events + 2);
  });

  it('is completed by the same file after kill -9, and added once by two at once', async () => {
    const log = (rows: number) => {
      const states = ['New', 'Active', 'Closed'].slice(0, rows);
      const lines = Array.from({ length: 1_000 }, (_, item) =>
        states.map(
          (state, row) => `I-${item},${state},${row},0${row + 1}-03-2016 12:00,Ana,Low,?,\n`,
        ),
      );
      return `${HEADER}\n${lines.flat().join('')}`;
    };
    await cli.succeed(...args(log(1), ...NEW));
    const continued = async () => ((await countOf(ENTRIES)) ?? 0) - 2_001;
    const { process: child, ended } = cli.start(...args(log(3)));
    while ((await continued()) < 200);
    child.kill('SIGKILL');
    expect((await ended).code).toBe('SIGKILL');
    expect(await continued()).toBeLessThan(2_000);
    await Promise.all([cli.succeed(...args(log(3))), cli.succeed(...args(log(3)))]);
    expect(await cli.succeed(...args(log(3)))).toMatch(/^1000 items: 1000 skipped$/m);
    const versions = `SELECT DISTINCT version, status FROM action_items`;
    expect(await query(databaseUrl, versions)).toEqual([{ version: 4, status: 'Complete' }]);
    expect((await cli.run('verify-projections')).code).toBe(0);
  });
});
