/** Item counts by every board dimension; the counts of several trackers add up. */
import type { Summary } from '@action-tracker/contracts';
import {
  CATEGORIES,
  CLOSED_STATUS,
  PRIORITIES,
  STATUSES,
  type Priority,
  type Status,
} from '@action-tracker/domain';

/** Items that share all of these values. */
export interface ItemGroup {
  readonly status: Status;
  /** Its name. */
  readonly category: string;
  readonly priority: Priority;
  readonly owner_id: number;
  /** The due date relative to today. */
  readonly due: 'overdue' | 'week' | 'later' | 'tbd';
  readonly items: number;
}

export function summaryOf(groups: readonly ItemGroup[]): Summary {
  const open = groups.filter(({ status }) => status !== CLOSED_STATUS);
  const isDue = (due: ItemGroup['due']) => itemsIn(open.filter((group) => group.due === due));
  const byOwner = Map.groupBy(groups, ({ owner_id }) => owner_id);
  return {
    ...{ items: itemsIn(groups), open: itemsIn(open) },
    ...{ overdue: isDue('overdue'), week: isDue('week'), tbd: isDue('tbd') },
    by_status: byWord(STATUSES, (word) => itemsIn(groups.filter(({ status }) => status === word))),
    by_category: byWord(categoriesIn(groups.map(({ category }) => category)), (word) =>
      itemsIn(groups.filter(({ category }) => category === word)),
    ),
    by_priority: byWord(PRIORITIES, (word) =>
      itemsIn(groups.filter(({ priority }) => priority === word)),
    ),
    by_owner: [...byOwner].map(([owner_id, owned]) => ({
      owner_id,
      items: itemsIn(owned),
      open: itemsIn(owned.filter(({ status }) => status !== CLOSED_STATUS)),
    })),
  };
}

/** Sums the counts, with owners ordered by id. */
export function sumOf(summaries: readonly Summary[]): Summary {
  const total = (count: (summary: Summary) => number) =>
    summaries.reduce((sum, summary) => sum + count(summary), 0);
  const owners = summaries.flatMap(({ by_owner }) => by_owner);
  const byOwner = [...Map.groupBy(owners, ({ owner_id }) => owner_id)].map(([owner_id, found]) => ({
    owner_id,
    items: found.reduce((sum, { items }) => sum + items, 0),
    open: found.reduce((sum, { open }) => sum + open, 0),
  }));
  return {
    ...{ items: total(({ items }) => items), open: total(({ open }) => open) },
    overdue: total(({ overdue }) => overdue),
    week: total(({ week }) => week),
    tbd: total(({ tbd }) => tbd),
    by_status: byWord(STATUSES, (word) => total(({ by_status }) => by_status[word])),
    by_category: byWord(
      categoriesIn(summaries.flatMap(({ by_category }) => Object.keys(by_category))),
      (word) => total(({ by_category }) => by_category[word] ?? 0),
    ),
    by_priority: byWord(PRIORITIES, (word) => total(({ by_priority }) => by_priority[word])),
    by_owner: byOwner.toSorted((a, b) => a.owner_id - b.owner_id),
  };
}

/** Those that trackers begin with, and then all others by name. */
const categoriesIn = (names: readonly string[]): readonly string[] => {
  const first: readonly string[] = CATEGORIES;
  const others = [...new Set(names)].filter((name) => !first.includes(name));
  return [...first, ...others.toSorted()];
};

const itemsIn = (groups: readonly ItemGroup[]): number =>
  groups.reduce((sum, { items }) => sum + items, 0);

/** The count of every word, including zeros. */
const byWord = <Word extends string>(words: readonly Word[], count: (word: Word) => number) =>
  // One entry per word, which the type of `Object.fromEntries` cannot express.
  Object.fromEntries(words.map((word) => [word, count(word)])) as Record<Word, number>;
