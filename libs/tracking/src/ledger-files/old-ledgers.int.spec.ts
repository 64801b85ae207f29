/** Real databases and files of earlier programs, used by this one. */
import {
  GOLDEN_DATABASES,
  goldenRows,
  goldenText,
  type GoldenDatabase,
} from '@action-tracker/domain/testing';
import { expectSoundLedgers } from '@action-tracker/event-store/testing';
import type { Pool } from 'pg';
import { ChangeTrackerCommand } from '../trackers/change-tracker';
import { ImportLedgerLinesCommand } from './import-ledger-lines';
import { ListItems } from '../items/action-items';
import { GetItem } from '../items/get-item';
import { GetItemAtVersion } from '../items/item-past';
import { exportLedger } from './ledger-file';
import { ListNotes } from '../items/notes';
import { ListStatusHistory } from '../items/status-history';
import { inTodaysForm, isSameLine, readLedgerFileHeader, readLedgerLine } from './read-ledger-file';
import { GetTrackerAtVersion } from '../trackers/tracker-past';
import { GetTracker } from '../trackers/trackers';
import { verifyReadModels } from '../read-tables/verify';
import { Application, idOf } from '../testing/application';
import { bringReadModelsUpToDate, rebuildReadModels } from '../read-tables/rebuild';
import { Scope } from '../ledger/scope';

const LATER = new Date('2027-01-01T12:00:00.000Z');
const SATELLITES = 'Satellites\nand their ground stations';

/** The program on a database with the rows of a golden one. */
const restore = (name: GoldenDatabase): Promise<Application> =>
  Application.openLike(name.replace('-', '_'), LATER, ({ database }) =>
    insertRows(name, database.pool),
  );

async function insertRows(name: GoldenDatabase, pool: Pool): Promise<void> {
  for (const { table, row } of goldenRows(name)) {
    const columns = Object.keys(row).join(', ');
    await pool.query(
      `INSERT INTO ${table} (${columns}) OVERRIDING SYSTEM VALUE
       SELECT ${columns} FROM jsonb_populate_record(NULL::${table}, $1)`,
      [JSON.stringify(row)],
    );
  }
  await pool.query(`SELECT setval('ledger_ids', 2), setval('users_id_seq', 3)`);
  await bringReadModelsUpToDate(pool);
}

async function differences(app: Application): Promise<readonly unknown[]> {
  const found: unknown[] = [];
  for await (const ledger of verifyReadModels(app.database.pool)) found.push(...ledger.differences);
  return found;
}

async function exported(app: Application): Promise<readonly string[]> {
  const ledger = await exportLedger(app.database.pool, 'AD');
  if (!ledger) throw new Error('Expected the tracker AD');
  const lines = [JSON.stringify(ledger.header)];
  for await (const command of ledger.commands) lines.push(JSON.stringify(command));
  return lines;
}

const schemaVersions = async ({ database }: Application) => {
  const { rows } = await database.pool.query<{ version: number }>(
    `SELECT schema_version AS version FROM events
     WHERE ledger_id = 1 AND type = 'TrackerDetailsChanged' ORDER BY position`,
  );
  return rows.map(({ version }) => version);
};

/** What users see, without ids and recording times, which differ between databases. */
async function seen(app: Application) {
  const items = await app.query(new ListItems(Scope.everything));
  const details = [];
  for (const { id } of items.filter(({ id }) => id.startsWith('AD'))) {
    const {
      created_at: _,
      updated_at: __,
      notes,
      ...item
    } = await app.query(new GetItem(Scope.everything, id));
    const history = (await app.query(new ListStatusHistory(Scope.everything, id))).items;
    details.push({ item, notes: notes.map(({ content }) => content), history });
  }
  const {
    name,
    description,
    next_number: next,
  } = await app.query(new GetTracker(Scope.everything, 1));
  return { details, tracker: { name, description, next } };
}

