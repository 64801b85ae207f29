/** How an item that comes by itself, with its notes, takes its place in a list. */
import {
  type Item,
  type LatestNote,
  type ListedItem,
  type Note,
  NOTE_LINE_MAX_CHARS,
} from '@action-tracker/contracts';
import { isItemDetail } from './item-detail';

/** @param known The row so far: an answer without notes says nothing of them. */
export function listedItem(newest: Item, known: ListedItem): ListedItem {
  if (!isItemDetail(newest)) return { ...newest, latest_note: known.latest_note };
  const { notes, ...item } = newest;
  const [note] = notes;
  return { ...item, latest_note: note ? inShort(note) : null };
}

/** The same cut as the server's: the first line, between code points. */
function inShort({ note_date, author_id, content }: Note): LatestNote {
  const [line = ''] = content.split('\n', 1);
  return { note_date, author_id, content: Array.from(line).slice(0, NOTE_LINE_MAX_CHARS).join('') };
}
