/** Which section of an agenda an item belongs to, and the order within; pure. */
import { AGENDA_SECTIONS, type AgendaSectionName, type Timestamp } from '@action-tracker/contracts';
import { dueFilterOf, isOpen, type PlainDate, type Status } from '@action-tracker/domain';

/** An item as it was when the review was opened. */
export interface ItemAtOpening {
  readonly number: number;
  readonly status: Status;
  readonly dueDate: PlainDate | null;
  /** Place and time of its last entry. */
  readonly position: number;
  readonly occurredAt: Timestamp;
  /** Its status when the last review was closed; `null` when it did not exist then. */
  readonly statusBefore: Status | null;
}

/** The moment when a review was opened. */
export interface Opening {
  readonly day: PlainDate;
  /** Position at which the last review was closed; `null` for the first review. */
  readonly since: number | null;
}

export type Sections = Readonly<Record<AgendaSectionName, readonly number[]>>;

/**
 * The item numbers of each section: every open item in the first one that fits, and what was
 * completed since the last review.
 *
 * @param createdLater numbers of items created after the opening, which join the new ones
 */
export function agendaSections(
  items: readonly ItemAtOpening[],
  opening: Opening,
  createdLater: readonly number[] = [],
): Sections {
  const bySection = Map.groupBy(items, (item) => sectionOf(item, opening));
  const numbersOf = (section: AgendaSectionName): readonly number[] => {
    const found = (bySection.get(section) ?? []).toSorted(ORDERS[section]);
    return found.map(({ number }) => number).concat(section === 'new' ? createdLater : []);
  };
  // One list per section, which the type of `Object.fromEntries` cannot express.
  return Object.fromEntries(
    AGENDA_SECTIONS.map((section) => [section, numbersOf(section)]),
  ) as unknown as Sections;
}

function sectionOf(item: ItemAtOpening, { day, since }: Opening): AgendaSectionName | undefined {
  if (!isOpen(item.status)) return isCompletedSince(item, since) ? 'completed' : undefined;
  const due = dueFilterOf(item, day);
  if (due === 'overdue') return 'overdue';
  if (due === 'week') return 'due';
  if (item.status === 'Blocked') return 'blocked';
  if (since !== null && item.statusBefore === null) return 'new';
  if (since !== null && item.position > since) return 'changed';
  return due === 'tbd' ? 'tbd' : 'rest';
}

/** The first review has no earlier one, so nothing has been completed since. */
const isCompletedSince = ({ statusBefore }: ItemAtOpening, since: number | null): boolean =>
  since !== null && (statusBefore === null || isOpen(statusBefore));

type Order = (one: ItemAtOpening, other: ItemAtOpening) => number;

const byNumber: Order = (one, other) => one.number - other.number;
const byDueDate: Order = (one, other) =>
  compared(one.dueDate ?? '', other.dueDate ?? '') || byNumber(one, other);
const untouchedLongest: Order = (one, other) =>
  compared(Date.parse(one.occurredAt), Date.parse(other.occurredAt)) || byNumber(one, other);
const changedLast: Order = (one, other) => other.position - one.position;

const ORDERS: Readonly<Record<AgendaSectionName, Order>> = {
  overdue: byDueDate,
  due: byDueDate,
  blocked: untouchedLongest,
  new: byNumber,
  changed: changedLast,
  tbd: untouchedLongest,
  rest: untouchedLongest,
  completed: changedLast,
};

const compared = <Value extends string | number>(one: Value, other: Value): number =>
  one < other ? -1 : Number(one > other);
