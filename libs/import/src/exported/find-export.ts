/** Recognises a workbook that this product wrote, and the columns of its list. */
import {
  ABOUT_NAMES,
  ABOUT_SHEET,
  markOf,
  readMarkHeading,
  readOwnerMark,
  type ExportMark,
  type OwnerMark,
} from '@action-tracker/contracts';
import { NAMED_FIELDS, parseItemId, typedItemId } from '@action-tracker/domain';
import type { RowState } from '@action-tracker/tracking';
import { normalised } from '../mapping/mapping';
import { openTable } from '../read/open-table';
import type { SourceFile } from '../read/source-file';
import { openWorkbook } from '../read/workbook';

const ID = 'ID';
export const LATEST_NOTE = 'Latest note';
/** Fields of which a change is taken, by their headings. */
const FIELDS: readonly { readonly field: string; readonly heading: string }[] = [
  ...NAMED_FIELDS.map(({ mapped, heading }) => ({ field: mapped, heading })),
  { field: 'status', heading: 'Status' },
];
/** Rows that show which column a renamed one was. */
const SHOWING_ROWS = 300;
const ALIKE = 0.6;

/** What a workbook says about itself. */
export interface FoundExport {
  readonly mark: ExportMark;
  /** Ids of the items in the list; `null` if the workbook does not say. */
  readonly ids: readonly string[] | null;
  readonly owners: readonly OwnerMark[];
}

interface Candidate {
  readonly file: SourceFile;
  readonly sheets: readonly string[];
  /** The sheet of the list, and the line of its header. */
  readonly sheet: string;
  readonly header: number;
  readonly headings: readonly string[];
}

export interface ExportedColumns {
  /** Of the ids. */
  readonly id: string;
  /** By field. */
  readonly fields: Readonly<Record<string, string>>;
  /** `null` if it is missing. */
  readonly note: string | null;
  readonly missing: readonly string[];
  readonly renamed: readonly { readonly from: string; readonly to: string }[];
}

/** Looks at the hidden sheet, then for the hidden column. */
export async function findExport(candidate: Candidate): Promise<FoundExport | undefined> {
  const { file, sheets, headings } = candidate;
  const heading = headings.find((one) => readMarkHeading(one) !== undefined);
  const mark = heading === undefined ? undefined : readMarkHeading(heading);
  if (heading !== undefined && mark) {
    return { mark, ids: null, owners: await ownersIn(candidate, heading) };
  }
  if (!sheets.includes(ABOUT_SHEET)) return undefined;
  const { rows } = await openWorkbook(file, { sheet: ABOUT_SHEET, header: 0 });
  const values = new Map(rows.map(({ cells: [name = '', value] }) => [name, value]));
  const found = markOf({
    tracker: values.get(ABOUT_NAMES.tracker),
    position: values.get(ABOUT_NAMES.position),
    asOf: values.get(ABOUT_NAMES.asOf),
  });
  const parts = rows.filter(({ cells: [name] }) => name === ABOUT_NAMES.items);
  const ids = parts.flatMap(({ cells: [, text = ''] }) => text.split(' '));
  const owners = rows.filter(({ cells: [name] }) => name === ABOUT_NAMES.owner);
  return (
    found && {
      mark: found,
      ids: parts.length > 0 ? ids.filter((id) => id !== '') : null,
      owners: different(owners.map(({ cells: [, text = ''] }) => text)),
    }
  );
}

/** The owners that the hidden column names. */
async function ownersIn(
  { file, sheet, header }: Candidate,
  heading: string,
): Promise<readonly OwnerMark[]> {
  const { rows } = await openTable(file, { delimiter: ',', encoding: 'utf-8', sheet, header });
  const texts = new Set<string>();
  for await (const row of rows) if ('cells' in row) texts.add(row.cells.get(heading) ?? '');
  return different([...texts]);
}

const different = (texts: readonly string[]): readonly OwnerMark[] =>
  [...new Set(texts)].flatMap((text) => readOwnerMark(text) ?? []);

interface Exported {
  readonly file: SourceFile;
  readonly sheet: string;
  readonly header: number;
  readonly prefix: string;
  /** The items as they were when the file was written. */
  readonly statesOf: (itemIds: readonly string[]) => Promise<ReadonlyMap<string, RowState>>;
  readonly nameOf: (userId: number) => string;
}

