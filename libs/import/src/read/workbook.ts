/**
 * Opens a workbook as a table: checks its size, chooses the sheet, finds the header. The rows are
 * kept for as long as the file is used, because an import reads a file more than once.
 */
import type { FileFlaw } from '@action-tracker/contracts';
import { ImportRefused } from '../import-refused';
import type { FileFormat } from './file-format';
import { findHeader } from './header-line';
import { requireFileBytes, requireRows, TABLE_LIMITS, tooLargeUnpacked } from './limits';
import type { SourceFile } from './source-file';
import { tableOf, type TableFile } from './table';
import type { TableRecord } from './table-rows';
import type { SheetInfo, SheetRow, WorkbookRequest } from './workbook-cells';
import { readInWorker, type WorkbookContent } from './workbook-reader';
import { zipDirectory, type ZipEntry } from './zip-directory';

/** Title lines above the header do not count as rows of the table. */
const TITLE_LINES = 60;
const SHEET_MAX_BYTES = 256 * 1024 * 1024;
/** Shared texts, formats and others, which are read as a whole. */
const PART_MAX_BYTES = 32 * 1024 * 1024;
const ENTRIES_MAX = 10_000;
/** Looking for hidden rows takes ten times this much memory. */
const HIDDEN_ROWS_MAX_BYTES = 12 * 1024 * 1024;

/** A sheet of a workbook, chosen or recognised. */
export interface OpenWorkbook {
  readonly sheets: readonly SheetInfo[];
  readonly sheet: string;
  readonly rows: readonly SheetRow[];
  /** Line of the header, 0 if there is none. */
  readonly header: number;
  /** Oddities that do not prevent the import. */
  readonly warnings: readonly string[];
}

type Choice = Pick<FileFormat, 'sheet' | 'header'>;

/** A sheet as it is, before its header is known. */
interface ReadSheet extends Omit<OpenWorkbook, 'header' | 'warnings'> {
  readonly entries: readonly ZipEntry[];
  readonly hiddenLines: readonly number[];
}

/** By file and name of the sheet; without a name, the best one. */
const opened = new WeakMap<SourceFile, Map<string | undefined, Promise<ReadSheet>>>();

/**
 * Opens a sheet of a workbook.
 *
 * @throws ImportRefused when it is no workbook, is damaged, or lacks the sheet; ImportTooLarge
 */
export async function openWorkbook(file: SourceFile, choice: Choice): Promise<OpenWorkbook> {
  const { entries, hiddenLines, ...read } = await readOnce(file, choice.sheet);
  const header = choice.header ?? findHeader(read.rows).line;
  requireRows(file.name, read.rows.filter(({ line }) => line > header).length);
  const hidden = hiddenLines.filter((line) => line > header);
  return { ...read, header, warnings: warningsOf(entries, hidden) };
}

async function readOnce(file: SourceFile, asked: string | undefined): Promise<ReadSheet> {
  const known = opened.get(file) ?? new Map<string | undefined, Promise<ReadSheet>>();
  opened.set(file, known);
  const reading = known.get(asked) ?? readSheet(file, asked);
  known.set(asked, reading);
  const { sheet } = await reading;
  known.set(sheet, reading);
  return reading;
}

/** The rows of a workbook as a table. */
export async function workbookTable(file: SourceFile, choice: Choice): Promise<TableFile> {
  const { rows, header, warnings } = await openWorkbook(file, choice);
  const sizeBytes = await file.sizeBytes();
  const records = recordsOf(rows);
  const below = rows.filter(({ line }) => line > header);
  const width = below.reduce((widest, { cells }) => Math.max(widest, cells.length), 0);
  const table = await tableOf({ name: file.name, records, header, width });
  return { ...table, warnings, sizeBytes, readBytes: () => sizeBytes };
}

async function* recordsOf(rows: readonly SheetRow[]): AsyncGenerator<TableRecord> {
  yield* await Promise.resolve(rows);
}

async function readSheet(file: SourceFile, asked: string | undefined): Promise<ReadSheet> {
  const { name } = file;
  requireFileBytes(name, await file.sizeBytes());
  const chunks: Buffer[] = [];
  for await (const chunk of file.read()) chunks.push(chunk);
  const bytes = Buffer.concat(chunks);
  const entries = requireWorkbook(name, zipDirectory(bytes));
  const request = requestOf(bytes, entries);
  const sheet = asked ?? (await bestSheet(name, request));
  const content = await readInWorker(name, { ...request, sheet });
  requireSheet(name, sheet, content);
  const { sheets, hiddenLines } = content;
  return { sheets, sheet, rows: content.rows.get(sheet) ?? [], entries, hiddenLines };
}

