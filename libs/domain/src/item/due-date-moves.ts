/**
 * How often the due date of an item moved. Only a change from one date to another is a move:
 * setting a date for the first time, or making it TBD and setting it again, moves nothing.
 */
import { daysBetween, type PlainDate } from '../plain-date';

/** What an item remembers of its due dates. */
export interface DueDateMoves {
  /** The first due date that was not TBD. */
  readonly firstDueDate: PlainDate | null;
  /** Moves from one date to another. */
  readonly dueDateMoves: number;
  /** Moves to a later date. */
  readonly dueDateSlips: number;
}

type Dated = DueDateMoves & { readonly dueDate: PlainDate | null };

/** An item that was created with this due date. */
export const unmoved = (dueDate: PlainDate | null): DueDateMoves => ({
  firstDueDate: dueDate,
  dueDateMoves: 0,
  dueDateSlips: 0,
});

/** What an item remembers after its due date was set to this value. */
export function afterMove(item: Dated, to: PlainDate | null): DueDateMoves {
  const { dueDate: from, dueDateMoves, dueDateSlips } = item;
  const firstDueDate = item.firstDueDate ?? to;
  const isMove = from !== null && to !== null && from !== to;
  if (!isMove) return { firstDueDate, dueDateMoves, dueDateSlips };
  return {
    firstDueDate,
    dueDateMoves: dueDateMoves + 1,
    dueDateSlips: dueDateSlips + (to > from ? 1 : 0),
  };
}

/** Days from the first due date to the current one; `null` while there is none. */
export const daysSlipped = ({
  firstDueDate,
  dueDate,
}: Pick<Dated, 'firstDueDate' | 'dueDate'>): number | null =>
  firstDueDate === null || dueDate === null ? null : daysBetween(firstDueDate, dueDate);
