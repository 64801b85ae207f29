import { ImportRefused } from '../import-refused';

/** What a workbook, or a file that is uploaded, may have at most. */
export const TABLE_LIMITS = {
  fileBytes: 20 * 1024 * 1024,
  rows: 50_000,
  columns: 256,
  cells: 1_000_000,
  chars: 64 * 1024 * 1024,
  /** Spreadsheet programs allow 32,767. */
  cellChars: 100_000,
} as const;

/** A file that is larger than the limit which the message names. */
export class ImportTooLarge extends ImportRefused {
  override readonly name = 'ImportTooLarge' as 'ImportRefused';
}

/** @throws ImportTooLarge */
export function requireFileBytes(name: string, sizeBytes: number): void {
  const { fileBytes } = TABLE_LIMITS;
  if (sizeBytes <= fileBytes) return;
  throw new ImportTooLarge(
    `Expected a file of at most ${fileBytes / 1024 / 1024} MiB, found ${sizeBytes} bytes in ${name}`,
  );
}

/** @throws ImportTooLarge */
export function requireRows(name: string, count: number): void {
  const { rows } = TABLE_LIMITS;
  if (count <= rows) return;
  throw new ImportTooLarge(`Expected at most ${rows} rows in ${name}, found more: split the file`);
}

/** For an archive that would expand to more than is read. */
export const tooLargeUnpacked = (name: string, part: string | undefined): ImportTooLarge =>
  new ImportTooLarge(
    `Expected a workbook that is reasonably small when unpacked, found ${
      part === undefined ? 'too many parts' : JSON.stringify(part)
    } in ${name}: save only the sheet with the table`,
    'too_complex',
  );

/** @throws ImportTooLarge */
export function requireColumns(name: string, count: number): void {
  const { columns } = TABLE_LIMITS;
  if (count <= columns) return;
  throw new ImportTooLarge(
    `Expected at most ${columns} columns in ${name}, found ${count}`,
    'too_many_columns',
  );
}
