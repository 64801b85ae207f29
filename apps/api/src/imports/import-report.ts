/** What became of each row, as a spreadsheet. */
import { guarded, type ImportRow } from '@action-tracker/contracts';
import { stringify } from 'csv-stringify/sync';

const HEADINGS = ['Line', 'Outcome', 'Item', 'Field', 'Cell', 'Message'];

const write = (rows: readonly (readonly string[])[], bom = false): string =>
  stringify([...rows], { bom, record_delimiter: 'windows' });

/** UTF-8 with a byte order mark; formulas are escaped. */
export async function* importReport(
  pages: AsyncIterable<readonly ImportRow[]>,
): AsyncGenerator<string> {
  yield write([HEADINGS], true);
  for await (const rows of pages) yield write(rows.flatMap(linesOf));
}

/** One line per problem, and one for a row without any. */
function linesOf({ line, outcome, item_id: itemId, reasons, cells }: ImportRow) {
  const start = [String(line), outcome, itemId ?? ''];
  const changed = cells.map(({ field, ours, theirs, is_taken: isTaken }) => [
    ...[...start, field, ''],
    `${isTaken ? 'changed' : 'kept'}: ${ours ?? '–'}${isTaken ? ' to' : ', not'} ${theirs ?? '–'}`,
  ]);
  const lines = [
    ...reasons.map(({ field, cell, message }) => [...start, field, cell ?? '', message]),
    ...changed,
  ];
  return (lines.length > 0 ? lines : [[...start, '', '', '']]).map((cellsOf) =>
    cellsOf.map(guarded),
  );
}
