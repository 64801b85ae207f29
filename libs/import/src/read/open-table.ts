/** Opens a table of any supported kind, recognised by its bytes. */
import { openCsv } from './csv-file';
import type { FileFormat } from './file-format';
import { compoundFile, isArchive, isCompoundFile, otherKind } from './file-kind';
import { requireFileBytes } from './limits';
import { startOf, type SourceFile } from './source-file';
import type { TableFile } from './table';
import { workbookTable } from './workbook';

/**
 * Opens a file and reads its header.
 *
 * @param onPiece called after every read; throwing aborts the reading
 * @throws ImportRefused when the file cannot be read, or is no table
 */
export async function openTable(
  file: SourceFile,
  format: FileFormat,
  onPiece: () => void = () => undefined,
): Promise<TableFile> {
  return (await isWorkbook(file)) ? workbookTable(file, format) : openCsv(file, format, onPiece);
}

/**
 * Whether the file is a ZIP archive, and with that perhaps a workbook.
 *
 * @throws ImportRefused when it is an old or encrypted workbook
 */
export async function isWorkbook(file: SourceFile): Promise<boolean> {
  const sizeBytes = await file.sizeBytes();
  const start = await startOf(file);
  if (!isCompoundFile(start)) return isArchive(start);
  requireFileBytes(file.name, sizeBytes);
  throw otherKind(file.name, compoundFile(await startOf(file, sizeBytes)));
}
