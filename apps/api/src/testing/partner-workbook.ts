/** Lists as workbooks that a partner gets, edits in a spreadsheet program and sends back. */
import {
  ABOUT_NAMES,
  AS_OF_HEADER,
  POSITION_HEADER,
  type ListedItem,
  type Tracker,
  type User,
} from '@action-tracker/contracts';
import { readXlsx, writeXlsx, type CellValue } from 'hucre/xlsx';
import { workbookOf } from '../workbook/item-workbook';
import type { ServedApplication } from './served-application';

/**
 * The list of a tracker as a workbook; the worker that writes it runs in the built product only.
 *
 * @param maxFormattedRows a longer list has one sheet without properties
 */
export async function listAsWorkbook(
  served: ServedApplication,
  tracker: Tracker,
  maxFormattedRows?: number,
): Promise<Buffer> {
  const path = `/api/trackers/${tracker.id}/items?as_of=-PT0S&axis=recorded`;
  const { body: items, headers } = await served.send<readonly ListedItem[]>('GET', path);
  const users = (await served.send<readonly User[]>('GET', '/api/users')).body;
  const about = [
    [ABOUT_NAMES.tracker, tracker.prefix],
    [ABOUT_NAMES.position, headers.get(POSITION_HEADER) ?? ''],
    [ABOUT_NAMES.asOf, headers.get(AS_OF_HEADER) ?? ''],
  ] as const;
  async function* batches() {
    yield await Promise.resolve({ items: items.map((item) => JSON.stringify(item)), notes: [] });
  }
  const parts: Uint8Array[] = [];
  for await (const part of workbookOf({ users, about }, batches(), maxFormattedRows)) {
    parts.push(part);
  }
  return Buffer.concat(parts);
}

/** What a partner does in a spreadsheet program, which writes the whole workbook anew. */
export async function edited(
  bytes: Buffer,
  edit: (rows: CellValue[][]) => CellValue[][],
): Promise<Buffer> {
  const { sheets } = await readXlsx(bytes);
  const written = sheets.map(({ name, rows, hidden }) => ({
    ...{ name, rows: name === 'Items' ? edit(rows) : rows },
    ...(hidden === true ? { hidden } : {}),
  }));
  return Buffer.from(await writeXlsx({ sheets: written }));
}