function requestOf(bytes: Buffer, entries: readonly ZipEntry[]): WorkbookRequest {
  const { rows, columns, cells, chars, cellChars } = TABLE_LIMITS;
  const largest = Math.max(0, ...entries.filter(isSheet).map(({ sizeBytes }) => sizeBytes));
  const limits = { rows: rows + TITLE_LINES, columns, cells, chars, cellChars };
  return { bytes, sheet: undefined, findHidden: largest <= HIDDEN_ROWS_MAX_BYTES, limits };
}

const isSheet = ({ name }: ZipEntry): boolean => name.startsWith('xl/worksheets/');

/** The visible sheet whose header has the most usual names, else the first with a table. */
async function bestSheet(name: string, request: WorkbookRequest): Promise<string> {
  const { rows, sheets } = await readInWorker(name, request);
  const tables = [...rows].map(([sheet, first]) => ({
    sheet,
    known: findHeader(first).known,
    cells: Math.max(...first.map(({ cells }) => cells.length)),
  }));
  const [best] = tables.toSorted(
    (a, b) => b.known - a.known || Math.min(b.cells, 2) - Math.min(a.cells, 2),
  );
  if (best) return best.sheet;
  const names = sheets.map((sheet) => JSON.stringify(sheet.name)).join(', ');
  throw new ImportRefused(
    `Expected a sheet with a table in ${name}, found none among the visible ones (${names})`,
    'no_table',
  );
}

function requireSheet(name: string, sheet: string, { sheets, rows }: WorkbookContent): void {
  if (!sheets.some((known) => known.name === sheet)) {
    const names = sheets.map((known) => JSON.stringify(known.name)).join(', ');
    throw new ImportRefused(
      `Expected a sheet of ${name}, found ${JSON.stringify(sheet)}; it has ${names}`,
      'no_sheet',
    );
  }
  if (rows.has(sheet)) return;
  throw new ImportRefused(
    `Expected rows on the sheet ${JSON.stringify(sheet)} of ${name}, found none`,
    'no_table',
  );
}

function requireWorkbook(
  name: string,
  entries: readonly ZipEntry[] | undefined,
): readonly ZipEntry[] {
  if (entries === undefined) {
    throw new ImportRefused(
      `Expected a whole workbook, found a damaged or incomplete file in ${name}: copy or save it again`,
      'damaged',
    );
  }
  const has = (start: string) => entries.some((entry) => entry.name.startsWith(start));
  if (!has('xl/workbook.xml')) {
    const { found, flaw } = otherArchive(has);
    throw new ImportRefused(`Expected an .xlsx or CSV file, found ${found} in ${name}`, flaw);
  }
  const tooLarge = entries.find(
    (entry) => entry.sizeBytes > (isSheet(entry) ? SHEET_MAX_BYTES : PART_MAX_BYTES),
  );
  if (tooLarge !== undefined || entries.length > ENTRIES_MAX) {
    throw tooLargeUnpacked(name, tooLarge?.name);
  }
  return entries;
}

function otherArchive(has: (start: string) => boolean): { found: string; flaw: FileFlaw } {
  const save = 'open it in a spreadsheet program and save it as .xlsx';
  if (has('xl/workbook.bin')) {
    return { found: `a binary workbook (.xlsb): ${save}`, flaw: 'binary_workbook' };
  }
  if (has('content.xml')) return { found: `an OpenDocument file: ${save}`, flaw: 'open_document' };
  if (has('word/')) {
    return {
      found: 'a Word document: copy its table into a spreadsheet and save that',
      flaw: 'word',
    };
  }
  return { found: 'a ZIP archive that is no workbook: unpack it first', flaw: 'archive' };
}

function warningsOf(
  entries: readonly ZipEntry[],
  hiddenLines: readonly number[],
): readonly string[] {
  const has = (part: RegExp) => entries.some(({ name }) => part.test(name));
  return [
    ...(has(/vbaProject\.bin$/) ? ['the workbook has macros, which are ignored'] : []),
    ...(has(/^xl\/externalLinks\//)
      ? ['the workbook refers to other workbooks; the values that it was saved with are read']
      : []),
    ...(hiddenLines.length > 0 ? [aboutHidden(hiddenLines)] : []),
  ];
}

const SHOWN_LINES = 5;

function aboutHidden(lines: readonly number[]): string {
  const more = lines.length > SHOWN_LINES ? ', …' : '';
  const shown = `${lines.slice(0, SHOWN_LINES).join(', ')}${more}`;
  return `${lines.length} hidden ${lines.length === 1 ? 'row is' : 'rows are'} read as well: ${shown}`;
}
