/** Maps one row of a file to an item of the tracker. Pure: users and ledger are resolved later. */
import {
  decideItem,
  DomainError,
  NO_ITEM,
  parseItemId,
  shown,
  STATUSES,
  typedItemId,
  type ImportItem,
  type PlainDate,
} from '@action-tracker/domain';
import type { ImportTimes } from '@action-tracker/tracking';
import type { WrittenDate } from '../mapping/dates';
import { diaryOf } from './row-diary';
import { inPieces, noteOf } from './row-note';
import { RowValues, type Cells, type RowContext } from './row-values';

export interface MappedRow {
  /** The item without its owner, who is still a word of the file. */
  readonly input: Omit<ImportItem, 'type' | 'ownerId'>;
  readonly times: ImportTimes;
  readonly owner: string;
  /** The person named in the file; `undefined` for the importer. */
  readonly createdBy: string | undefined;
  /** When each of the notes was written, and by whom; empty if all have the time of the status. */
  readonly diary: readonly DiaryEntry[];
}

/** Where a note of the row comes from, in the order of `input.notes`. */
export interface DiaryEntry {
  readonly at: string;
  /** A word that the mapping has under `people`; other authors stay in the text. */
  readonly author: string | undefined;
}

/**
 * Maps the cells of a row.
 *
 * @throws DomainError VALIDATION_ERROR with the problems of the row
 */
export function mapRow(cells: Cells, context: RowContext): MappedRow {
  const { mapping, prefix, numberLimit } = context;
  const values = new RowValues(cells, context);
  const number = withinReach(values, numberOf(values, prefix), numberLimit);
  const status = values.word('status', STATUSES, 'New');
  const { createDate, ...times } = timesOf(values, status === 'New');
  const diary = diaryOf(cells, { context, createDate, times });
  const content = noteOf(diary.rest, mapping);
  const notes = [
    ...diary.notes.map(({ noteDate, content: text }) => ({ noteDate, content: text })),
    ...(content === '' ? [] : inPieces(content).map((text) => noteOn(createDate, text))),
  ];
  const input = {
    ...(number === undefined ? {} : { number }),
    ...values.fields(),
    status,
    createDate,
    ...(notes.length === 0 ? {} : { notes }),
  };
  const owner = values.requiredText('owner');
  if (values.problems.length > 0) throw DomainError.invalid(values.problems);
  requireAcceptable(input);
  return { input, times, owner, createdBy: values.text('created_by'), diary: diary.notes };
}

/** The number that the row requests. */
export function numberOf(values: RowValues, prefix: string): number | undefined {
  const text = values.text('id');
  if (text === undefined) return undefined;
  const parts = parseItemId(typedItemId(text) ?? '');
  if (parts?.prefix === prefix) return parts.number;
  if (/^\d{1,9}$/.test(text)) return Number(text);
  values.problem('id', `expected an id like ${prefix}-001 or a number, found ${shown(text)}`);
  return undefined;
}

/**
 * Refuses a number far above the others: a typing error would permanently skip all numbers below
 * it.
 */
export function withinReach(
  values: RowValues,
  number: number | undefined,
  limit = Infinity,
): number | undefined {
  if (number !== undefined && number > limit) {
    const message = `expected a number up to ${limit}, which is 100,000 above the previous one in file and tracker, found ${number}`;
    values.problem('id', message);
  }
  return number;
}

/**
 * Times of the parts of the row: nothing precedes the creation, and the note has the status time.
 */
function timesOf(values: RowValues, isNew: boolean): ImportTimes & { createDate: string } {
  const created = values.date('create_date');
  if (values.text('create_date') === undefined) values.requiredText('create_date');
  const reached = values.date('status_date');
  const createdAt = created?.instant ?? '';
  const createDate = created?.date ?? '';
  // A date without a time on the day of creation does not precede the creation.
  const isSameDay = reached?.hasTime === false && reached.date === createDate;
  const statusAt = isNew || isSameDay || !reached ? createdAt : timeAfter(createdAt, reached);
  if (statusAt < createdAt) {
    values.problem(
      'status_date',
      `expected a time after the creation at ${createdAt}, found ${statusAt}`,
    );
  }
  return { createDate, createdAt, statusAt, noteAt: statusAt };
}

const noteOn = (noteDate: PlainDate, content: string) => ({ noteDate, content });

/**
 * The end of daylight saving time repeats an hour: if the first reading is too early, use the
 * second.
 */
const timeAfter = (earliest: string, { instant, laterInstant }: WrittenDate): string =>
  instant < earliest ? laterInstant : instant;

/** Validates with the domain before any user is created: lengths, control characters, number. */
function requireAcceptable(input: MappedRow['input']): void {
  const context = { today: input.createDate, nextNumber: 1, isUser: () => true };
  decideItem(NO_ITEM, { type: 'ImportItem', ownerId: 1, ...input }, context);
}
