/**
 * The items of a tracker as a spreadsheet, with the columns of the API's CSV; an e2e test compares
 * the two.
 */
import { guarded, usersById } from '@action-tracker/contracts';
import { ITEM_CSV_HEADINGS, itemCsvCells } from '@action-tracker/contracts/item-csv';
import { FindItems, type Scope } from '@action-tracker/tracking';
import { stringify } from 'csv-stringify/sync';
import type { Session } from '../session';

const PAGE_ITEMS = 1_000;

/** UTF-8 with a byte order mark; formulas are escaped. */
export async function* spreadsheetOf(
  { queries, users }: Session,
  trackerId: number,
  scope: Scope,
): AsyncGenerator<{ readonly text: string; readonly count: number }> {
  const byId = usersById(await users.list());
  yield { text: toCsv([ITEM_CSV_HEADINGS], true), count: 0 };
  let after: string | undefined;
  do {
    const filter = { limit: PAGE_ITEMS, ...(after === undefined ? {} : { after }) };
    const page = await queries.execute(new FindItems(scope, filter, trackerId));
    const rows = page.items.map((item) => itemCsvCells(item, byId));
    yield { text: toCsv(rows, false), count: rows.length };
    after = page.next;
  } while (after !== undefined);
}

const toCsv = (rows: readonly (readonly string[])[], bom: boolean): string =>
  stringify(
    rows.map((row) => row.map(guarded)),
    { bom, record_delimiter: 'windows' },
  );
