/**
 * A list of items as a workbook: typed dates, filters, a frozen header, lists of the allowed
 * values, a sheet with the notes, and what it shows as of when, in its properties and in a hidden
 * sheet. A long list is written as it comes, without filters and lists.
 */
import {
  ABOUT_NAMES,
  ABOUT_SHEET,
  markHeading,
  markOf,
  ownerMark,
  type Note,
  usersById,
} from '@action-tracker/contracts';
import { ITEM_CSV_COLUMNS, itemCsvCells } from '@action-tracker/contracts/item-csv';
import type { ListedItem, User } from '@action-tracker/contracts';
import { CATEGORIES, PRIORITIES, STATUSES } from '@action-tracker/domain';
import { writeXlsx, writeXlsxStream, type CellValue, type WriteSheet } from 'hucre/xlsx';

/** Longer lists are written without filters, lists of values and notes. */
const MAX_FORMATTED_ROWS = 10_000;

/** What the workbook is about. */
export interface WorkbookHead {
  readonly users: readonly User[];
  /** That can be chosen; those that trackers begin with if unset. */
  readonly categories?: readonly string[];
  /** Of which moment it is: names and values of its hidden sheet. */
  readonly about: readonly (readonly [name: string, value: string])[];
}

export interface WorkbookBatch {
  /** Each as the JSON of a `ListedItem`. */
  readonly items: readonly string[];
  readonly notes: readonly Note[];
}

interface Rows {
  readonly items: CellValue[][];
  /** Of each item, by id and name. */
  readonly owners: string[];
  readonly notes: CellValue[][];
}

const NOTE_COLUMNS = [
  { header: 'ID', width: 12 },
  { header: 'Date', width: 12 },
  { header: 'Author', width: 24 },
  { header: 'Note', width: 100 },
];

/** Formats of cells by kind of column. */
const FORMATS = { date: 'yyyy-mm-dd', time: 'yyyy-mm-dd hh:mm', text: undefined } as const;
/** In characters. */
const WIDTHS: Readonly<Record<string, number>> = { Title: 60, 'Latest note': 80 };
const USUAL_WIDTH = 18;
const LISTS = 'Lists';

/**
 * The bytes of the workbook, in parts.
 *
 * @param maxFormattedRows a longer list is written as it comes
 */
export async function* workbookOf(
  head: WorkbookHead,
  batches: AsyncIterable<WorkbookBatch>,
  maxFormattedRows = MAX_FORMATTED_ROWS,
): AsyncGenerator<Uint8Array> {
  const iterator = rowsOf(head, batches);
  const first: Rows = { items: [], owners: [], notes: [] };
  while (first.items.length <= maxFormattedRows) {
    const { value, done } = await iterator.next();
    if (done) {
      yield formatted(head, first);
      return;
    }
    first.items.push(...value.items);
    first.owners.push(...value.owners);
    first.notes.push(...value.notes);
  }
  yield* streamed(head, first, iterator);
}

async function* rowsOf(
  { users }: WorkbookHead,
  batches: AsyncIterable<WorkbookBatch>,
): AsyncGenerator<Rows, undefined> {
  const people = usersById(users);
  for await (const { items, notes } of batches) {
    const listed = items.map((json) => JSON.parse(json) as ListedItem);
    yield {
      items: listed.map((item) => itemCsvCells(item, people).map(typed)),
      owners: listed.map(({ owner_id: id }) => ownerMark({ id, name: people.get(id)?.name ?? '' })),
      notes: notes.map(({ action_item_id, note_date, author_id, content }) => [
        action_item_id,
        new Date(note_date),
        people.get(author_id)?.name ?? `#${author_id}`,
        content,
      ]),
    };
  }
}

/** A date that is to be determined stays text. */
function typed(text: string, column: number): CellValue {
  const isDate = ITEM_CSV_COLUMNS[column]?.kind !== 'text' && /^\d{4}-\d\d-\d\d/.test(text);
  return isDate ? new Date(text) : text;
}

const columns = () =>
  ITEM_CSV_COLUMNS.map(({ heading, kind }) => {
    const numFmt = FORMATS[kind];
    return {
      header: heading,
      width: WIDTHS[heading] ?? USUAL_WIDTH,
      ...(numFmt ? { numFmt } : {}),
    };
  });

