/**
 * Finds the header of a table that may have title lines above it, or no header at all. Works on the
 * first rows as they are, before columns have names.
 */
import { isKnownHeading } from '../vocabulary/headings';
import type { TableRecord } from './table-rows';

/** Rows from the start in which a header is looked for. */
export const HEADER_ROWS = 60;
const LABEL_MAX_CHARS = 60;
/** A header fills at least this share of the columns that the rows below fill. */
const MIN_FILLED = 0.5;

export interface FoundHeader {
  /** Line of the header, 0 if there is none. */
  readonly line: number;
  /** How many of its cells are usual names of columns. */
  readonly known: number;
}

interface Candidate {
  readonly line: number;
  readonly cells: readonly string[];
  readonly known: number;
}

/** Finds the header in the first rows of a table. */
export function findHeader(records: readonly TableRecord[]): FoundHeader {
  const rows = records
    .slice(0, HEADER_ROWS)
    .flatMap((record) => ('cells' in record ? [withoutEmpty(record)] : []));
  const width = usualWidth(rows);
  const wide = rows.filter(({ cells }) => cells.length >= Math.max(1, width * MIN_FILLED));
  const known = wide.filter((row) => row.known >= Math.min(2, width));
  const best = known.reduce<Candidate | undefined>(
    (found, row) => (found && found.known >= row.known ? found : row),
    undefined,
  );
  if (best) return best;
  const [first, ...below] = wide;
  return first && isLabels(first, below) ? first : { line: 0, known: 0 };
}

function withoutEmpty({ line, cells }: TableRecord & { cells: readonly string[] }): Candidate {
  const filled = cells.map((cell) => cell.trim()).filter((cell) => cell !== '');
  return { line, cells: filled, known: new Set(filled.filter(isKnownHeading)).size };
}

/** The number of cells that the widest quarter of the rows have at least. */
function usualWidth(rows: readonly Candidate[]): number {
  const widths = rows.map(({ cells }) => cells.length).sort((a, b) => b - a);
  return widths[Math.floor(widths.length / 4)] ?? 0;
}

/** Whether the cells are labels that no row below repeats, and no values. */
function isLabels({ cells, known }: Candidate, below: readonly Candidate[]): boolean {
  if (known === 0 && below.length === 0) return false;
  if (new Set(cells).size < cells.length) return false;
  const values = new Set(below.flatMap((row) => row.cells));
  return cells.every((cell) => isLabel(cell) && !values.has(cell));
}

/** Headings are short and hold no numbers, dates or addresses. */
const isLabel = (cell: string): boolean =>
  cell.length <= LABEL_MAX_CHARS &&
  !/^[\d.,/:\s-]+$/.test(cell) &&
  !/\d[/.-]\d/.test(cell) &&
  !/[A-Z]+-?\d{2,}/.test(cell) &&
  !cell.includes('@');
