/**
 * The first note of an imported item: the text of its note columns, followed by everything in the
 * row that no item field holds. Depends only on file and mapping, never on current users, so that a
 * repeated row produces the same note.
 */
import { LONG_TEXT_MAX_CHARS } from '@action-tracker/contracts';
import {
  isOfTracker,
  NAMED_FIELDS,
  STATUSES,
  type FieldKind,
  type NamedField,
} from '@action-tracker/domain';
import { FIELD_NAMES, normalised, type FieldName, type Mapping } from '../mapping/mapping';
import { VOCABULARY } from '../mapping/read-mapping';
import { isValue, textOf, translate, valueOf, wordOf, type Cells } from './row-values';

/** The text of the note; empty when there is nothing to keep. */
export function noteOf(cells: Cells, mapping: Mapping): string {
  const texts = mapping.notes.flatMap(({ column, label }) => {
    const cell = cells.get(column);
    return isValue(cell, mapping) ? [labelled(label, textOf(cell))] : [];
  });
  const kept = [...cells].flatMap(([column, cell]) =>
    isLost(column, cells, mapping) ? [labelled(column, textOf(cell))] : [],
  );
  return [...texts, kept.join('\n')].filter((part) => part !== '').join('\n\n');
}

export function labelled(label: string | undefined, text: string): string {
  if (label === undefined) return text;
  return text.includes('\n') ? `${label}:\n${text}` : `${label}: ${text}`;
}

/** Whether no field of the item shows the content of this cell. */
export function isLost(column: string, cells: Cells, mapping: Mapping): boolean {
  const cell = cells.get(column)?.trim() ?? '';
  if (cell === '' || mapping.order.includes(column)) return false;
  if (mapping.notes.some((note) => note.column === column)) return false;
  const fields = FIELD_NAMES.filter((name) => mapping.fields[name]?.columns.includes(column));
  if (fields.length === 0) return isValue(cell, mapping);
  return fields.every((name) => !isKept(name, column, { cells, mapping }));
}

interface Row {
  readonly cells: Cells;
  readonly mapping: Mapping;
}

function isKept(name: FieldName, column: string, { cells, mapping }: Row): boolean {
  const value = valueOf(cells, mapping, name);
  // No other value replaced it: a due date of "TBD" is shown as TBD.
  if (value === undefined) return true;
  if (mapping.fields[name]?.join !== undefined) return true;
  if (value.column !== column) return false;
  // The first status needs no entry, so its date is not stored there.
  if (name === 'status_date') return !isNew({ cells, mapping });
  switch (KINDS[name]) {
    case 'word':
      return isSameWord(name, value.text, mapping);
    case 'user':
      return isSamePerson(value.text, mapping);
    case 'date':
      return !/\d:\d/.test(value.text);
    case 'text':
    case 'moment':
      return true;
  }
}

/** The kind of each field in the mapping; a `moment` is a date that keeps its time. */
const KINDS = {
  // One entry per field of the registry.
  ...(Object.fromEntries(NAMED_FIELDS.map(({ mapped, kind }) => [mapped, kind])) as Record<
    NamedField['mapped'],
    FieldKind
  >),
  id: 'text',
  status: 'word',
  create_date: 'moment',
  created_by: 'user',
  status_date: 'moment',
  changed_at: 'moment',
  changed_by: 'user',
} as const satisfies Record<FieldName, FieldKind | 'moment'>;

function isSameWord(name: FieldName, text: string, { fields }: Mapping): boolean {
  const field = fields[name];
  const values: ReadonlyMap<string, string> = field?.values ?? new Map();
  const word = translate(text, VOCABULARY[name] ?? [], values);
  if (word !== undefined || !isOfTracker(name)) {
    return word !== undefined && normalised(word) === normalised(text);
  }
  // A word of the tracker, unless the mapping says otherwise.
  const target = values.get(normalised(text));
  return target === undefined
    ? field?.otherwise === undefined
    : normalised(target) === normalised(text);
}

function isSamePerson(text: string, { people }: Mapping): boolean {
  const person = people.get(normalised(text));
  return person === undefined || normalised(person.name ?? '') === normalised(text);
}

function isNew({ cells, mapping }: Row): boolean {
  const text = valueOf(cells, mapping, 'status')?.text;
  if (text === undefined) return true;
  return wordOf(text, STATUSES, mapping.fields.status) === 'New';
}

/**
 * Splits text into pieces within the length limit of a note, at a line or word boundary if that
 * leaves most of the piece.
 */
export function inPieces(text: string): readonly string[] {
  const chars = Array.from(text.trim());
  const pieces: string[] = [];
  for (let start = 0; start < chars.length;) {
    const piece = chars.slice(start, start + LONG_TEXT_MAX_CHARS);
    const isLast = start + piece.length >= chars.length;
    const end = isLast ? piece.length : breakIn(piece);
    pieces.push(piece.slice(0, end).join('').trim());
    start += end;
  }
  return pieces.filter((piece) => piece !== '');
}

function breakIn(piece: readonly string[]): number {
  const line = piece.lastIndexOf('\n') + 1;
  const word = piece.lastIndexOf(' ') + 1;
  return [line, word].find((end) => end > piece.length / 2) ?? piece.length;
}
