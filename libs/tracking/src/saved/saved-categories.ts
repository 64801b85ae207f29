/**
 * The categories in saved queries. They are kept by their keys, like those of items, so that a page goes
 * on matching when a category gets another name, and shows the name that it has then.
 */
import { categoryName, type TrackerCategory } from '@action-tracker/domain';
import type { CategoryNames } from '../ledger/tracker-categories';

interface Query {
  readonly query: string;
  readonly trackerId: number | null;
  readonly namedTrackerIds: readonly number[];
}

const CATEGORY = 'category=';

/** The query with the keys of categories in place of their names. */
export const keyedQuery = (content: Query, names: CategoryNames): string =>
  exchanged(content, names, keyOf);

/** The query with the names of categories in place of their keys. */
export const namedQuery = (content: Query, names: CategoryNames): string =>
  exchanged(content, names, categoryName);

type Exchange = (categories: readonly TrackerCategory[], word: string) => string;

const keyOf: Exchange = (categories, name) =>
  categories.find((category) => category.name === name)?.key ?? name;

/** Of several trackers, one name may be of several categories: then it is kept as it is. */
function exchanged(
  { query, trackerId, namedTrackerIds }: Query,
  names: CategoryNames,
  exchange: Exchange,
): string {
  const [only, ...others] = trackerId === null ? namedTrackerIds : [trackerId];
  if (only === undefined || others.length > 0) return query;
  const part = (text: string) => {
    if (!text.startsWith(CATEGORY)) return text;
    const word = new URLSearchParams(text).get('category') ?? '';
    const other = exchange(names.of(only), word);
    return other === word ? text : `${CATEGORY}${encoded(other)}`;
  };
  return query.split('&').map(part).join('&');
}

/** As the addresses of the client, which compares queries as texts. */
const encoded = (name: string): string =>
  encodeURIComponent(name).replaceAll(/%(?:40|3A|24|2C|3B)/g, decodeURIComponent);
