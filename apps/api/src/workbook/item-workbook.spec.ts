import { Readable } from 'node:stream';
import { readMarkHeading, type ListedItem, type Note, type User } from '@action-tracker/contracts';
import { readXlsx } from 'hucre/xlsx';
import { workbookOf, type WorkbookBatch } from './item-workbook';

const MARIA = { id: 7, name: 'Maria Fitzgerald', initials: 'MF', merged_into_id: null } as User;
const ABOUT = [
  ['Tracker', 'AD'],
  ['Position', '42'],
  ['As of', '2026-02-01T00:00:00.000Z'],
] as const;

const anItem = (number: number, values: Partial<ListedItem> = {}) =>
  JSON.stringify({
    ...{ id: `AD-${number}`, tracker_id: 1, number, title: `Item ${number}` },
    ...{ create_date: '2026-01-02', created_by_id: 7, owner_id: 7, due_date: '2026-03-01' },
    ...{ category: 'ADCS', priority: 'High', status: 'New', latest_note: null, note_count: 0 },
    ...{ updated_at: '2026-01-02T10:11:12.000Z', ...values },
  });

async function written(batches: readonly WorkbookBatch[], maxFormattedRows?: number) {
  const source = Readable.from(batches);
  const parts: Uint8Array[] = [];
  const head = { users: [MARIA], about: ABOUT };
  for await (const part of workbookOf(head, source, maxFormattedRows)) parts.push(part);
  const { sheets, properties } = await readXlsx(Buffer.concat(parts));
  const sheet = (name: string) => {
    const found = sheets.find((one) => one.name === name);
    if (!found) throw new Error(`Expected a sheet ${name}`);
    return found;
  };
  return { sheets, properties, sheet };
}

it('has typed dates, and text that looks like a formula stays text', async () => {
  const items = [anItem(1, { title: '=1+0' }), anItem(2, { due_date: null })];
  const { sheet } = await written([{ items, notes: [] }]);
  const [header, first, second] = sheet('Items').rows;
  const at = (heading: string) => (header ?? []).indexOf(heading);
  expect(first?.[at('ID')]).toBe('AD-1');
  expect(first?.[at('Title')]).toBe('=1+0');
  expect(first?.[at('Due date')]).toEqual(new Date('2026-03-01'));
  expect(first?.[at('Created')]).toEqual(new Date('2026-01-02'));
  expect(first?.[at('Owner')]).toBe('Maria Fitzgerald');
  expect(second?.[at('Due date')]).toBe('TBD');
});

it('has filters, a frozen header, and lists of the allowed values', async () => {
  const { sheet } = await written([{ items: [anItem(1)], notes: [] }]);
  const { autoFilter, freezePane, dataValidations = [] } = sheet('Items');
  expect(autoFilter?.range).toMatch(/^A1:[A-Z]2$/);
  expect(freezePane?.rows).toBe(1);
  expect(dataValidations).toHaveLength(4);
  const { rows, hidden } = sheet('Lists');
  expect(hidden).toBe(true);
  expect(rows[0]).toEqual(['Category', 'Owner', 'Priority', 'Status']);
  expect(rows[1]?.[1]).toBe('Maria Fitzgerald');
});

it('has the notes, and says of which moment it is', async () => {
  const note = {
    ...{ action_item_id: 'AD-1', note_date: '2026-02-03', author_id: 7, content: 'Called them' },
  } as Note;
  const { sheet, properties } = await written([{ items: [anItem(1)], notes: [note] }]);
  expect(sheet('Notes').rows[1]).toEqual([
    ...['AD-1', new Date('2026-02-03'), 'Maria Fitzgerald', 'Called them'],
  ]);
  const owner = ['Owner', '7 Maria Fitzgerald'];
  expect(sheet('About').rows).toEqual([...ABOUT, owner, ['Items', 'AD-1']]);
  expect(properties?.custom).toEqual(Object.fromEntries(ABOUT));
});

it('of no item has only the header', async () => {
  const { sheet } = await written([]);
  expect(sheet('Items').rows).toHaveLength(1);
});

it('of a long list has every row, and says in a hidden column which list it is', async () => {
  const batch = (from: number): WorkbookBatch => ({
    items: Array.from({ length: 10 }, (_, index) => anItem(from + index)),
    notes: [],
  });
  const { sheets, sheet } = await written([batch(0), batch(10), batch(20)], 15);
  expect(sheets.map(({ name }) => name)).toEqual(['Items']);
  const mark = { tracker: 'AD', position: 42, asOf: '2026-02-01T00:00:00.000Z' };
  const [header, ...rows] = sheet('Items').rows;
  expect(readMarkHeading(String(header?.at(-1)))).toEqual(mark);
  expect(rows).toHaveLength(30);
  expect(new Set(rows.map((row) => row.at(-1)))).toEqual(new Set(['7 Maria Fitzgerald']));
});
