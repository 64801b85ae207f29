/** Recognises rows that were taken from the tracker itself, in a file that does not say when. */
import type { ImportColumn, Tracker } from '@action-tracker/contracts';
import { parseItemId, typedItemId } from '@action-tracker/domain';
import type { FileFormat } from '../read/file-format';
import { openTable } from '../read/open-table';
import type { SourceFile } from '../read/source-file';

interface Listed {
  readonly file: SourceFile;
  readonly format: FileFormat;
  readonly columns: readonly Pick<ImportColumn, 'name' | 'samples'>[];
  readonly tracker: Pick<Tracker, 'prefix' | 'next_number'>;
}

/**
 * Counts the rows with the id of an item of the tracker. Without a position there is nothing to
 * compare them with, so they count as new.
 *
 * @throws ImportRefused when the file cannot be read
 */
export async function countKnownIds({ file, format, columns, tracker }: Listed): Promise<number> {
  const column = columns.find(
    ({ samples }) => samples.length > 0 && samples.every((text) => partsOf(text) !== undefined),
  );
  if (!column) return 0;
  const { rows } = await openTable(file, format);
  let count = 0;
  for await (const row of rows) {
    const id = 'cells' in row ? partsOf(row.cells.get(column.name)) : undefined;
    // Numbers are given out in order, and never again.
    if (id?.prefix === tracker.prefix && id.number < tracker.next_number) count += 1;
  }
  return count;
}

const partsOf = (text = '') => parseItemId(typedItemId(text) ?? '');
