/**
 * Lists go out as workbooks, are edited at random on both sides, and come back: exactly the cells
 * that only the partner has changed are taken, and those that both have changed are conflicts.
 */
import type { Import, Item, Tracker } from '@action-tracker/contracts';
import { propertyRuns } from '@action-tracker/runtime/testing';
import fc from 'fast-check';
import type { CellValue } from 'hucre/xlsx';
import { edited, listAsWorkbook } from '../testing/partner-workbook';
import { ServedApplication, uploadForm } from '../testing/served-application';

const RUNS = propertyRuns(2);
const ITEMS = 5;

let served: ServedApplication;
let trackers = 0;

beforeAll(async () => {
  served = await ServedApplication.start();
}, 60_000);
afterAll(() => served.stop());

/** The values that each side may set a field to; the first is that of a new item. */
const VALUES = {
  title: ['Item', 'Called them', '=1+1', '2026-01-01'],
  priority: ['Medium', 'High', 'Low'],
  category: ['Systems', 'ADCS'],
  due_date: ['2026-03-01', null, '2026-04-15'],
  owner: ['Maria Ferreira', 'Bo Lind'],
  status: ['New', 'Blocked', 'Complete'],
} as const;
const HEADINGS = {
  ...{ title: 'Title', priority: 'Priority', category: 'Category', due_date: 'Due date' },
  ...{ owner: 'Owner', status: 'Status' },
} as const;
type Field = keyof typeof VALUES;
type Values = Record<Field, string | null>;

const FIELDS = Object.keys(VALUES) as Field[];
const BASE: Values = {
  ...{ title: 'Item', priority: 'Medium', category: 'Systems', due_date: '2026-03-01' },
  ...{ owner: 'Maria Ferreira', status: 'New' },
};

const change = fc.constantFrom(...FIELDS).chain((field) =>
  fc.record({
    field: fc.constant(field),
    value: fc.constantFrom<string | null>(...VALUES[field]),
    item: fc.nat({ max: ITEMS - 1 }),
    side: fc.constantFrom('theirs', 'ours'),
  }),
);
type Change = typeof change extends fc.Arbitrary<infer C> ? C : never;
const story = fc.record({
  changes: fc.array(change, { minLength: 5, maxLength: 30 }),
  /** Columns and rows in another order. */
  isMoved: fc.boolean(),
  isLong: fc.boolean(),
});

it(
  'takes exactly what only the partner has changed',
  async () => {
    await fc.assert(
      fc.asyncProperty(story, async ({ changes, isMoved, isLong }) => {
        const n = trackers++;
        const letters = String.fromCharCode(65 + Math.floor(n / 26), 65 + (n % 26));
        const tracker = await served.openTracker(`RE${letters}`);
        await addItems(tracker);
        const list = await listAsWorkbook(served, tracker, isLong ? 1 : undefined);
        const [theirs, ours] = (['theirs', 'ours'] as const).map((side) => valuesOf(changes, side));
        if (!theirs || !ours) throw new Error('Expected two sides');
        const bytes = await edited(list, (rows) => written(rows, theirs, isMoved));
        for (const [item, values] of ours.entries()) await apply(tracker, item, values);
        const form = uploadForm(tracker.id, bytes, 'list.xlsx');
        const { id } = (await served.send<Import>('POST', '/api/imports', { form })).body;
        const expected = expectedOf(theirs, ours);
        const { cells, counts } = await served.preview(id);
        expect([cells, counts.refused]).toEqual([expected.cells, 0]);
        await served.runImport(id);
        for (const [item, values] of expected.items.entries()) {
          expect(await itemOf(tracker, item)).toEqual(values);
        }
        const again = await served.preview(id);
        expect([again.cells.take, again.counts.change]).toEqual([0, 0]);
      }),
      { numRuns: RUNS },
    );
  },
  propertyRuns(120_000),
);

/** What the items are on one side. */
function valuesOf(changes: readonly Change[], side: Change['side']): readonly Values[] {
  const items = Array.from({ length: ITEMS }, () => ({ ...BASE }));
  for (const { field, value, item, side: of } of changes) {
    const values = items[item];
    if (of === side && values) values[field] = value;
  }
  return items;
}

function expectedOf(theirs: readonly Values[], ours: readonly Values[]) {
  const cells = { take: 0, keep: 0, conflict: 0 };
  const items = theirs.map((values, item) => {
    const after: Values = { ...(ours[item] ?? BASE) };
    for (const field of FIELDS) {
      const result = resultOf(BASE[field], values[field], after[field]);
      if (result === 'same') continue;
      cells[result] += 1;
      if (result === 'take') after[field] = values[field];
    }
    return after;
  });
  return { cells, items };
}

function resultOf(base: string | null, theirs: string | null, ours: string | null) {
  if (theirs === ours) return 'same';
  if (theirs === base) return 'keep';
  return ours === base ? 'take' : 'conflict';
}

const idOf = ({ prefix }: Tracker, item: number) =>
  `${prefix}-${String(item + 1).padStart(3, '0')}`;
const userId = (name: string | null) =>
  name === 'Bo Lind' ? served.userIds.bo : served.userIds.maria;

async function addItems(tracker: Tracker): Promise<void> {
  const { title, priority, category, due_date } = BASE;
  const json = { title, priority, category, due_date, owner_id: userId(BASE.owner) };
  for (let item = 0; item < ITEMS; item += 1) {
    await served.send('POST', `/api/trackers/${tracker.id}/items`, { json });
  }
}

/** The rows of the workbook with the values of the partner. */
function written(rows: CellValue[][], theirs: readonly Values[], isMoved: boolean): CellValue[][] {
  const [header = [], ...others] = rows;
  for (const row of others) {
    const item = Number(String(row[header.indexOf('ID')]).split('-')[1]) - 1;
    for (const field of FIELDS) {
      row[header.indexOf(HEADINGS[field])] = cellOf(field, theirs[item]?.[field] ?? null);
    }
  }
  if (!isMoved) return rows;
  return [header, ...others.toReversed()].map((row) => row.toReversed());
}

function cellOf(field: Field, value: string | null): CellValue {
  if (field !== 'due_date') return value;
  return value === null ? 'TBD' : new Date(value);
}

/** Makes an item what it is on our side. */
async function apply(tracker: Tracker, item: number, values: Values): Promise<void> {
  const { title, priority, category, due_date, owner, status } = values;
  const path = `/api/items/${idOf(tracker, item)}`;
  const json = { title, priority, category, due_date, owner_id: userId(owner) };
  await served.send('PATCH', path, { json });
  if (status !== BASE.status) await served.send('POST', `${path}/status`, { json: { status } });
}

async function itemOf(tracker: Tracker, item: number): Promise<Values> {
  const { body } = await served.send<Item>('GET', `/api/items/${idOf(tracker, item)}`);
  const { title, priority, category, due_date, owner_id, status } = body;
  const owner = owner_id === served.userIds.bo ? 'Bo Lind' : 'Maria Ferreira';
  return { title, priority, category, due_date, owner, status };
}
