/** Queries that may read a whole table sequentially, each with the reason. */
interface WholeTableQuery {
  readonly tables: RegExp;
  /** The start of the statement, or a distinctive part of it. */
  readonly sql: RegExp;
  readonly reason: string;
  /** Whether it may read the table even for less than a tenth of it. */
  readonly mayFindFew?: boolean;
}

const ITEMS = '\\(SELECT \\* FROM action_items WHERE withdrawn_at IS NULL\\)';
const LIST = `SELECT i\\.\\* FROM ${ITEMS} i WHERE`;

export const WHOLE_TABLE_QUERIES: readonly WholeTableQuery[] = [
  {
    tables: /^action_items_v\d+$/,
    sql: new RegExp(`${LIST} true (AND i\\.(status|category|priority) = ANY.*)?ORDER BY`),
    reason:
      'The list of all items of all trackers answers every row; by a word of a fixed vocabulary, ' +
      'more than a tenth of them. An index on the status would cost every status change.',
  },
  {
    tables: /^action_items_v\d+$/,
    sql: /^SELECT i\.\w+ AS key, count\(\*\)::int AS items/,
    reason: 'The report of slips over all trackers looks at every item.',
  },
  {
    tables: /^action_items_v\d+$/,
    sql: new RegExp(`${LIST} true AND i\\.status = 'Complete' AND \\(i\\.completed_at`),
    reason: 'Most items are completed in the end, and many of them on time.',
  },
  {
    tables: /^(item_versions|notes)_v\d+$/,
    // Of one tracker, the axis `recorded` has a position, so a time stands for all trackers.
    sql: /FROM \(SELECT \* FROM item_versions WHERE updated_at <=/,
    reason:
      'The past of all trackers reads every version: an index per filter would cost every change ' +
      'of an item, and people rarely look at the past of everything.',
    mayFindFew: true,
  },
  {
    tables: /^(users|(item_versions|notes|note_changes|action_items)_v\d+)$/,
    // Every number of a report, and every list behind one.
    sql: /\bkey0\b/,
    reason:
      'What a measure counted over time is found by reading every version of the items: an index for ' +
      'each measure would cost every change of an item. By owner, it asks for all who were merged.',
    mayFindFew: true,
  },
  {
    tables: /^item_versions_v\d+$/,
    sql: /^SELECT \(min\((occurred|updated)_at\) AT TIME ZONE/,
    reason: 'Without a first day, a report begins with the first of all items.',
    mayFindFew: true,
  },
  {
    tables: /^ledgers$/,
    sql: /^SELECT ledger_id AS id, prefix FROM ledgers WHERE/,
    reason: 'The list of trackers as of a moment answers all of them.',
  },
  {
    tables: /^trackers_v\d+$/,
    sql: /^SELECT t\.tracker_id AS id, .* FROM trackers t ORDER BY/,
    reason: 'The list of trackers answers all of them.',
  },
  {
    tables: /^trackers_v\d+$/,
    sql: /own_categories IS NOT NULL|AS "trackerId", i\.version FROM action_items i JOIN trackers/,
    reason:
      'The command line asks which trackers have categories of their own, and a merge which are ' +
      'archived: of some hundred trackers it takes less to read all.',
    mayFindFew: true,
  },
  {
    tables: /^(ledgers|action_items_v\d+)$/,
    sql: /^SELECT l\.ledger_id AS "trackerId", l\.head/,
    reason: 'Counts over all trackers look at all heads, and at the items where one has moved.',
  },
  {
    tables: /^ledgers$/,
    sql: /^SELECT string_agg\(ledger_id \|\| ':' \|\| head/,
    reason: 'The ETag of a list over all trackers is made of all heads.',
  },
  {
    tables: /^ledgers$/,
    sql: /JOIN ledgers l ON l\.ledger_id = k\.tracker_id/,
    reason:
      'A search through all trackers sorts what it found by their prefixes: of some hundred matches ' +
      'it takes less to read all prefixes than to look each of them up.',
  },
  {
    tables: /^claimed_openings$/,
    sql: /^DELETE FROM claimed_openings WHERE claimed_at/,
    reason: 'It holds the trackers that were opened with a key in the last day.',
  },
  {
    tables: /^jobs$/,
    sql: /^(SELECT|UPDATE|DELETE).* jobs\b/,
    reason: 'It holds the acts on many items of the last days: none here, and few anywhere.',
    mayFindFew: true,
  },
  {
    tables: /^(imports|import_(parts|rows|mappings))$/,
    sql: /\b(imports|import_(parts|rows|mappings))\b/,
    reason: 'They hold the files that were uploaded in the last day: two here, and few anywhere.',
    mayFindFew: true,
  },
  {
    tables: /^(saved_pages|request_answers)$/,
    sql: /\b(saved_pages|request_answers)\b/,
    reason:
      'They hold what people save, some pages each, and the answers about it of the last day.',
    mayFindFew: true,
  },
  {
    tables: /^(users|(action_items|item_versions|notes|note_changes)_v\d+)$/,
    sql: /^SELECT i\.id AS item_id, i\.tracker_id, i\.title/,
    reason:
      'The ranking of untouched items looks at the last entry of every open item: an index on its time ' +
      'would cost every change of an item.',
    mayFindFew: true,
  },
  {
    tables: /^(sessions|access_tokens)$/,
    sql: /\b(sessions|access_tokens)\b/,
    reason: 'They hold the sign-ins of the last day, and some tokens of each person.',
    mayFindFew: true,
  },
  {
    tables: /^(people_standing|tracker_access|trackers)_v\d+$/,
    // Of whoever sends a request, of who listens, and of whom a job works for.
    sql: /'standing', \(SELECT json_build_array/,
    reason: 'They hold admins, guests and members of trackers: one here, and few anywhere.',
    mayFindFew: true,
  },
  {
    tables: /^(people_standing|tracker_access)_v\d+$/,
    // Members of a tracker, one who is removed, and the check of both tables against the ledger.
    sql: /FROM (public\.)?(people_standing|tracker_access)(_v\d+)?\b/,
    reason: 'They have so few rows here that an index would not be faster.',
    mayFindFew: true,
  },
  {
    tables: /^people_standing_v\d+$/,
    sql: /FROM people_standing$/,
    reason: 'The list of people says of everybody what they are.',
    mayFindFew: true,
  },
  {
    tables: /^ledgers$/,
    sql: /^SELECT NOT EXISTS \(SELECT FROM ledgers\)/,
    reason: 'A sign-in looks whether there is any ledger, and stops at the first.',
    mayFindFew: true,
  },
  {
    tables: /^users$/,
    sql: /FROM "?users"?/i,
    reason: 'The list of owners answers everybody, and an export asks for all whom a ledger names.',
  },
  {
    tables: /./,
    sql: /^(DELETE FROM \w+ t WHERE NOT EXISTS|SELECT count\(\*\)::int AS count FROM \(SELECT \* FROM \w+ WHERE (tracker|ledger)_id <> ALL|SELECT ledger_id AS id, (prefix, )?head|SELECT id FROM \(\(SELECT ledger_id FROM events EXCEPT|INSERT INTO projection_checkpoints \(projection, version, ledger_id, position\) SELECT)/,
    reason: 'A rebuild and a verification go through all ledgers and all rows.',
    mayFindFew: true,
  },
  {
    tables: /^projection_checkpoints$/,
    sql: /^SELECT p\.name, p\.version FROM unnest/,
    reason:
      'At its start, a program asks which read tables lack a ledger, of all tables and ledgers.',
  },
  {
    tables: /^(ledgers|projection_checkpoints)$/,
    sql: /^SELECT p\.name AS projection, l\.ledger_id AS "ledgerId", coalesce\(k\.position, 0\)/,
    reason: 'Every few seconds a server asks which ledgers its histories lack, a row for each.',
  },
  {
    tables: /^ledgers$/,
    sql: /^SELECT \(SELECT coalesce\(json_object_agg\(ledger_id, head\)/,
    reason: 'Once a second, a server to which somebody listens reads all heads.',
  },
  {
    tables: /^ledgers$/,
    sql: /^SELECT (count\(\*\)::int AS ledgers, )?coalesce\(sum\((l\.)?head\), 0\)/,
    reason: 'What watches the server, or a rebuild, asks for the heads of all ledgers.',
  },
];