describe.each(GOLDEN_DATABASES)('A database like %s', (name) => {
  let app: Application;

  beforeAll(async () => {
    app = await restore(name);
  });

  afterAll(() => app.close());

  const expectNoDifferences = async () => {
    await expectSoundLedgers(app.database.pool);
    expect(await differences(app)).toEqual([]);
  };

  it('is read as it was meant, now and at every version, with the moves of its dates', async () => {
    expect(await app.query(new GetTracker(Scope.everything, 1))).toMatchObject({
      name: 'Astro Digital',
    });
    expect(await app.query(new GetTrackerAtVersion(Scope.everything, 1, 3))).toMatchObject({
      name: 'Astro',
      description: SATELLITES,
    });
    expect(await app.query(new GetItemAtVersion(Scope.everything, 'AD-001', 6))).toMatchObject({
      status: 'New',
    });
    expect((await app.query(new ListNotes(Scope.everything, 'AD-001'))).items).toHaveLength(1);
    expect((await app.query(new ListStatusHistory(Scope.everything, 'AD-001'))).items).toHaveLength(
      3,
    );
    expect(await app.query(new GetItem(Scope.everything, 'AD-001'))).toMatchObject({
      ...{ due_date: null, first_due_date: '2026-04-01', due_date_moves: 0, days_slipped: null },
    });
    const moves = name === 'database-v3' ? 1 : 0;
    expect(await app.query(new GetItem(Scope.everything, 'AD-002'))).toMatchObject({
      ...{ first_due_date: '2026-05-01', due_date_moves: moves, due_date_slips: moves },
      days_slipped: moves * 14,
    });
    await expectNoDifferences();
  });

  it('goes on: new entries follow old ones, and are rebuilt and exported with them in the form of today', async () => {
    const before = await schemaVersions(app);
    await app.command(new ChangeTrackerCommand(1, { description: 'Renewed' }, app.origin()));
    expect(await schemaVersions(app)).toEqual([...before, 2]);
    const live = await seen(app);
    expect(live.tracker).toMatchObject({ name: 'Astro Digital', description: 'Renewed' });
    await rebuildReadModels(app.database.pool);
    expect(await seen(app)).toEqual(live);
    await expectNoDifferences();
    const lines = await exported(app);
    const changes = lines.filter((line) => line.includes('TrackerDetailsChanged'));
    expect(changes).toHaveLength(4);
    for (const line of changes) expect(line).toContain('"schema_version":2');
    expect(changes[0]).toContain('"data":{"to":{"name":"Astro"},"from":{"name":"Astro Digital"}}');
  });
});

describe('An export of version 1', () => {
  const lines = goldenText('export-v1.ndjson').trimEnd().split('\n');

  it('enters an empty database as if it were exported today', async () => {
    const app = await Application.open('UTC', LATER);
    const ids = new Map<string, number>();
    for (const user of readLedgerFileHeader(lines[0] ?? '').users) {
      ids.set(user.email, (await app.users.create(user)).id);
    }
    const importer = { id: ids.values().next().value ?? 0, correlationId: idOf(0) };
    const read = lines.slice(1).map((text) => readLedgerLine(text, ids));
    const opened = await app.command(
      new ImportLedgerLinesCommand('AD', { id: 0, head: 0 }, read.slice(0, 1), importer),
    );
    await app.command(new ImportLedgerLinesCommand('AD', opened, read.slice(1), importer));
    expect(await schemaVersions(app)).toEqual([2, 2, 2]);
    expect(await differences(app)).toEqual([]);
    const [, ...commands] = await exported(app);
    for (const [index, line] of lines.slice(1).entries()) {
      expect(isSameLine(inTodaysForm(line), JSON.parse(commands[index] ?? ''))).toBe(true);
    }
    expect(commands).toHaveLength(lines.length - 1);
    const origin = await restore('database-v1');
    const withoutIds = ({ details, tracker }: Awaited<ReturnType<typeof seen>>) => ({
      tracker,
      notes: details.map(({ notes }) => notes),
      history: details.map(({ history }) =>
        history.map(({ status, comment }) => [status, comment]),
      ),
      items: details.map(({ item }) => [item.title, item.status, item.due_date, item.version]),
    });
    expect(withoutIds(await seen(app))).toEqual(withoutIds(await seen(origin)));
    await origin.close();
    await app.close();
  });
});
