/** The same file imported again after its import was undone, or after somebody withdrew an item. */
import { createEmptyDatabase } from '@action-tracker/runtime/testing';
import { ApiClient } from './support/api-client';
import { Cli, query } from './support/cli';
import { startProduct } from './support/product';

const MAPPING = {
  dates: { formats: ['yyyy-MM-dd'] },
  key: ['No'],
  fields: {
    title: { column: 'Item' },
    category: { default: 'Systems' },
    owner: { default: 'maria@example.com' },
    priority: { default: 'High' },
    status: { column: 'Status' },
    create_date: { column: 'Day' },
  },
  notes: [{ column: 'Notes' }],
};
const FILE = `No,Item,Status,Day,Notes
1,Upload the logo,New,2025-11-03,Three branches
2,Configure labls,Complete,2025-11-03,
3,Test the templates,Blocked,2025-11-04,Waiting
`;
const CORRECTED = FILE.replace('labls,Complete', 'labels,In Progress').replace('Waiting', 'Ready');

interface Report {
  readonly rows: readonly {
    readonly line: number;
    readonly outcome: string;
    readonly item_id?: string;
    readonly reason?: string;
  }[];
}

let databaseUrl: string;
let cli: Cli;

beforeEach(async () => {
  databaseUrl = await createEmptyDatabase();
  cli = new Cli({ DATABASE_URL: databaseUrl, ACTION_TRACKER_USER: 'maria@example.com' });
  await cli.succeed('migrate');
  await cli.succeed('create-user', '--email', 'maria@example.com', '--name', 'Maria Ferreira');
  await importing(FILE, '--create-tracker', 'Client log');
});

const LOG_MAPPING = {
  ...MAPPING,
  fields: {
    ...MAPPING.fields,
    changed_at: { column: 'Day' },
    changed_by: { default: 'maria@example.com' },
    create_date: undefined,
  },
};

async function importing(content: string, ...more: readonly string[]): Promise<readonly string[]> {
  const isLog = more.includes('--history');
  const mapping = cli.write('mapping.json', JSON.stringify(isLog ? LOG_MAPPING : MAPPING));
  const file = cli.write('log.csv', content);
  const { rows } = await cli.json<Report>(
    ...['import', file, '--tracker', 'CL', '--mapping', mapping, ...more],
  );
  return rows.map(({ outcome, item_id: id = '' }) => `${outcome} ${id}`.trim());
}

async function undoLast(): Promise<void> {
  const [last] = await cli.json<readonly { readonly batch: string }[]>('batches', 'CL');
  await cli.succeed('undo', '--batch', last?.batch ?? '');
}

const items = () =>
  query<{ id: string; title: string; status: string; note: string | null }>(
    databaseUrl,
    `SELECT id, title, status, latest_note_line AS note FROM action_items
     WHERE withdrawn_at IS NULL ORDER BY number`,
  );

const ALL = ['CL-001', 'CL-002', 'CL-003'];

it('has every item once, with its number, as the corrected file says', async () => {
  await undoLast();
  expect(await items()).toEqual([]);
  const would = ALL.map((id) => `would_create ${id}`);
  expect(await importing(CORRECTED, '--dry-run')).toEqual(would);
  expect(await importing(CORRECTED)).toEqual(ALL.map((id) => `created ${id}`));
  expect(await items()).toEqual([
    { id: 'CL-001', title: 'Upload the logo', status: 'New', note: 'Three branches' },
    { id: 'CL-002', title: 'Configure labels', status: 'In Progress', note: 'No: 2' },
    { id: 'CL-003', title: 'Test the templates', status: 'Blocked', note: 'Ready' },
  ]);
});

it('changes nothing when the corrected file is imported once more', async () => {
  await undoLast();
  await importing(CORRECTED);
  expect(await importing(CORRECTED)).toEqual(ALL.map((id) => `skipped ${id}`));
  expect(await importing(FILE)).toEqual(['skipped CL-001', 'differs CL-002', 'differs CL-003']);
});

it('refuses a row whose item somebody withdrew, until it is reinstated', async () => {
  const product = await startProduct({ DATABASE_URL: databaseUrl, JWT_SECRET: 's'.repeat(32) });
  try {
    const api = await ApiClient.signIn(product.url);
    await api.post('/api/items/CL-002/withdraw', { reason: 'Not ours' });
    expect(await importing(FILE)).toEqual(['skipped CL-001', 'refused CL-002', 'skipped CL-003']);
    await api.post('/api/items/CL-002/reinstate', {});
    expect(await importing(FILE)).toEqual(ALL.map((id) => `skipped ${id}`));
  } finally {
    await product.stop();
  }
});

it('reinstates the item of a log as it was, and leaves alone one whose log differs', async () => {
  const log = (second: string) => `No,Item,Status,Day,Notes
8,Order cables,New,2025-11-03,
8,Order cables,${second},2025-11-05,
`;
  expect(await importing(log('Blocked'), '--history')).toEqual(['created CL-004']);
  await undoLast();
  expect(await importing(log('Complete'), '--history')).toEqual(['differs CL-004']);
  expect(await importing(log('Blocked'), '--history')).toEqual(['created CL-004']);
  expect((await items()).at(-1)).toMatchObject({ id: 'CL-004', status: 'Blocked' });
  expect(await importing(log('Blocked'), '--history')).toEqual(['skipped CL-004']);
  await undoLast();
  expect((await items()).map(({ id }) => id)).toEqual(ALL);
});
