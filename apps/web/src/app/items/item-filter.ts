/** Which items of a list are shown. All are loaded, so narrowing answers as fast as you type. */
import { type Item, type Status, STATUSES } from '@action-tracker/contracts';

export interface ItemFilter {
  /** Statuses to show; none chosen shows all. */
  readonly statuses: readonly Status[];
  /** Part of a title, or an id however it is typed: `AD-001`, `ad1`, `ad-1`. */
  readonly text: string;
}

export interface StatusCount {
  readonly status: Status;
  readonly count: number;
}

export const NO_FILTER: ItemFilter = { statuses: [], text: '' };

export const isFiltering = ({ statuses, text }: ItemFilter): boolean =>
  statuses.length > 0 || text.trim() !== '';

export const filterItems = (items: readonly Item[], filter: ItemFilter): readonly Item[] =>
  matchText(items, filter.text).filter(
    ({ status }) => filter.statuses.length === 0 || filter.statuses.includes(status),
  );

/** How many items each status would show under the given search; every status is there. */
export function countByStatus(items: readonly Item[], text: string): readonly StatusCount[] {
  const found = matchText(items, text);
  return STATUSES.map((status) => ({
    status,
    count: found.filter((item) => item.status === status).length,
  }));
}

const ID_FORM = /^([a-z]{2,5})-?0*(\d+)$/;

function matchText(items: readonly Item[], text: string): readonly Item[] {
  const wanted = text.trim().toLowerCase();
  if (wanted === '') return items;
  const [, prefix, number] = ID_FORM.exec(wanted) ?? [];
  return items.filter(
    (item) =>
      item.title.toLowerCase().includes(wanted) ||
      item.id.toLowerCase().includes(wanted) ||
      (prefix !== undefined &&
        item.id.startsWith(`${prefix.toUpperCase()}-`) &&
        item.number === Number(number)),
  );
}
