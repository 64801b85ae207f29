import { createEmptyDatabase } from '@action-tracker/runtime/testing';
import { Cli, copyDatabase, query } from './support/cli';

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
    ...['--mapping', 'mapping.json', ...more],
  ] as const;
const countOf = async (table: string) =>
  (await query<{ count: number }>(databaseUrl, `SELECT count(*)::int FROM ${table}`))[0]?.count;

const history = () =>
  query<{ entry: string }>(
    databaseUrl,
    `SELECT concat_ws(' ', e.stream, e.type, e.data ->> 'from', e.data ->> 'to', u.name,
       to_char(e.occurred_at AT TIME ZONE 'UTC', 'DD.MM. HH24:MI')) AS entry
     FROM events e JOIN users u ON u.id = e.actor_id
     WHERE type NOT IN ('TrackerOpened', 'ItemReassigned') ORDER BY position`,
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

  it('changes nothing the second time, and tells a history that has changed', async () => {
    await cli.succeed(...args(LOG, ...NEW));
    const events = await countOf('events');
    expect(await cli.succeed(...args(LOG))).toMatch(/^2 items: 2 skipped$/m);
    const grown = `${LOG}I-1,Closed,2,06-03-2016 12:00,Ana,Medium,?,Caller 8\n`;
    const { code, stdout } = await cli.run(...args(grown));
    expect(code).toBe(1);
    expect(stdout).toMatch(/^line 3: differs SD-002 \(imported before with other content/m);
    expect(await countOf('events')).toBe(events);
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
    expect([await countOf('events'), await countOf('users')]).toEqual([0, 1]);
  });

  it('only reports in a dry run', async () => {
    const report = await cli.json<Report>(...args(LOG, ...NEW, '--dry-run'));
    expect(report.summary).toMatchObject({ would_create: 2, refused: 0 });
    expect([await countOf('events'), await countOf('users')]).toEqual([0, 1]);
  });

  it('goes with CSV only', async () => {
    const { code, stderr } = await cli.run('import', 'ad.ndjson', '--tracker', 'AD', '--history');
    expect([code, stderr]).toEqual([2, expect.stringContaining('takes no --mapping, --history')]);
  });
});
