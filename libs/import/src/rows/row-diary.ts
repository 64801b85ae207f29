/** The dated notes in the cells of a row, oldest first, and what is left of the cells. */
import type { PlainDate } from '@action-tracker/domain';
import type { ImportTimes } from '@action-tracker/tracking';
import { normalised } from '../mapping/mapping';
import { splitNotes, type DatedNote } from './dated-notes';
import { inPieces } from './row-note';
import { isValue, textOf, type Cells, type RowContext } from './row-values';

interface DiaryNote {
  readonly noteDate: PlainDate;
  readonly content: string;
  /** Not before the item: a note keeps its date, but nothing happens to an item before it exists. */
  readonly at: string;
  readonly author: string | undefined;
}

interface RowTimes {
  readonly context: RowContext;
  readonly createDate: PlainDate;
  readonly times: ImportTimes;
}

/** Takes the dated notes out of the cells. */
export function diaryOf(
  cells: Cells,
  row: RowTimes,
): { readonly rest: Cells; readonly notes: readonly DiaryNote[] } {
  const { mapping, now } = row.context;
  const rest = new Map(cells);
  const notes = mapping.notes.flatMap(({ column, dated }) => {
    const cell = cells.get(column);
    // Without a creation date the row is refused anyway.
    if (dated.length === 0 || !isValue(cell, mapping) || row.createDate === '') return [];
    const style = { formats: dated, zone: mapping.dates.zone, now, since: row.createDate };
    const split = splitNotes(textOf(cell), style);
    rest.set(column, split.undated);
    return split.notes.flatMap((note) => notesOf(note, row));
  });
  return { rest, notes: notes.toSorted((a, b) => compare(a, b)) };
}

/** By the day that the file says, so that notes from before the creation are in order, too. */
const compare = (a: DiaryNote, b: DiaryNote): number =>
  Date.parse(a.at) - Date.parse(b.at) ||
  (a.noteDate < b.noteDate ? -1 : a.noteDate > b.noteDate ? 1 : 0);

function notesOf({ date, author, text }: DatedNote, { context, times }: RowTimes): DiaryNote[] {
  const isKnown = author !== undefined && context.mapping.people.has(normalised(author));
  const content = author === undefined || isKnown ? text : `${author}: ${text}`;
  const at = date.instant < times.createdAt ? times.createdAt : date.instant;
  const written = { noteDate: date.date, at, author: isKnown ? author : undefined };
  return inPieces(content).map((piece) => ({ ...written, content: piece }));
}
