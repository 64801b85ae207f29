/** The rows of one item as its history, oldest first. Pure: users and the ledger come later. */
import {
  CATEGORIES,
  DomainError,
  PRIORITIES,
  STATUSES,
  type FieldProblem,
  type ItemCommand,
  type ItemFields,
  type PlainDate,
  type Status,
} from '@action-tracker/domain';
import type { HistoryStep } from '@action-tracker/tracking';
import { historyNotes } from './history-note';
import type { WrittenDate } from './dates';
import type { RowContext } from './map-row';
import { numberOf } from './map-row';
import type { LogItem, LogRow } from './read-log';
import { RowValues, valueOf } from './row-values';

/** One row: what the item was after it, who changed it and when. */
interface Change {
  readonly row: LogRow;
  readonly at: WrittenDate;
  /** The person the file names; `undefined`: the importer. */
  readonly by: string | undefined;
  readonly owner: string;
  readonly status: Status;
  /** As the file says it: two words of the file may be one status of the tracker. */
  readonly writtenStatus: string | undefined;
  readonly fields: Omit<ItemFields, 'ownerId'>;
}

/** What the file says about one item. */
export interface MappedHistory {
  readonly number: number | undefined;
  readonly createDate: PlainDate;
  readonly changes: readonly [Change, ...Change[]];
  /** What the tracker has no field for. */
  readonly notes: readonly string[];
}

/** Who a word of the file is; `undefined` is the importer. */
export type UserOf = (field: 'owner' | 'changed_by', word: string | undefined) => number;

/**
 * Maps all rows of an item.
 *
 * @throws DomainError VALIDATION_ERROR with every problem of every row, each with its line.
 */
export function mapHistory({ rows }: LogItem, context: RowContext): MappedHistory {
  const { mapping, prefix, now } = context;
  const problems: FieldProblem[] = [];
  const mapped = rows.map((row) => {
    const values = new RowValues(row.cells, mapping, now);
    const change = changeOf(row, values, context);
    const first = { change, number: numberOf(values, prefix), created: values.date('create_date') };
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
    notes: historyNotes(
      changes.map(({ row }) => row.cells),
      mapping,
    ),
  };
}

/** The steps that lead through a history. */
export function stepsOf(history: MappedHistory, userOf: UserOf): readonly HistoryStep[] {
  const { changes, notes, createDate } = history;
  return changes.map((change, index) => {
    const before = changes[index - 1];
    const isLast = index === changes.length - 1;
    const fields = { ...change.fields, ownerId: userOf('owner', change.owner) };
    const { status } = change;
    const commands: readonly ItemCommand[] = before
      ? [{ type: 'ChangeItem', changes: fields }, ...statusChange(before, change)]
      : [{ type: 'ImportItem', ...fields, ...numbered(history), createDate, status }];
    const told = notes.map(
      (content) => ({ type: 'AddNote', content, noteDate: createDate }) as const,
    );
    return {
      actorId: userOf('changed_by', change.by),
      occurredAt: change.at.instant,
      // The notes tell the whole log, which nobody knew before its last row.
      commands: isLast ? [...commands, ...told] : commands,
    };
  });
}

function changeOf(row: LogRow, values: RowValues, { mapping }: RowContext): Change {
  const at = values.date('changed_at');
  if (values.text('changed_at') === undefined) values.requiredText('changed_at');
  return {
    row,
    at: at ?? { date: '', instant: '', hasTime: false },
    by: values.text('changed_by'),
    owner: values.requiredText('owner'),
    status: values.word('status', STATUSES, 'New'),
    writtenStatus: valueOf(row.cells, mapping, 'status')?.text,
    fields: {
      title: values.requiredText('title'),
      dueDate: values.date('due_date')?.date ?? null,
      category: values.requiredWord('category', CATEGORIES),
      priority: values.requiredWord('priority', PRIORITIES),
    },
  };
}

/** A status that the file calls otherwise keeps the word of the file as its comment. */
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

/** 9 comes before 10, and the order does not depend on where the import runs. */
const COLLATOR = new Intl.Collator('en', { numeric: true });
