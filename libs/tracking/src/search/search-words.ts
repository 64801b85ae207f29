/**
 * Full-text search for items. An item matches if every word occurs, as a prefix and in any order,
 * in its title and notes taken together; a word that looks like an item id also matches that item.
 * Quotes, minus and the like are not operators. The database function `search_words` splits both
 * stored text and queries into words.
 */
import type { ItemMatch } from '@action-tracker/contracts';
import { parseItemId, typedItemId, type ItemIdParts } from '@action-tracker/domain';
import type { DataSource } from 'typeorm';
import { noteTexts } from './note-texts';

/** A generated column with the words of a text and the tracker, so that one index covers both. */
export const searchVectorOf = (column: string): string =>
  `tsvector GENERATED ALWAYS AS (search_vector(tracker_id, ${column})) STORED`;

/** Stored words are cut to this length. */
const WORD_MAX_CHARS = 255;

export interface Search {
  /** The parameter of `keys` and `matched`; the caller passes its placeholder, such as `$1`. */
  readonly parameter: readonly string[];
  /** A query for the matching items, without duplicates: `tracker_id`, `number`. */
  keys(placeholder: string): string;
  /** The column that says where an item of `action_items i` matched. */
  matched(placeholder: string): string;
}

/** A part of the text between spaces. */
interface Token {
  readonly id: ItemIdParts | undefined;
  readonly words: readonly string[];
}

/** SQL of the tables in which words are found: `tracker_id`, `number`, `words`. */
export interface SearchTables {
  readonly titles: string;
  readonly notes: string;
  /** SQL of the tables with items by their number; by default that of the item itself. */
  readonly item?: (prefix: string, number: number) => string;
}

/** The titles and notes of now, each with an index of its words. */
export const SEARCH_TABLES: SearchTables = { titles: 'item_titles', notes: noteTexts() };

/**
 * The titles and notes of items of the past. @param items SQL of a table of items with `position`:
 * their notes up to there @param trackerIds the trackers to search; all if `null`
 */
export function searchTablesOf(items: string, trackerIds: readonly number[] | null): SearchTables {
  const within = trackerIds ? `t.tracker_id = ANY ('{${trackerIds.join(',')}}')` : 'true';
  return {
    titles: `(SELECT tracker_id, number, search_vector(tracker_id, title) AS words
      FROM ${items} t WHERE ${within}) titles`,
    notes: noteTexts(items, within),
  };
}

/**
 * The titles and notes of every version of items. Its position takes the place of the number of the
 * item. @param trackerIds as above
 */
export function versionTablesOf(trackerIds: readonly number[] | null): SearchTables {
  const within = trackerIds ? `tracker_id = ANY ('{${trackerIds.join(',')}}')` : 'true';
  const versions = `(SELECT * FROM item_versions WHERE ${within})`;
  return {
    // Most versions of an item have the title of the one before.
    titles: `(SELECT v.tracker_id, v.position AS number, d.words FROM (
        SELECT t.*, search_vector(t.tracker_id, t.title) AS words
        FROM (SELECT DISTINCT tracker_id, title FROM ${versions} t) t
      ) d JOIN ${versions} v ON v.tracker_id = d.tracker_id AND v.title = d.title) titles`,
    notes: noteTexts(versions, 'true', 'position'),
    item: (prefix, number) => `SELECT v.tracker_id, v.position FROM ${versions} v
      WHERE v.prefix = ${prefix} AND v.number = ${number}`,
  };
}

const ITEM_BY_NUMBER = (prefix: string, number: number): string =>
  `SELECT ledger_id, ${number} FROM ledgers WHERE prefix = ${prefix}`;

