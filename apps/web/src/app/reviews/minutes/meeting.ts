/** What a meeting changed, by item: its decisions and notes, in words. Pure. */
import type { AgendaItem, ItemChange, Minutes } from '@action-tracker/contracts';

/** A value that the meeting changed. */
export interface Decision {
  readonly field: 'status' | 'due_date' | 'owner_id' | 'priority' | 'category';
  readonly from: string | number | null;
  readonly to: string | number | null;
  /** Of a due date; null to or from TBD. */
  readonly days: number | null;
  /** Why a due date was moved, if somebody said so. */
  readonly reason: string | null;
}

export interface Remark {
  readonly by: number;
  readonly text: string;
}

/** One item in the minutes. */
export interface Topic {
  readonly id: string;
  readonly title: string;
  readonly isNew: boolean;
  readonly isWithdrawn: boolean;
  readonly decisions: readonly Decision[];
  /** Notes, and comments on the status, in the order in which they were written. */
  readonly remarks: readonly Remark[];
}

const FIELDS = ['status', 'due_date', 'owner_id', 'priority', 'category'] as const;

export interface Meeting {
  /** In the order in which they were discussed. */
  readonly discussed: readonly Topic[];
  /** Changed without being marked as discussed. */
  readonly others: readonly Topic[];
}

export function meetingOf(minutes: Minutes): Meeting {
  const { changes } = minutes;
  const byId = new Map(changes.map((change) => [change.item_id, change]));
  const topicOf = (item: Pick<AgendaItem, 'id' | 'title'>) =>
    topic(item, byId.get(item.id), minutes);
  // A withdrawn item is not listed as discussed.
  const discussed = new Set(minutes.discussed.map(({ id }) => id));
  return {
    discussed: minutes.discussed.map(topicOf),
    others: changes
      .filter(({ item_id }) => !discussed.has(item_id))
      .map(({ item_id: id, title }) => topicOf({ id, title })),
  };
}

function topic(
  { id, title }: Pick<AgendaItem, 'id' | 'title'>,
  change: ItemChange | undefined,
  { notes, statuses }: Minutes,
): Topic {
  const ofItem = <Entry extends { readonly action_item_id: string }>(entries: readonly Entry[]) =>
    entries.filter(({ action_item_id }) => action_item_id === id);
  const remarks = [
    ...ofItem(notes).map((note) => ({ at: note.id, by: note.author_id, text: note.content })),
    ...ofItem(statuses).flatMap(({ id: at, changed_by_id: by, comment: text }) =>
      text === null ? [] : [{ at, by, text }],
    ),
  ];
  return {
    ...{ id, title, isNew: change?.kinds.includes('created') ?? false },
    isWithdrawn: change?.kinds.includes('withdrawn') ?? false,
    decisions: change ? FIELDS.flatMap((field) => decision(change, field)) : [],
    remarks: remarks.toSorted((a, b) => a.at - b.at),
  };
}

function decision(change: ItemChange, field: (typeof FIELDS)[number]): readonly Decision[] {
  const ends = change[field];
  if (!ends) return [];
  const { days = null, reason = null } = (field === 'due_date' ? change.due_date : null) ?? {};
  return [{ field, from: ends.from, to: ends.to, days, reason }];
}
