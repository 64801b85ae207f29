/**
 * The notes of an item that has a history: what its first row says beyond the item, as for any
 * import, and then, row by row, what became of it.
 */
import { LONG_TEXT_MAX_CHARS } from '@action-tracker/contracts';
import { namedColumns, type Mapping } from '../mapping/mapping';
import { inPieces, isLost, labelled, noteOf } from './row-note';
import { isValue, textOf, valueOf, type Cells } from './row-values';

/** What each row says that the item does not keep; empty when there is nothing. */
export function untoldBy(rows: readonly Cells[], mapping: Mapping): readonly string[] {
  return rows.map((cells, index) => {
    const before = rows[index - 1];
    return before ? changesOf(before, cells, mapping) : noteOf(cells, mapping);
  });
}

/** What rows say as the texts of notes; as few as the limit of a note allows. */
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

/** What changed and no event tells; headed by when and by whom. Empty when there is nothing. */
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

/** Whether an event of the history tells this column: status words are comments of their entries. */
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
