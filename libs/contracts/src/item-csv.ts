/**
 * The rows of an item spreadsheet, identical from the API, the command line and the client. Names
 * instead of ids, ISO 8601 dates and English values, so that the import can read the file back.
 */
import { NAMED_FIELDS, type FieldKind, type NamedField } from '@action-tracker/domain';
import type { User } from './people-wire';
import type { ListedItem } from './wire';

/** A column: its heading, and how its cell is derived from an item. */
interface Column {
  readonly heading: string;
  /** `date` and `time` are ISO 8601, where they are not to be determined. */
  readonly kind: 'text' | 'date' | 'time';
  readonly cell: (item: ListedItem, people: People) => string;
}

type Value = string | number | null;

/** Users by id; an id that is missing here is written as `#7`. */
type People = ReadonlyMap<number, Pick<User, 'name' | 'initials'>>;

const nameOf = (id: Value, people: People): string => people.get(Number(id))?.name ?? `#${id}`;
const initialsOf = (id: number, people: People): string => people.get(id)?.initials ?? `#${id}`;

/** How the values of each kind of field are written. */
const CELLS: Readonly<Record<FieldKind, (value: Value, people: People) => string>> = {
  text: (value) => String(value ?? ''),
  date: (value) => String(value ?? 'TBD'),
  word: String,
  user: nameOf,
};

const columnOf = ({ heading, wire, kind }: NamedField): Column => ({
  heading,
  kind: kind === 'date' ? 'date' : 'text',
  cell: (item, people) => CELLS[kind](item[wire], people),
});

const [title, ...others] = NAMED_FIELDS.map(columnOf);

const COLUMNS: readonly Column[] = [
  { heading: 'ID', kind: 'text', cell: ({ id }) => id },
  ...(title ? [title] : []),
  { heading: 'Created', kind: 'date', cell: ({ create_date }) => create_date },
  {
    heading: 'Created by',
    kind: 'text',
    cell: ({ created_by_id }, people) => nameOf(created_by_id, people),
  },
  ...others,
  { heading: 'Status', kind: 'text', cell: ({ status }) => status },
  { heading: 'Last update', kind: 'time', cell: ({ updated_at }) => updated_at },
  {
    heading: 'Latest note',
    kind: 'text',
    cell: ({ latest_note: note }, people) =>
      note ? `${note.note_date} ${initialsOf(note.author_id, people)}: ${note.content}` : '',
  },
];

/** The heading and kind of each column. */
export const ITEM_CSV_COLUMNS: readonly Pick<Column, 'heading' | 'kind'>[] = COLUMNS;

/** The header row. */
export const ITEM_CSV_HEADINGS: readonly string[] = COLUMNS.map(({ heading }) => heading);

/** The cells of an item, in the order of the headings. */
export const itemCsvCells = (item: ListedItem, users: People): readonly string[] =>
  COLUMNS.map(({ cell }) => cell(item, users));
