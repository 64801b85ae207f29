/**
 * Every measure computed by hand from the entries of a ledger: item by item, day by day, without SQL
 * and without what the product computes them with. Slow and obvious, for the property test.
 */
import type { Dimension, FigureKey, Measure } from '@action-tracker/contracts/measures';
import { daysBetween, type Axis, type PlainDate } from '@action-tracker/domain';
import type { RecordedEvent } from '@action-tracker/event-store';

/** An item after one of its entries. */
export interface Version {
  readonly id: string;
  readonly trackerId: number;
  readonly version: number;
  /** When the entry happened, or was recorded. */
  readonly at: string;
  readonly day: PlainDate;
  readonly title: string;
  readonly createDate: PlainDate;
  readonly status: string;
  readonly owner: number;
  readonly category: string;
  readonly priority: string;
  readonly due: PlainDate | null;
  readonly firstDue: PlainDate | null;
  readonly moves: number;
  readonly slips: number;
  readonly isWithdrawn: boolean;
}

export interface SlowFilter {
  readonly owner?: number;
  readonly priority?: string;
  readonly due?: 'overdue' | 'week' | 'tbd';
  readonly isSlipped?: boolean;
  readonly word?: string;
}

export interface SlowAsked {
  readonly measure: Measure;
  readonly by: readonly Dimension[];
  readonly filter: SlowFilter;
  /** The first and the last day of a step. */
  readonly from: PlainDate;
  readonly to: PlainDate;
  /** Nothing after this instant counts. */
  readonly until: string;
}

/** Something counted: the item, the group and, of some measures, the days. */
export interface SlowRow {
  readonly id: string;
  readonly keys: readonly FigureKey[];
  readonly days: number;
}

type Data = Pick<Version, 'title' | 'createDate' | 'category' | 'priority'> & {
  readonly dueDate: PlainDate | null;
  readonly ownerId: number;
};
interface Change<Value> {
  readonly from: Value;
  readonly to: Value;
}

/** The versions of the items of a ledger, each item with its own, oldest first. */
export function versionsOf(
  trackerId: number,
  events: readonly RecordedEvent[],
  axis: Axis,
  dayOf: (instant: Date) => PlainDate,
): readonly (readonly Version[])[] {
  const items = Map.groupBy(events, ({ stream }) => stream);
  return [...items].flatMap(([id, entries]) => {
    if (entries[0]?.type !== 'ItemCreated') return [];
    const last = entries.at(-1);
    // By what had happened, a creation that was undone never was.
    const isUndone = last?.type === 'ItemWithdrawn' && last.undoes !== null;
    if (axis === 'occurred' && isUndone) return [];
    const versions: Version[] = [];
    for (const entry of entries) {
      const at = axis === 'occurred' ? entry.occurredAt : entry.recordedAt;
      const day = dayOf(new Date(at));
      const before = versions.at(-1);
      const { version } = entry;
      versions.push({ ...after(before, entry), id, trackerId, version, at, day });
    }
    return [versions];
  });
}

function after(before: Version | undefined, { type, data }: RecordedEvent): Version {
  if (!before) return first(data as Data);
  // Stored JSON.
  const { to } = data as Change<string>;
  switch (type) {
    case 'ItemStatusChanged':
      return { ...before, status: to };
    case 'ItemReassigned':
      return { ...before, owner: Number(to) };
    case 'ItemRecategorised':
      return { ...before, category: to };
    case 'ItemReprioritised':
      return { ...before, priority: to };
    case 'ItemRetitled':
      return { ...before, title: to };
    case 'ItemWithdrawn':
      return { ...before, isWithdrawn: true };
    case 'ItemReinstated':
      return { ...before, isWithdrawn: false };
    case 'ItemDueDateMoved':
      return { ...before, ...moved(before, data as Change<PlainDate | null>) };
    default:
      return before;
  }
}

const first = ({ title, createDate, category, priority, dueDate, ownerId }: Data): Version => ({
  ...{ id: '', trackerId: 0, version: 0, at: '', day: '' },
  ...{ title, createDate, category, priority, status: 'New', owner: ownerId },
  ...{ due: dueDate, firstDue: dueDate, moves: 0, slips: 0, isWithdrawn: false },
});

function moved(before: Version, { from, to }: Change<PlainDate | null>): Partial<Version> {
  const { moves, slips } = before;
  const firstDue = before.firstDue ?? to;
  if (from === null || to === null) return { due: to, firstDue };
  return { due: to, firstDue, moves: moves + 1, slips: slips + (to > from ? 1 : 0) };
}

const isOpen = ({ status }: Version) => status !== 'Complete';
const isOverdue = (item: Version, day: PlainDate) =>
  isOpen(item) && item.due !== null && item.due < day;
const isDueSoon = (item: Version, day: PlainDate) =>
  isOpen(item) &&
  item.due !== null &&
  daysBetween(day, item.due) >= 0 &&
  daysBetween(day, item.due) <= 7;

