/** Converts an item that was loaded on its own, with its notes, to a row of a list. */
import {
  type Item,
  type LatestNote,
  type ListedItem,
  type Note,
  NOTE_LINE_MAX_CHARS,
} from '@action-tracker/contracts';
import { isItemDetail } from './item-detail';

/** The server looks no further for a note that is not withdrawn. */
const SHOWN_NOTES = 5;

/** @param known The current row, whose note stays when the response contains none. */
export function listedItem(newest: Item, known: ListedItem): ListedItem {
  if (!isItemDetail(newest)) return { ...newest, latest_note: known.latest_note };
  const { notes, ...item } = newest;
  const note = notes.slice(0, SHOWN_NOTES).find(({ withdrawn }) => withdrawn === null);
  return { ...item, latest_note: note ? inShort(note) : null };
}

/** Truncates as the server does: the first line, between code points. */
function inShort({ note_date, author_id, content }: Note): LatestNote {
  const [line = ''] = content.split('\n', 1);
  return { note_date, author_id, content: Array.from(line).slice(0, NOTE_LINE_MAX_CHARS).join('') };
}
