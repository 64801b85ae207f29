/** Recognises a file and guesses its mapping, without writing anything. */
import { openTable, isWorkbook } from '../read/open-table';
import { requireColumns, requireFileBytes, requireRows } from '../read/limits';
import type { FileFormat } from '../read/file-format';
import type { SourceFile } from '../read/source-file';
import { placedName, type TableFile } from '../read/table';
import { PLAIN_TEXT, recogniseText } from '../read/text-format';
import { openWorkbook } from '../read/workbook';
import { guessColumns, type GuessedColumn } from './guess-columns';
import { guessDates, type DateColumn } from './guess-dates';
import { findDiaries } from './guess-diaries';
import { guessMapping } from './guess-mapping';
import type { ColumnContent, GuessedMapping, GuessOptions } from './guesses';
import { isPlaceholder } from '../vocabulary/placeholders';
import { profileTable, type ColumnProfile } from './profile';

/** What a file is, and what its columns mean. */
export interface Guess extends GuessedMapping {
  /** Rows below the header. */
  readonly rows: number;
  /** Names of the sheets of a workbook. */
  readonly sheets: readonly string[];
  readonly columns: readonly GuessedColumn[];
  /** Names that several columns have. */
  readonly doubled: readonly string[];
  /** How many cells of each column are not empty, by the name of the column. */
  readonly filled: ReadonlyMap<string, number>;
  /** By the name of the column. */
  readonly contents: Readonly<Record<string, ColumnContent>>;
  /** The first lines of the file, to choose the header from. */
  readonly firstLines: readonly FirstLine[];
  /** Oddities that do not prevent the import. */
  readonly warnings: readonly string[];
}

interface FirstLine {
  readonly line: number;
  readonly cells: readonly string[];
}

const FIRST_LINES = 12;
const FIRST_LINE_CELLS = 40;
const FIRST_CELL_CHARS = 80;

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
  if (isLimited) requireFileBytes(file.name, await file.sizeBytes());
  const { format, sheets } = await recognise(request);
  const table = await openTable(file, format, onPiece);
  requireColumns(file.name, table.columns.length);
  const profile = await profileTable(table, (count) => {
    if (isLimited) requireRows(file.name, count);
  });
  const usable = usableColumns(profile.columns, table);
  const diaries = findDiaries(usable);
  const dates = guessDates([...usable, ...diaries.map(({ days }) => days)], now);
  const columns = guessColumns(usable, dates, table.headerLine === undefined);
  const { rows } = profile;
  const guesses = { rows, format, columns, profiles: usable, dates, diaries };
  const guessed = guessMapping(guesses, request);
  const filled = new Map(usable.map((column) => [column.name, column.filled]));
  const contents = Object.fromEntries(
    usable.map((column) => [column.name, contentOf(column, dates.get(column.name))]),
  );
  const firstLines = await firstLinesOf(file, format);
  const { doubled, warnings } = table;
  return { ...guessed, rows, sheets, columns, doubled, filled, contents, firstLines, warnings };
}

/** The columns to choose from: a name that several have is told apart by the position. */
const usableColumns = (
  columns: readonly ColumnProfile[],
  { doubled, unnamed }: Pick<TableFile, 'doubled' | 'unnamed'>,
): readonly ColumnProfile[] =>
  columns
    .filter(({ name, filled }) => filled > 0 || !unnamed.includes(name))
    .map((column) =>
      doubled.includes(column.name)
        ? { ...column, name: placedName(column.name, column.index) }
        : column,
    );

/** More different values are no words. */
const WORDS_MAX = 40;

const contentOf = (
  { values, distinct }: ColumnProfile,
  date: DateColumn | undefined,
): ColumnContent => ({
  words: distinct <= WORDS_MAX ? values : null,
  placeholders: values.map(({ text }) => text).filter(isPlaceholder),
  ...{ formats: date?.formats ?? [], question: date?.question ?? null },
});

async function firstLinesOf(file: SourceFile, format: FileFormat): Promise<readonly FirstLine[]> {
  const { records } = await openTable(file, { ...format, header: 0 });
  const lines: FirstLine[] = [];
  for await (const record of records) {
    if ('problem' in record) continue;
    const cells = record.cells.slice(0, FIRST_LINE_CELLS);
    lines.push({ line: record.line, cells: cells.map((cell) => cell.slice(0, FIRST_CELL_CHARS)) });
    if (lines.length >= FIRST_LINES) break;
  }
  return lines;
}

async function recognise({ file, format }: GuessRequest) {
  if (!(await isWorkbook(file))) return { format: await recogniseText(file, format), sheets: [] };
  const { sheet, sheets, header } = await openWorkbook(file, format);
  const found: FileFormat = { ...PLAIN_TEXT, header, sheet };
  return { format: found, sheets: sheets.map(({ name }) => name) };
}
