/** Recognises a file and guesses its mapping, without writing anything. */
import { openTable, isWorkbook } from '../read/open-table';
import { requireColumns, requireRows } from '../read/limits';
import type { FileFormat } from '../read/file-format';
import type { SourceFile } from '../read/source-file';
import { PLAIN_TEXT, recogniseText } from '../read/text-format';
import { openWorkbook } from '../read/workbook';
import { guessColumns, type GuessedColumn } from './guess-columns';
import { guessDates } from './guess-dates';
import { findDiaries } from './guess-diaries';
import { guessMapping } from './guess-mapping';
import type { GuessedMapping, GuessOptions } from './guesses';
import { profileTable } from './profile';

/** What a file is, and what its columns mean. */
export interface Guess extends GuessedMapping {
  /** Rows below the header. */
  readonly rows: number;
  /** Names of the sheets of a workbook. */
  readonly sheets: readonly string[];
  readonly columns: readonly GuessedColumn[];
  /** Oddities that do not prevent the import. */
  readonly warnings: readonly string[];
}

export interface GuessRequest extends GuessOptions {
  readonly file: SourceFile;
  /** What is known about how the table lies in the file. */
  readonly format: Partial<FileFormat>;
  /** Whether the limits of uploaded files apply to text files, too. */
  readonly isLimited: boolean;
  readonly now: Date;
}

/**
 * Guesses the mapping of a file.
 *
 * @param onPiece called now and then; throwing ends the reading
 * @throws ImportRefused when the file cannot be read, ImportTooLarge when it exceeds a limit
 */
export async function guessFile(
  request: GuessRequest,
  onPiece: () => void = () => undefined,
): Promise<Guess> {
  const { file, now, isLimited } = request;
  const { format, sheets } = await recognise(request);
  const table = await openTable(file, format, onPiece);
  requireColumns(file.name, table.columns.length);
  const profile = await profileTable(table, (count) => {
    if (isLimited) requireRows(file.name, count);
  });
  const usable = profile.columns.filter(({ name }) => !table.doubled.includes(name));
  const diaries = findDiaries(usable);
  const dates = guessDates([...usable, ...diaries.map(({ days }) => days)], now);
  const columns = guessColumns(usable, dates, table.headerLine === undefined);
  const { rows } = profile;
  const guesses = { rows, format, columns, profiles: usable, dates, diaries };
  const guessed = guessMapping(guesses, request);
  return { ...guessed, rows, sheets, columns, warnings: table.warnings };
}

async function recognise({ file, format }: GuessRequest) {
  if (!(await isWorkbook(file))) return { format: await recogniseText(file, format), sheets: [] };
  const { sheet, sheets, header } = await openWorkbook(file, format);
  const found: FileFormat = { ...PLAIN_TEXT, header, sheet };
  return { format: found, sheets: sheets.map(({ name }) => name) };
}
