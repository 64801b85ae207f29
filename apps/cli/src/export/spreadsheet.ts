/** The items of a tracker as a spreadsheet: the columns of the API's CSV, which the e2e compares. */
import type { Item } from '@action-tracker/contracts';
import { FindItems, guarded } from '@action-tracker/tracking';
import { stringify } from 'csv-stringify/sync';
import type { Session } from '../session';

const HEADINGS = [
  ...['ID', 'Title', 'Created', 'Created by', 'Due date', 'Category'],
  ...['Owner', 'Priority', 'Status', 'Last update'],
];
const PAGE_ITEMS = 1_000;

/** UTF-8 with a byte order mark; cells that a spreadsheet would compute are escaped. */
export async function* spreadsheetOf(
  { queries, users }: Session,
  trackerId: number,
): AsyncGenerator<{ readonly text: string; readonly count: number }> {
  const all = await users.list();
  const known = new Map(all.map(({ id, name }) => [id, name]));
  const names = new Map(
    all.map(({ id, name, merged_into_id: into }) => [id, known.get(into ?? id) ?? name]),
  );
  yield { text: toCsv([HEADINGS], true), count: 0 };
  let after: string | undefined;
  do {
    const filter = { limit: PAGE_ITEMS, ...(after === undefined ? {} : { after }) };
    const page = await queries.execute(new FindItems(filter, trackerId));
    const rows = page.items.map((item) => cells(item, names));
    yield { text: toCsv(rows, false), count: rows.length };
    after = page.next;
  } while (after !== undefined);
}

const toCsv = (rows: readonly (readonly string[])[], bom: boolean): string =>
  stringify(
    rows.map((row) => row.map(guarded)),
    { bom, record_delimiter: 'windows' },
  );

function cells(item: Item, names: ReadonlyMap<number, string>): readonly string[] {
  const nameOf = (id: number) => names.get(id) ?? `#${id}`;
  return [
    ...[item.id, item.title, item.create_date, nameOf(item.created_by_id)],
    ...[item.due_date ?? 'TBD', item.category, nameOf(item.owner_id)],
    ...[item.priority, item.status, item.updated_at],
  ];
}