const AT_A_MOMENT: Readonly<Partial<Record<Measure, (item: Version, day: PlainDate) => boolean>>> =
  {
    items: () => true,
    open: isOpen,
    overdue: isOverdue,
    due_soon: isDueSoon,
    due_later: (item, day) => isOpen(item) && item.due !== null && daysBetween(day, item.due) > 7,
    blocked: ({ status }) => status === 'Blocked',
    tbd: (item) => isOpen(item) && item.due === null,
    withdrawn: () => true,
    age_days: isOpen,
    idle_days: isOpen,
    slips: ({ slips }) => slips > 0,
    days_slipped: ({ moves, due, firstDue }) => moves > 0 && due !== null && firstDue !== null,
  };

function daysAt(measure: Measure, item: Version, day: PlainDate): number {
  if (measure === 'age_days') return daysBetween(item.createDate, day);
  if (measure === 'idle_days') return daysBetween(item.day, day);
  return measure === 'days_slipped' ? daysBetween(item.firstDue ?? '', item.due ?? '') : 0;
}

/** What a measure counts in one step. */
export function slowRows(
  items: readonly (readonly Version[])[],
  asked: SlowAsked,
): readonly SlowRow[] {
  const counts = AT_A_MOMENT[asked.measure];
  return counts
    ? items.flatMap((versions) => valid(versions, asked, counts))
    : items.flatMap((versions) => happened(versions, asked));
}

function valid(
  versions: readonly Version[],
  { measure, by, filter, to, until }: SlowAsked,
  counts: (item: Version, day: PlainDate) => boolean,
): readonly SlowRow[] {
  const item = versions.findLast(({ at, day }) => day <= to && at <= until);
  if (item?.isWithdrawn !== (measure === 'withdrawn')) return [];
  if (!counts(item, to) || !matches(item, filter, to)) return [];
  const days = daysAt(measure, item, to);
  return [{ id: item.id, keys: by.map((dimension) => keyOf(item, dimension, days)), days }];
}

interface Happened {
  readonly item: Version;
  readonly at: string;
  readonly day: PlainDate;
  readonly days: number;
}

function happened(versions: readonly Version[], asked: SlowAsked): readonly SlowRow[] {
  const found = eventsOf(versions, asked.measure).filter(
    ({ item, at, day }) =>
      day >= asked.from &&
      day <= asked.to &&
      at <= asked.until &&
      matches(item, asked.filter, asked.to),
  );
  // Stays in a status all count; of anything else, the last in the step.
  const counted = asked.measure === 'time_in_status_days' ? found : found.slice(-1);
  return counted.map(({ item, days }) => ({
    id: item.id,
    keys: asked.by.map((dimension) => keyOf(item, dimension, days)),
    days,
  }));
}

function eventsOf(versions: readonly Version[], measure: Measure): readonly Happened[] {
  const [created] = versions;
  if (!created) return [];
  if (measure === 'created') return [{ item: created, at: created.at, day: created.day, days: 0 }];
  let entered = created.day;
  return versions.flatMap((item, index) => {
    const before = versions[index - 1];
    if (!before || before.status === item.status) return [];
    const stayed = daysBetween(entered, item.day);
    entered = item.day;
    return changeOf(measure, { before, item, stayed });
  });
}

/** What a change of the status is to a measure. */
function changeOf(
  measure: Measure,
  {
    before,
    item,
    stayed,
  }: { readonly before: Version; readonly item: Version; readonly stayed: number },
): readonly Happened[] {
  const { at, day } = item;
  if (measure === 'time_in_status_days') return [{ item: before, at, day, days: stayed }];
  const isReopened = before.status === 'Complete';
  if (isReopened !== (measure === 'reopened')) return [];
  if (!isReopened && isOpen(item)) return [];
  return [{ item, at, day, days: daysBetween(item.createDate, day) }];
}

function matches(item: Version, filter: SlowFilter, day: PlainDate): boolean {
  const { due, word } = filter;
  if (filter.owner !== undefined && item.owner !== filter.owner) return false;
  if (filter.priority !== undefined && item.priority !== filter.priority) return false;
  if (filter.isSlipped && item.slips === 0) return false;
  if (word !== undefined && !item.title.toLowerCase().split(' ').includes(word)) return false;
  if (due === 'overdue') return isOverdue(item, day);
  if (due === 'week') return isDueSoon(item, day);
  return due !== 'tbd' || (isOpen(item) && item.due === null);
}

function keyOf(item: Version, dimension: Dimension, days: number): FigureKey {
  switch (dimension) {
    case 'owner':
    case 'status':
    case 'category':
    case 'priority':
      return item[dimension];
    case 'tracker':
      return item.trackerId;
    case 'bucket':
      if (days <= 7) return '0-7';
      if (days <= 30) return '8-30';
      return days <= 90 ? '31-90' : '91+';
  }
}

/** A percentile of sorted numbers, interpolated. */
export function slowPercentile(rows: readonly SlowRow[], fraction: number): number | null {
  if (rows.length === 0) return null;
  const days = rows.map((row) => row.days).toSorted((a, b) => a - b);
  const place = fraction * (days.length - 1);
  const [low = 0, high = low] = days.slice(Math.floor(place), Math.floor(place) + 2);
  return Math.round((low + (high - low) * (place % 1)) * 100) / 100;
}
