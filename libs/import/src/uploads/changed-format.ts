import type { ChangeImportRequest, ImportMapping } from '@action-tracker/contracts';
import { ENCODINGS, type FileFormat } from '../read/file-format';
import type { Upload } from './upload';

/** How the file is to be read, if that is not how it was read before. */
export function changedFormat(
  { guess: { format } }: Upload,
  { sheet, header_row: header, mapping }: ChangeImportRequest,
): Partial<FileFormat> | undefined {
  const { delimiter, encoding } = readFormat(mapping);
  const chosen = {
    ...{ delimiter: delimiter ?? format.delimiter, encoding: encoding ?? format.encoding },
    ...(header === undefined ? {} : { header }),
  };
  const isSameText = chosen.delimiter === format.delimiter && chosen.encoding === format.encoding;
  const isSameSheet = sheet === undefined || sheet === format.sheet;
  if (isSameText && isSameSheet && (header === undefined || header === format.header)) {
    return undefined;
  }
  const shown = sheet ?? format.sheet;
  return { ...chosen, ...(shown === undefined ? {} : { sheet: shown }) };
}

function readFormat(mapping: ImportMapping | undefined): Partial<FileFormat> {
  const { delimiter, encoding } = mapping?.file ?? {};
  const known = ENCODINGS.find((name) => name === encoding);
  return {
    ...(delimiter === undefined ? {} : { delimiter }),
    ...(known ? { encoding: known } : {}),
  };
}