/**
 * Finds the columns by their headings, and those that somebody has renamed by what they hold.
 *
 * @returns `undefined` if no column holds the ids
 */
export async function exportedColumns(exported: Exported): Promise<ExportedColumns | undefined> {
  const { file, sheet, header, prefix } = exported;
  const table = await openTable(file, { delimiter: ',', encoding: 'utf-8', sheet, header });
  const rows: ReadonlyMap<string, string>[] = [];
  for await (const row of table.rows) {
    if ('cells' in row) rows.push(row.cells);
    if (rows.length >= SHOWING_ROWS) break;
  }
  const { columns } = table;
  const id = columns.find((name) => isHeading(name, ID)) ?? columnOfIds(rows, columns, prefix);
  if (id === undefined) return undefined;
  const known = new Map([[ID, id]]);
  for (const heading of [...FIELDS.map((field) => field.heading), LATEST_NOTE]) {
    const column = columns.find((name) => isHeading(name, heading));
    if (column !== undefined) known.set(heading, column);
  }
  const renamed = await renamedColumns(exported, { rows, columns, id, known });
  for (const { from, to } of renamed) known.set(from, to);
  if (!isHeading(id, ID)) renamed.push({ from: ID, to: id });
  const missing = FIELDS.filter(({ heading }) => !known.has(heading));
  const fields = FIELDS.flatMap(({ field, heading }) => {
    const column = known.get(heading);
    return column === undefined ? [] : [[field, column] as const];
  });
  return {
    ...{ id, fields: Object.fromEntries(fields), note: known.get(LATEST_NOTE) ?? null },
    ...{ missing: missing.map(({ heading }) => heading), renamed },
  };
}

const isHeading = (name: string, heading: string): boolean =>
  normalised(name) === normalised(heading);

type Rows = readonly ReadonlyMap<string, string>[];

function columnOfIds(rows: Rows, columns: readonly string[], prefix: string): string | undefined {
  return columns.find((column) => {
    const filled = rows.map((row) => row.get(column)?.trim() ?? '').filter((text) => text !== '');
    const ids = filled.filter((text) => parseItemId(text)?.prefix === prefix);
    return filled.length > 0 && ids.length >= filled.length * ALIKE;
  });
}

interface Found {
  readonly rows: Rows;
  readonly columns: readonly string[];
  readonly id: string;
  /** Columns by heading. */
  readonly known: ReadonlyMap<string, string>;
}

/** Columns without a usual heading that hold what a missing column held. */
async function renamedColumns(
  { statesOf, nameOf }: Exported,
  { rows, columns, id, known }: Found,
): Promise<{ from: string; to: string }[]> {
  const missing = FIELDS.filter(({ heading }) => !known.has(heading));
  const free = columns.filter((column) => ![...known.values()].includes(column));
  if (missing.length === 0 || free.length === 0) return [];
  const idOf = (row: ReadonlyMap<string, string>) => typedItemId(row.get(id)?.trim() ?? '') ?? '';
  const states = await statesOf(rows.map(idOf).filter((itemId) => itemId !== ''));
  const textOf = (row: ReadonlyMap<string, string>, field: string) => {
    const base = states.get(idOf(row))?.base;
    return base?.exists ? valueOf(base, field, nameOf) : undefined;
  };
  const renamed: { from: string; to: string }[] = [];
  for (const { field, heading } of missing) {
    const to = free.find((column) => {
      const comparable = rows.filter((row) => textOf(row, field) !== undefined);
      const alike = comparable.filter((row) => row.get(column)?.trim() === textOf(row, field));
      const isTaken = renamed.some((other) => other.to === column);
      return !isTaken && comparable.length > 0 && alike.length >= comparable.length * ALIKE;
    });
    if (to !== undefined) renamed.push({ from: heading, to });
  }
  return renamed;
}

type ExistingItem = Extract<RowState['base'], { exists: true }>;

/** The text of a field, as a workbook has it. */
function valueOf(base: ExistingItem, field: string, nameOf: (id: number) => string): string {
  if (field === 'status') return base.status;
  const named = NAMED_FIELDS.find(({ mapped }) => mapped === field);
  const value = named ? base[named.name] : null;
  return typeof value === 'number' ? nameOf(value) : (value ?? 'TBD');
}