/** Prepares a search among the items of these trackers, or of all if `null`. */
export async function searchFor(
  database: DataSource,
  text: string,
  trackerIds: readonly number[] | null,
  { titles, notes, item = ITEM_BY_NUMBER }: SearchTables = SEARCH_TABLES,
): Promise<Search> {
  const tokens = await tokensOf(database, text);
  const parameter: string[] = [];
  const take = (value: string) => `(?::text[])[${parameter.push(value)}]`;
  const scope = trackerIds ? `(${trackerIds.map((id) => `'@${id}'`).join(' | ')}) & ` : '';
  if (tokens.length === 0 || trackerIds?.length === 0) return NOTHING;
  const sets = [
    ...setOfWords(tokens.filter(({ id }) => !id).flatMap(({ words }) => words)),
    ...tokens.flatMap(({ id, words }) => (id ? [setOfId(id, words)] : [])),
  ];
  const any = take(`${scope}(${tokens.flatMap(({ words }) => words.map(prefixOf)).join(' | ')})`);
  const ids = tokens.flatMap(({ id }) => (id ? [isItem(id)] : []));
  return {
    parameter,
    // INTERSECT and UNION remove duplicates.
    keys: (placeholder) => sets.join(' INTERSECT ').replaceAll('?', placeholder),
    matched: (placeholder) => matchedSql(ids, any, { titles, notes }).replaceAll('?', placeholder),
  };

  function setOfWords(words: readonly string[]): readonly string[] {
    return withoutImplied(words).map((word) => {
      const query = take(scope + prefixOf(word));
      return `(${found(titles, query)} UNION ${found(notes, query)})`;
    });
  }

  function setOfId({ prefix, number }: ItemIdParts, words: readonly string[]): string {
    const found = item(take(prefix), number);
    return `((${setOfWords(words).join(' INTERSECT ')}) UNION ${found})`;
  }

  function isItem({ prefix, number }: ItemIdParts): string {
    return `(i.prefix = ${take(prefix)} AND i.number = ${number})`;
  }
}

/** Used when the text has only punctuation, or there are no trackers to search. */
const NOTHING: Search = {
  parameter: [],
  keys: (placeholder) => `SELECT 0 AS tracker_id, 0 AS number WHERE ${placeholder}::text[] IS NULL`,
  matched: () => `ARRAY[]::text[] AS matched`,
};

const found = (table: string, query: string): string =>
  `SELECT tracker_id, number FROM ${table} WHERE words @@ ${query}::tsquery`;

/** Words consist of letters and digits only, so nothing needs escaping. */
const prefixOf = (word: string): string => `'${word}':*`;

const IS_SAME_ITEM = '(tracker_id, number) = (i.tracker_id, i.number)';

function matchedSql(
  ids: readonly string[],
  query: string,
  { titles, notes }: SearchTables,
): string {
  // An item has one title but may have thousands of notes, so the matching notes are collected
  // once.
  const places: readonly (readonly [ItemMatch, string])[] = [
    ['id', ids.join(' OR ') || 'false'],
    ['title', `EXISTS (${found(titles, query)} AND ${IS_SAME_ITEM})`],
    ['note', `(i.tracker_id, i.number) IN (${found(notes, query)})`],
  ];
  const cases = places.map(([place, condition]) => `CASE WHEN ${condition} THEN '${place}' END`);
  return `array_remove(ARRAY[${cases.join(', ')}], NULL) AS matched`;
}

async function tokensOf(database: DataSource, text: string): Promise<readonly Token[]> {
  const typed = text.trim().split(/\s+/u);
  const rows = await database.query<{ words: readonly string[] }[]>(
    `SELECT search_words(t) AS words FROM unnest($1::text[]) WITH ORDINALITY AS x(t, n) ORDER BY n`,
    [typed],
  );
  return rows.flatMap(({ words }, index) => {
    const id = parseItemId(typedItemId(typed[index] ?? '') ?? '');
    const cut = words.map((word) => Array.from(word).slice(0, WORD_MAX_CHARS).join(''));
    return cut.length > 0 ? [{ id, words: cut }] : [];
  });
}

/** Drops a word that another word starts with: matching "wheels" implies matching "wheel". */
function withoutImplied(words: readonly string[]): readonly string[] {
  const distinct = [...new Set(words)];
  return distinct.filter(
    (word) => !distinct.some((other) => other !== word && other.startsWith(word)),
  );
}
