import type { DomainError } from '@action-tracker/domain';
import { FIELD_NAMES } from '../mapping/mapping';
import { columnLetters } from '../read/table';
import { valueOf, type Cells, type RowContext } from './row-values';

/** The cells of a workbook that the problems of a row are about; empty strings where there is none. */
export function cellsOf(
  { details }: DomainError,
  row: { readonly line: number; readonly cells: Cells },
  { mapping, workbookColumns }: RowContext,
): readonly string[] | undefined {
  if (workbookColumns === undefined || details.length === 0) return undefined;
  return details.map(({ field }) => {
    const name = FIELD_NAMES.find((candidate) => candidate === field);
    const columns = (name && mapping.fields[name]?.columns) ?? [];
    const column = (name && valueOf(row.cells, mapping, name)?.column) ?? columns[0];
    const index = column === undefined ? -1 : workbookColumns.indexOf(column);
    return index < 0 ? '' : `${columnLetters(index)}${row.line}`;
  });
}
