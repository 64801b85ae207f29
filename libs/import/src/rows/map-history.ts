/**
 * Maps the rows of one item to its history, oldest first. Pure: users and ledger are resolved
 * later.
 */
import {
  DomainError,
  STATUSES,
  type FieldProblem,
  type ItemCommand,
  type ItemFields,
  type PlainDate,
  type Status,
} from '@action-tracker/domain';
import type { HistoryStep } from '@action-tracker/tracking';
import { notesOf, untoldBy } from './history-note';
import type { WrittenDate } from '../mapping/dates';
import { numberOf, withinReach } from './map-row';
import type { LogItem, LogRow } from './read-log';
import { RowValues, valueOf, type RowContext } from './row-values';

/** One row: the item after the change, who changed it and when. */
interface Change {
  readonly row: LogRow;
  readonly at: WrittenDate;
  /** The person named in the file; `undefined` for the importer. */
  readonly by: string | undefined;
  readonly owner: string;
  readonly status: Status;
  /** The word in the file: several words may map to one status of the tracker. */
  readonly writtenStatus: string | undefined;
  readonly fields: Omit<ItemFields, 'ownerId'>;
}

/** The content of the file for one item. */
export interface MappedHistory {
  readonly number: number | undefined;
  readonly createDate: PlainDate;
  /** Oldest first. */
  readonly changes: readonly [Change, ...Change[]];
  /** For each change, the text that no field holds; empty if there is none. */
  readonly untold: readonly string[];
}

/** Changes imported together: `from` inclusive, `to` exclusive. */
export interface Part {
  readonly from: number;
  readonly to: number;
}

/** Resolves a word of the file to a user id; `undefined` means the importer. */
export type UserOf = (field: 'owner' | 'changed_by', word: string | undefined) => number;

/**
 * Maps all rows of an item.
 *
 * @throws DomainError VALIDATION_ERROR with every problem of every row, each with its line
 */
export function mapHistory({ rows }: LogItem, context: RowContext): MappedHistory {
  const { mapping, prefix, numberLimit } = context;
  const problems: FieldProblem[] = [];
  const mapped = rows.map((row) => {
    const values = new RowValues(row.cells, context);
    const change = changeOf(row, values, context);
    const number = withinReach(values, numberOf(values, prefix), numberLimit);
    const first = { change, number, created: values.date('create_date') };
    problems.push(
      ...values.problems.map(({ field, message }) => ({
        field: `line ${row.line}, ${field}`,
        message,
      })),
    );
    return first;
  });
  if (problems.length > 0) throw DomainError.invalid(problems);
  const [first, ...rest] = mapped.toSorted((a, b) => compare(a.change, b.change, mapping.order));
  if (!first) throw new Error('Expected an item with rows');
  const changes = [first.change, ...rest.map(({ change }) => change)] as const;
  return {
    number: first.number,
    createDate: first.created?.date ?? first.change.at.date,
    changes: [...changes],
    untold: untoldBy(
      changes.map(({ row }) => row.cells),
      mapping,
    ),
  };
}

/** The steps of a history, or of a part of it. */
export function stepsOf(
  history: MappedHistory,
  userOf: UserOf,
  { from, to }: Part = { from: 0, to: history.changes.length },
): readonly HistoryStep[] {
  const { changes, untold, createDate } = history;
  const fieldsOf = ({ fields, owner }: Change) => ({ ...fields, ownerId: userOf('owner', owner) });
  return changes.slice(from, to).map((change, index) => {
    const before = changes[from + index - 1];
    const { status } = change;
    const commands: readonly ItemCommand[] = before
      ? [...fieldChange(fieldsOf(before), fieldsOf(change)), ...statusChange(before, change)]
      : [{ type: 'ImportItem', ...fieldsOf(change), ...numbered(history), createDate, status }];
    const isLast = from + index === to - 1;
    const noteDate = from === 0 ? createDate : (changes[from]?.at.date ?? createDate);
    const notes = notesOf(isLast ? untold.slice(from, to) : []);
    return {
      actorId: userOf('changed_by', change.by),
      occurredAt: change.at.instant,
      // The notes cover all changes of the part, so they belong to its last step.
      commands: [...commands, ...notes.map((content) => addNote(content, noteDate))],
      row: change.row.line,
    };
  });
}

function changeOf(row: LogRow, values: RowValues, { mapping }: RowContext): Change {
  const at = values.date('changed_at');
  if (values.text('changed_at') === undefined) values.requiredText('changed_at');
  return {
    row,
    at: at ?? { date: '', instant: '', laterInstant: '', hasTime: false },
    by: values.text('changed_by'),
    owner: values.requiredText('owner'),
    status: values.word('status', STATUSES, 'New'),
    writtenStatus: valueOf(row.cells, mapping, 'status')?.text,
    fields: values.fields(),
  };
}

/** Only the fields that the row changes: people may have changed others since. */
function fieldChange(before: ItemFields, after: ItemFields): readonly ItemCommand[] {
  const isChanged = ([name, value]: [string, unknown]) =>
    before[name as keyof ItemFields] !== value;
  const changed = Object.entries(after).filter(isChanged);
  if (changed.length === 0) return [];
  return [{ type: 'ChangeItem', changes: Object.fromEntries(changed) }];
}

const addNote = (content: string, noteDate: PlainDate): ItemCommand => ({
  type: 'AddNote',
  content,
  noteDate,
});

/** A status that the file names differently keeps that word as its comment. */
function statusChange(before: Change, { status, writtenStatus }: Change): readonly ItemCommand[] {
  if (before.writtenStatus === writtenStatus) return [];
  const isOwnWord = writtenStatus === undefined || writtenStatus === status;
  return [{ type: 'ChangeStatus', status, comment: isOwnWord ? null : writtenStatus }];
}

const numbered = ({ number }: MappedHistory) => (number === undefined ? {} : { number });

function compare(a: Change, b: Change, order: readonly string[]): number {
  if (a.at.instant !== b.at.instant) return a.at.instant < b.at.instant ? -1 : 1;
  for (const column of order) {
    const [left, right] = [a, b].map(({ row }) => row.cells.get(column)?.trim() ?? '');
    const difference = COLLATOR.compare(left ?? '', right ?? '');
    if (difference !== 0) return difference;
  }
  return a.row.line - b.row.line;
}

/** Sorts 9 before 10, independent of the machine's locale. */
const COLLATOR = new Intl.Collator('en', { numeric: true });
