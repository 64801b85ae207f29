/** What every form of the minutes says in the same words. */
import { usersById, type ItemChange, type Minutes, type User } from '@action-tracker/contracts';
import { parseItemId } from '@action-tracker/domain';
import { MINUTES_TEXTS, type MinutesLanguage, type MinutesTexts } from './minutes-texts';

export interface Words {
  readonly t: MinutesTexts;
  readonly nameOf: (userId: number) => string;
  readonly date: (date: string | null) => string;
}

export function wordsOf(users: readonly User[], language: MinutesLanguage): Words {
  const t = MINUTES_TEXTS[language];
  const byId = usersById(users);
  // A date has no time zone; at noon in UTC it is the same day everywhere it is formatted.
  const format = new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeZone: 'UTC' });
  return {
    t,
    nameOf: (id) => byId.get(id)?.name ?? String(id),
    date: (date) => (date === null ? t.tbd : format.format(new Date(`${date}T12:00:00Z`))),
  };
}

/** Something that the meeting decided or wrote about an item. */
interface MeetingChange {
  readonly itemId: string;
  readonly title: string;
  readonly what: string;
  readonly by?: string;
  /** Place in the ledger; decisions come before what was written about them. */
  readonly id: number;
}

/** Item after item: what was decided, then notes and statuses in the order in which they happened. */
export const changesOf = (minutes: Minutes, words: Words): readonly MeetingChange[] =>
  [
    ...minutes.changes.flatMap((change) => decisions(change, words)),
    ...written(minutes, words),
  ].toSorted((one, other) => numberOf(one.itemId) - numberOf(other.itemId) || one.id - other.id);

function written({ notes, statuses }: Minutes, { t, nameOf }: Words): readonly MeetingChange[] {
  return [
    ...notes.map(({ id, action_item_id: itemId, title, content, author_id }) => ({
      ...{ id, itemId, title },
      what: `${t.note}: ${content}`,
      by: nameOf(author_id),
    })),
    ...statuses.map((change) => ({
      ...{ id: change.id, itemId: change.action_item_id, title: change.title },
      what: `${t.statuses[change.from]} → ${t.statuses[change.status]}${change.comment === null ? '' : `: ${change.comment}`}`,
      by: nameOf(change.changed_by_id),
    })),
  ];
}

/** What the meeting changed, apart from the status, whose every step is listed. */
function decisions(change: ItemChange, { t, nameOf, date }: Words): readonly MeetingChange[] {
  const { due_date: due, owner_id: owner, priority, category } = change;
  const told = (label: string, from: string, to: string) => `${label}: ${from} → ${to}`;
  const whats = [
    ...(change.kinds.includes('created') ? [t.newItem] : []),
    ...(change.kinds.includes('withdrawn') ? [t.withdrawn] : []),
    ...(change.kinds.includes('reinstated') ? [t.reinstated] : []),
    ...(due
      ? [`${told(t.due, date(due.from), date(due.to))}${daysOf(due.days, t)}${because(due.reason)}`]
      : []),
    ...(owner ? [told(t.owner, nameOf(owner.from), nameOf(owner.to))] : []),
    ...(priority ? [told(t.priority, t.priorities[priority.from], t.priorities[priority.to])] : []),
    ...(category ? [told(t.category, named(category.from, t), named(category.to, t))] : []),
  ];
  return whats.map((what) => ({ itemId: change.item_id, title: change.title, what, id: 0 }));
}

/** Categories that a tracker has of its own are called the same in every language. */
const named = (category: string, { categories }: MinutesTexts): string =>
  new Map(Object.entries(categories)).get(category) ?? category;

function daysOf(days: number | null, t: MinutesTexts): string {
  if (days === null) return '';
  const count = Math.abs(days);
  return ` (${days > 0 ? '+' : '−'}${count} ${count === 1 ? t.day : t.days})`;
}

const because = (reason: string | null): string => (reason === null ? '' : `: ${reason}`);

const numberOf = (itemId: string): number => parseItemId(itemId)?.number ?? 0;

/** What to know about a review that is not closed; empty for a closed one. */
export const stateOf = ({ state }: Minutes['review'], { t }: Words): string =>
  ({ open: t.draft, cancelled: t.cancelled, closed: '' })[state];

/** The place in the ledger that the minutes are about. */
export function pinOf({ review, position, tracker }: Minutes, { t }: Words): string {
  const where = t.position
    .replace('{position}', String(position))
    .replace('{prefix}', tracker.prefix);
  if (review.closed_at === null) return where;
  const time = review.closed_at.slice(0, 16).replace('T', ' ');
  return `${where}, ${t.closedAt.replace('{time}', time)}`;
}
