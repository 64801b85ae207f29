/**
 * The notes of an item with a history: what its first row holds beyond the item, as for any import,
 * then the changes of each later row.
 */
import { LONG_TEXT_MAX_CHARS } from '@action-tracker/contracts';
import { namedColumns, type Mapping } from '../mapping/mapping';
import { inPieces, isLost, labelled, noteOf } from './row-note';
import { isValue, textOf, valueOf, type Cells } from './row-values';

/** For each row, the text that no item field holds; empty if there is none. */
export function untoldBy(rows: readonly Cells[], mapping: Mapping): readonly string[] {
  return rows.map((cells, index) => {
    const before = rows[index - 1];
    return before ? changesOf(before, cells, mapping) : noteOf(cells, mapping);
  });
}

/** Joins texts into as few notes as the length limit allows. */
export function notesOf(texts: readonly string[]): readonly string[] {
  const notes: string[] = [];
  for (const text of texts.flatMap(inPieces)) {
    const last = notes.at(-1);
    const longer = `${last}\n\n${text}`;
    if (last === undefined || Array.from(longer).length > LONG_TEXT_MAX_CHARS) notes.push(text);
    else notes[notes.length - 1] = longer;
  }
  return notes;
}

/** Changes that no event records, under a heading with time and person. Empty if there are none. */
function changesOf(before: Cells, cells: Cells, mapping: Mapping): string {
  const changed = [...cells].flatMap(([column, cell]) =>
    before.get(column)?.trim() === cell.trim() || isTold(column, cells, mapping)
      ? []
      : [text(column, cell, mapping)],
  );
  if (changed.length === 0) return '';
  const head = [valueOf(cells, mapping, 'changed_at'), valueOf(cells, mapping, 'changed_by')];
  return [head.flatMap((value) => value?.text ?? []).join(', '), ...changed].join('\n');
}

/**
 * Whether an event of the history records this column. Status words are kept as status comments.
 */
function isTold(column: string, cells: Cells, mapping: Mapping): boolean {
  const { status, changed_by: changedBy } = mapping.fields;
  if (status?.columns.includes(column) || changedBy?.columns.includes(column)) return true;
  const hasField = namedColumns(mapping).some(
    (named) => named.column === column && !named.path.startsWith('notes'),
  );
  return hasField && !isLost(column, cells, mapping);
}

function text(column: string, cell: string, mapping: Mapping): string {
  const note = mapping.notes.find((candidate) => candidate.column === column);
  const label = note ? note.label : column;
  return labelled(label, isValue(cell, mapping) ? textOf(cell) : '–');
}
