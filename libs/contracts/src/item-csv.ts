/**
 * The rows of a spreadsheet of items: the same whether the API, the command line or the client writes
 * them. Names instead of ids, dates as ISO 8601, values in English, so that the import reads it back.
 */
import type { ListedItem, User } from './wire';

/** The first row. */
export const ITEM_CSV_HEADINGS: readonly string[] = [
  ...['ID', 'Title', 'Created', 'Created by', 'Due date', 'Category'],
  ...['Owner', 'Priority', 'Status', 'Last update', 'Latest note'],
];

/**
 * The cells of an item, in the order of the headings.
 *
 * @param users Everybody by id; an id that is not among them reads `#7`.
 */
export function itemCsvCells(
  item: ListedItem,
  users: ReadonlyMap<number, Pick<User, 'name' | 'initials'>>,
): readonly string[] {
  const nameOf = (id: number) => users.get(id)?.name ?? `#${id}`;
  const initialsOf = (id: number) => users.get(id)?.initials ?? `#${id}`;
  const note = item.latest_note;
  return [
    ...[item.id, item.title, item.create_date, nameOf(item.created_by_id)],
    ...[item.due_date ?? 'TBD', item.category, nameOf(item.owner_id)],
    ...[item.priority, item.status, item.updated_at],
    note === null ? '' : `${note.note_date} ${initialsOf(note.author_id)}: ${note.content}`,
  ];
}

/** Everybody by id; who was merged into somebody else reads as that person. */
export function usersById(users: readonly User[]): ReadonlyMap<number, User> {
  const known = new Map(users.map((user) => [user.id, user]));
  return new Map(users.map((user) => [user.id, known.get(user.merged_into_id ?? user.id) ?? user]));
}