async function formatted(
  { users, about, categories = CATEGORIES }: WorkbookHead,
  rows: Rows,
): Promise<Uint8Array> {
  const lists = {
    Category: categories,
    Owner: users.filter(({ merged_into_id }) => merged_into_id === null).map(({ name }) => name),
    Priority: PRIORITIES,
    Status: STATUSES,
  };
  return writeXlsx({
    properties: { title: 'Action items', custom: Object.fromEntries(about) },
    sheets: [
      { ...sheet('Items', columns(), rows.items), dataValidations: validations(lists, rows.items) },
      sheet('Notes', [...NOTE_COLUMNS].map(dated), rows.notes),
      { name: LISTS, hidden: true, rows: transposed(lists) },
      {
        name: ABOUT_SHEET,
        hidden: true,
        rows: [...about, ...ownersIn(rows), ...itemsIn(rows)].map((row) => [...row]),
      },
    ],
  });
}

const ownersIn = ({ owners }: Rows): (readonly [name: string, value: string])[] =>
  [...new Set(owners)].map((owner) => [ABOUT_NAMES.owner, owner]);

/** A cell holds no more than 32,767 characters. */
const IDS_PER_CELL = 2_000;

/** Which items the list has, so that those missing from a file that comes back are known. */
function itemsIn({ items }: Rows): (readonly [name: string, value: string])[] {
  const ids = items.map(([id]) => String(id));
  return Array.from({ length: Math.ceil(ids.length / IDS_PER_CELL) }, (_, part) => [
    ABOUT_NAMES.items,
    ids.slice(part * IDS_PER_CELL, (part + 1) * IDS_PER_CELL).join(' '),
  ]);
}

const dated = (column: { header: string; width: number }) =>
  column.header === 'Date' ? { ...column, numFmt: FORMATS.date } : column;

function sheet(
  name: string,
  columns: { header: string; width: number }[],
  rows: CellValue[][],
): WriteSheet {
  const range = `A1:${letterOf(columns.length - 1)}${rows.length + 1}`;
  return {
    name,
    columns,
    rows: [columns.map(({ header }) => header), ...rows],
    freezePane: { rows: 1 },
    autoFilter: { range },
  };
}

type Lists = Readonly<Record<string, readonly string[]>>;

/** A cell accepts what is in the list of its column; a name that is not in it can be new. */
function validations(lists: Lists, { length }: CellValue[][]) {
  return Object.entries(lists).flatMap(([heading, values], list) => {
    const column = ITEM_CSV_COLUMNS.findIndex((one) => one.heading === heading);
    if (column < 0 || length === 0 || values.length === 0) return [];
    const letter = letterOf(list);
    return {
      type: 'list' as const,
      range: `${letterOf(column)}2:${letterOf(column)}${length + 1}`,
      formula1: `${LISTS}!$${letter}$2:$${letter}$${values.length + 1}`,
      errorStyle: 'warning' as const,
      showErrorMessage: true,
    };
  });
}

function transposed(lists: Lists): CellValue[][] {
  const columns = Object.entries(lists).map(([heading, values]) => [heading, ...values]);
  const length = Math.max(...columns.map((values) => values.length));
  return Array.from({ length }, (_, row) => columns.map((values) => values[row] ?? null));
}

/** There are fewer columns than letters. */
const letterOf = (column: number): string => String.fromCodePoint(65 + column);

/**
 * The library streams one sheet without properties, so a hidden column says what the list is, and in
 * each row who the owner is.
 */
function markColumn({ about }: WorkbookHead) {
  const values = new Map(about);
  const mark = markOf({
    tracker: values.get(ABOUT_NAMES.tracker),
    position: values.get(ABOUT_NAMES.position),
    asOf: values.get(ABOUT_NAMES.asOf),
  });
  return mark ? [{ header: markHeading(mark), width: 4, hidden: true }] : [];
}

async function* streamed(
  head: WorkbookHead,
  first: Rows,
  rest: AsyncIterable<Rows>,
): AsyncGenerator<Uint8Array> {
  const mark = markColumn(head);
  const marked = ({ items, owners }: Rows) =>
    items.map((cells, row) => [...cells, ...mark.map(() => owners[row] ?? null)]);
  async function* rows() {
    yield* marked({ ...first, items: first.items.splice(0) });
    for await (const part of rest) yield* marked(part);
  }
  yield* writeXlsxStream(rows(), {
    name: 'Items',
    columns: [...columns(), ...mark],
    freezePane: { rows: 1 },
  });
}
