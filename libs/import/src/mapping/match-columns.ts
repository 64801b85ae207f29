/**
 * Matches the columns of the mapping to those of the file, and detects a file that is a different
 * table.
 */
import { ImportRefused } from '../import-refused';
import type { FileFormat } from '../read/file-format';
import { HEADER_ROWS } from '../read/header-line';
import { placedName, type TableFile } from '../read/table';
import { namedColumns, type Mapping } from './mapping';

/** Separators that a file may use instead of the expected one. */
const DELIMITERS = [',', ';', '\t', '|'];

/**
 * Returns the mapping with its columns renamed to the headings of the file, ignoring no-break
 * spaces and invisible characters.
 *
 * @returns the mapping, the problems of single columns, and the warnings
 * @throws ImportRefused when the file has none of the columns, with what it seems to be instead
 */
export function matchColumns(mapping: Mapping, file: Headings): MatchedColumns {
  const byKey = new Map([
    ...placedColumns(file),
    ...file.columns.map((name) => [keyOf(name), name] as const).reverse(),
  ]);
  const named = namedColumns(mapping);
  const isThere = (column: string) => byKey.has(keyOf(column));
  if (named.length > 0 && !named.some(({ column }) => isThere(column))) {
    throw new ImportRefused(otherTable(mapping, file));
  }
  const doubled = new Set(file.doubled.map(keyOf));
  const problems = named.flatMap(({ path, column }) => {
    if (doubled.has(keyOf(column))) return [twice(path, column)];
    return isThere(column) ? [] : [missing(path, column)];
  });
  const notes = mapping.notes.filter(({ column }) => isThere(column));
  const matched = renamed({ ...mapping, notes }, (column) => byKey.get(keyOf(column)) ?? column);
  // A missing note column is harmless: columns without a field go into the note anyway.
  const isWarning = (problem: string) =>
    problem.startsWith('notes[') && !problem.endsWith('several times');
  return {
    mapping: matched,
    problems: withColumns(
      problems.filter((problem) => !isWarning(problem)),
      file,
    ),
    warnings: withColumns(problems.filter(isWarning), file),
  };
}

/**
 * Opens a file whose header may be below title lines: it is the first line with a column of the
 * mapping.
 *
 * @returns the table, and the mapping with the line of the header
 */
export async function openMapped(
  mapping: Mapping,
  open: (format: FileFormat) => Promise<TableFile>,
): Promise<{ readonly file: TableFile; readonly mapping: Mapping }> {
  const file = await open(mapping.file);
  const wanted = new Set(namedColumns(mapping).map(({ column }) => keyOf(column)));
  if (mapping.file.header !== undefined || countOf(file.columns, wanted) > 0) {
    return { file, mapping };
  }
  const header = await lineOfHeader(file, wanted);
  // Reading the records has used up the rows of the table.
  const format = header === undefined ? mapping.file : { ...mapping.file, header };
  return { file: await open(format), mapping: { ...mapping, file: format } };
}

/**
 * Searches the raw records: below a title, lines differ in length from the one taken for the
 * header.
 */
async function lineOfHeader(
  file: TableFile,
  wanted: ReadonlySet<string>,
): Promise<number | undefined> {
  let rows = 0;
  for await (const row of file.records) {
    if ('cells' in row && countOf(row.cells, wanted) > 0) return row.line;
    if (++rows >= HEADER_ROWS) return undefined;
  }
  return undefined;
}

type Headings = Pick<TableFile, 'columns' | 'doubled' | 'delimiter'>;

interface MatchedColumns {
  readonly mapping: Mapping;
  readonly problems: readonly string[];
  readonly warnings: readonly string[];
}

const keyOf = (heading: string): string =>
  heading
    .normalize('NFC')
    .replaceAll(/\p{Default_Ignorable_Code_Point}/gu, '')
    .trim()
    .replaceAll(/\s+/g, ' ');

/** A column with a name that several have can be chosen by its position. */
const placedColumns = ({ columns, doubled }: Headings) =>
  doubled.map((name) => [keyOf(placedName(name, columns.indexOf(name))), name] as const);

const twice = (path: string, column: string): string =>
  `${path}: expected a column that the file has once, found ${JSON.stringify(column)} several times`;

const MISSING = 'expected a column of the file';

const missing = (path: string, column: string): string =>
  `${path}: ${MISSING}, found ${JSON.stringify(column)}`;

/** Lists the columns of the file once, after all missing ones. */
function withColumns(problems: readonly string[], { columns }: Headings): readonly string[] {
  if (!problems.some((problem) => problem.includes(MISSING))) return problems;
  return [...problems, `the file has ${columns.map((name) => JSON.stringify(name)).join(', ')}`];
}

function otherTable(mapping: Mapping, file: Headings): string {
  const wanted = new Set(namedColumns(mapping).map(({ column }) => keyOf(column)));
  const header = file.columns.join(file.delimiter ?? ',');
  const delimiter = DELIMITERS.find(
    (candidate) =>
      file.delimiter !== undefined &&
      candidate !== file.delimiter &&
      countOf(header.split(candidate).map(unquoted), wanted) > 0,
  );
  if (delimiter !== undefined) {
    const [is, expected] = [delimiter, file.delimiter ?? ''].map((char) => JSON.stringify(char));
    return `Expected columns separated by ${expected}, found ${is}: add "file": {"delimiter": ${is}} to the mapping`;
  }
  const [name] = wanted;
  return (
    `Expected a header line with the columns of the mapping, such as ${JSON.stringify(name)}, ` +
    `found ${JSON.stringify(header.slice(0, 200))}: a file without a header needs one`
  );
}

const unquoted = (text: string): string => text.replaceAll('"', '');

const countOf = (cells: readonly string[], wanted: ReadonlySet<string>): number =>
  cells.filter((cell) => wanted.has(keyOf(cell))).length;

function renamed(mapping: Mapping, nameOf: (column: string) => string): Mapping {
  const fields = Object.entries(mapping.fields).map(([name, field]) => [
    name,
    { ...field, columns: field.columns.map(nameOf) },
  ]);
  return {
    ...mapping,
    key: mapping.key.map(nameOf),
    order: mapping.order.map(nameOf),
    fields: Object.fromEntries(fields) as Mapping['fields'],
    notes: mapping.notes.map((note) => ({ ...note, column: nameOf(note.column) })),
  };
}
