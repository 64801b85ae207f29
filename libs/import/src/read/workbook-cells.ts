/**
 * Reads the cells of a workbook as text. The only file that knows the library for workbooks. It runs
 * in a worker with a memory limit (`reader-worker.ts`), so it imports nothing of the application.
 */
import { readXlsx, streamXlsxRows, type CellValue } from 'hucre/xlsx';

export interface SheetInfo {
  readonly name: string;
  readonly isHidden: boolean;
}

export interface SheetRow {
  /** Number of the row, from 1. */
  readonly line: number;
  /** Ends with the last cell that has a value. */
  readonly cells: readonly string[];
}

export interface WorkbookRequest {
  readonly bytes: Uint8Array;
  /** The sheet to read; `undefined` for the beginnings of all visible ones. */
  readonly sheet: string | undefined;
  /** Whether to look for hidden rows, which takes memory. */
  readonly findHidden: boolean;
  readonly limits: {
    readonly rows: number;
    readonly columns: number;
    readonly cells: number;
    readonly chars: number;
    readonly cellChars: number;
  };
}

export type Limit = keyof WorkbookRequest['limits'];

/** What the reader sends, in this order: all sheets, then rows of one sheet after the other. */
export type WorkbookPart =
  | { readonly type: 'sheets'; readonly sheets: readonly SheetInfo[] }
  | { readonly type: 'rows'; readonly sheet: string; readonly rows: readonly SheetRow[] }
  | { readonly type: 'hidden'; readonly lines: readonly number[] }
  /** The workbook is larger than a limit, or cannot be read: then `limit` is `null`. */
  | { readonly type: 'problem'; readonly limit: Limit | null; readonly problem: string };

/** Rows at the beginning of a sheet that show what it holds. */
const BEGINNING_ROWS = 60;
const SHEETS_SHOWN = 20;
const ROWS_PER_PART = 1_000;

/** Reads what the request asks for; a problem ends the reading. */
export async function* readWorkbook(request: WorkbookRequest): AsyncGenerator<WorkbookPart> {
  try {
    yield* partsOf(request);
  } catch (error) {
    const limit = error instanceof OverLimit ? error.limit : null;
    const problem = error instanceof Error ? error.message : String(error);
    yield { type: 'problem', limit, problem };
  }
}

class OverLimit extends Error {
  readonly limit: Limit;

  constructor(limit: Limit, message: string) {
    super(message);
    this.limit = limit;
  }
}

async function* partsOf(request: WorkbookRequest): AsyncGenerator<WorkbookPart> {
  const sheets = await sheetsOf(request.bytes);
  yield { type: 'sheets', sheets };
  if (request.sheet !== undefined) {
    if (!sheets.some(({ name }) => name === request.sheet)) return;
    yield* rowsOf(request, request.sheet, Infinity);
    if (request.findHidden) yield await hiddenOf(request.bytes, request.sheet);
    return;
  }
  for (const { name } of sheets.filter(({ isHidden }) => !isHidden).slice(0, SHEETS_SHOWN)) {
    yield* rowsOf(request, name, BEGINNING_ROWS);
  }
}

async function sheetsOf(bytes: Uint8Array): Promise<readonly SheetInfo[]> {
  const sheets: SheetInfo[] = [];
  await readXlsx(bytes, {
    sheets: ({ name, hidden, veryHidden }) => {
      sheets.push({ name, isHidden: hidden === true || veryHidden === true });
      return false;
    },
  });
  return sheets;
}

async function* rowsOf(
  { bytes, limits }: WorkbookRequest,
  sheet: string,
  maxRows: number,
): AsyncGenerator<WorkbookPart> {
  let rows: SheetRow[] = [];
  const taken = { rows: 0, cells: 0, chars: 0 };
  const options = maxRows === Infinity ? { sheet } : { sheet, maxRows };
  for await (const { index, values } of streamXlsxRows(bytes, options)) {
    const cells = cellsOf(values);
    if (cells.length === 0) continue;
    taken.rows += 1;
    taken.cells += cells.length;
    for (const cell of cells) taken.chars += cell.length;
    requireWithin({ line: index + 1, cells }, taken, limits);
    rows.push({ line: index + 1, cells });
    if (rows.length < ROWS_PER_PART) continue;
    yield { type: 'rows', sheet, rows };
    rows = [];
  }
  if (rows.length > 0) yield { type: 'rows', sheet, rows };
}

function requireWithin(
  { line, cells }: SheetRow,
  taken: { readonly rows: number; readonly cells: number; readonly chars: number },
  limits: WorkbookRequest['limits'],
): void {
  if (cells.length > limits.columns) {
    const cell = `${lettersOf(cells.length - 1)}${line}`;
    const found = `found ${cells.length}: cell ${cell} has a value`;
    throw new OverLimit('columns', `Expected at most ${limits.columns} columns, ${found}`);
  }
  const long = cells.findIndex((cell) => cell.length > limits.cellChars);
  if (long >= 0) {
    const found = `found more in cell ${lettersOf(long)}${line}`;
    const message = `Expected at most ${limits.cellChars} characters in a cell, ${found}`;
    throw new OverLimit('cellChars', message);
  }
  for (const unit of ['rows', 'cells', 'chars'] as const) {
    if (taken[unit] <= limits[unit]) continue;
    const name = unit === 'chars' ? 'characters' : unit;
    const message = `Expected at most ${limits[unit]} ${name}, found more in row ${line}`;
    throw new OverLimit(unit, message);
  }
}

/** `A` for 0; like `columnLetters`, which this file cannot import. */
const lettersOf = (index: number): string =>
  (index >= 26 ? lettersOf(Math.floor(index / 26) - 1) : '') +
  String.fromCodePoint(65 + (index % 26));

function cellsOf(values: readonly CellValue[]): readonly string[] {
  const cells = values.map(textOf);
  let length = cells.length;
  while (length > 0 && cells[length - 1]?.trim() === '') length -= 1;
  return cells.slice(0, length);
}

function textOf(value: CellValue): string {
  if (value === null) return '';
  if (value instanceof Date) return dateText(value);
  if (typeof value === 'boolean') return value ? 'TRUE' : 'FALSE';
  // Spreadsheets show 15 digits, so that 0.1 + 0.2 is 0.3.
  if (typeof value === 'number') return String(Number(value.toPrecision(15)));
  return value.replaceAll(/\r\n?/g, '\n');
}

/** A real date of a workbook is unambiguous, so it is written in the form that is, too. */
function dateText(date: Date): string {
  if (Number.isNaN(date.getTime())) return '#####';
  const text = new Date(Math.round(date.getTime() / 1_000) * 1_000).toISOString();
  // Day 0 is what a cell with a time and no date holds.
  if (date.getUTCFullYear() < 1900) return text.slice(11, 19);
  return text.endsWith('T00:00:00.000Z') ? text.slice(0, 10) : text.slice(0, 19);
}

async function hiddenOf(bytes: Uint8Array, sheet: string): Promise<WorkbookPart> {
  const { sheets } = await readXlsx(bytes, { sheets: [sheet] });
  const rowDefs = sheets[0]?.rowDefs ?? new Map<number, { readonly hidden?: boolean }>();
  const lines = [...rowDefs].flatMap(([index, { hidden }]) => (hidden === true ? [index + 1] : []));
  return { type: 'hidden', lines };
}
