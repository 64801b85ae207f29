/** One row of a file as an item of the tracker. Pure: users and the ledger come later. */
import {
  CATEGORIES,
  decideItem,
  DomainError,
  NO_ITEM,
  parseItemId,
  PRIORITIES,
  shown,
  STATUSES,
  type ImportItem,
} from '@action-tracker/domain';
import type { ImportTimes } from '@action-tracker/tracking';
import type { Mapping } from './mapping';
import { noteOf } from './row-note';
import { RowValues, type Cells } from './row-values';

export interface MappedRow {
  /** The item without its owner, who is a word of the file so far. */
  readonly input: Omit<ImportItem, 'type' | 'ownerId'>;
  readonly times: ImportTimes;
  readonly owner: string;
  /** The person the file names; `undefined`: the importer. */
  readonly createdBy: string | undefined;
}

export interface RowContext {
  readonly mapping: Mapping;
  /** Of the tracker. */
  readonly prefix: string;
  readonly now: Date;
}

/**
 * Maps the cells of a row.
 *
 * @throws DomainError VALIDATION_ERROR with the problems of the row.
 */
export function mapRow(cells: Cells, { mapping, prefix, now }: RowContext): MappedRow {
  const values = new RowValues(cells, mapping, now);
  const number = numberOf(values, prefix);
  const status = values.word('status', STATUSES, 'New');
  const { createDate, ...times } = timesOf(values, status === 'New');
  const content = noteOf(cells, mapping);
  const input = {
    ...(number === undefined ? {} : { number }),
    title: values.requiredText('title'),
    category: values.requiredWord('category', CATEGORIES),
    priority: values.requiredWord('priority', PRIORITIES),
    status,
    dueDate: values.date('due_date')?.date ?? null,
    createDate,
    ...(content === '' ? {} : { note: { noteDate: createDate, content } }),
  };
  const owner = values.requiredText('owner');
  if (values.problems.length > 0) throw DomainError.invalid(values.problems);
  requireAcceptable(input);
  return { input, times, owner, createdBy: values.text('created_by') };
}

/** The number that a row asks for. */
export function numberOf(values: RowValues, prefix: string): number | undefined {
  const text = values.text('id');
  if (text === undefined) return undefined;
  const parts = parseItemId(text);
  if (parts?.prefix === prefix) return parts.number;
  if (/^\d{1,9}$/.test(text)) return Number(text);
  values.problem('id', `expected an id like ${prefix}-001 or a number, found ${shown(text)}`);
  return undefined;
}

/** When what the row tells happened: nothing before the creation, the note with the status. */
function timesOf(values: RowValues, isNew: boolean): ImportTimes & { createDate: string } {
  const created = values.date('create_date');
  if (values.text('create_date') === undefined) values.requiredText('create_date');
  const reached = values.date('status_date');
  const createdAt = created?.instant ?? '';
  const createDate = created?.date ?? '';
  // A day without a time that is the day of the creation is not before it.
  const isSameDay = reached?.hasTime === false && reached.date === createDate;
  const statusAt = isNew || isSameDay || !reached ? createdAt : reached.instant;
  if (statusAt < createdAt) {
    values.problem(
      'status_date',
      `expected it after the creation at ${createdAt}, found ${statusAt}`,
    );
  }
  return { createDate, createdAt, statusAt, noteAt: statusAt };
}

/** Asks the domain before any user is made for the row: lengths, control characters, number. */
function requireAcceptable(input: MappedRow['input']): void {
  const context = { today: input.createDate, nextNumber: 1, isUser: () => true };
  decideItem(NO_ITEM, { type: 'ImportItem', ownerId: 1, ...input }, context);
}
