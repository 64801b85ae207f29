/** The members of an item in a list, as SQL. */
import { NOTE_LINE_MAX_CHARS } from '@action-tracker/domain';
import { inUtc, WIRE_COLUMNS, WITHDRAWN } from './action-items';
import { changesOfNote } from './note-changes';
import { NOTE_ORDER } from './notes';

export const LISTED_MEMBERS = [...WIRE_COLUMNS, 'withdrawn', 'latest_note'];

const LISTED_COLUMNS = WIRE_COLUMNS.map((column) =>
  column.endsWith('_at') ? `${inUtc('i', column)} AS ${column}` : `i.${column}`,
).join(', ');

/**
 * Columns of the items `i` as JSON: each with the first line of its latest note.
 *
 * @param until SQL of the last position that counts; all count if unset
 */
export const listedItemColumns = (until?: string): string => `${LISTED_COLUMNS}, ${WITHDRAWN},
  CASE WHEN i.latest_note_date IS NOT NULL THEN (SELECT row_to_json(n) FROM (SELECT
    i.latest_note_date AS note_date, i.latest_note_author_id AS author_id,
    i.latest_note_line AS content) n)
  WHEN i.note_count > 0 THEN (${olderNote(until)}) END AS latest_note`;

/** An item remembers few notes: when all of these are withdrawn, an older one may not be. */
const olderNote = (until: string | undefined): string => `SELECT row_to_json(o) FROM (
    SELECT n.note_date, n.author_id,
      left(split_part(coalesce(a.content, n.content), E'\\n', 1), ${NOTE_LINE_MAX_CHARS}) AS content
    FROM notes n ${changesOfNote(until)}
    WHERE n.tracker_id = i.tracker_id AND n.action_item_id = i.id AND w.id IS NULL
      ${until === undefined ? '' : `AND n.id <= ${until}`}
    ORDER BY ${NOTE_ORDER} LIMIT 1) o`;
