/** Ledgers of 50 trackers whose items have ten events each, and their rebuild inside PostgreSQL. */

const LEDGERS = 50;
const EVENTS_PER_ITEM = 10;
const PREFIX = `'L' || chr(65 + l / 26) || chr(65 + l % 26)`;
const ITEM_ID = `${PREFIX} || '-' || lpad(n::text, greatest(3, length(n::text)), '0')`;
const TIME = `'2026-03-01T12:00:00Z'`;

/** Events of items are interleaved, as in real use, so that no item's events are adjacent. */
export function fillLedgers(events: number): readonly string[] {
  const items = Math.floor(events / LEDGERS / EVENTS_PER_ITEM);
  const head = 1 + items * EVENTS_PER_ITEM;
  return [
    `INSERT INTO ledgers (ledger_id, prefix, head, next_number, last_recorded_at)
     SELECT l, ${PREFIX}, ${head}, ${items} + 1, ${TIME} FROM generate_series(1, ${LEDGERS}) l`,
    `INSERT INTO events
     SELECT l, 1, ${PREFIX}, 1, 'TrackerOpened', 1,
       jsonb_build_object('prefix', ${PREFIX}, 'name', 'Tracker ' || l, 'description', null),
       1, 1, gen_random_uuid(), gen_random_uuid(), 'web', ${TIME}, ${TIME}
     FROM generate_series(1, ${LEDGERS}) l`,
    `INSERT INTO events
     SELECT l, 1 + (v - 1) * ${items} + n, ${ITEM_ID}, v,
       CASE v WHEN 1 THEN 'ItemCreated' WHEN 6 THEN 'NoteAdded' ELSE 'ItemStatusChanged' END, 1,
       CASE v
         WHEN 1 THEN jsonb_build_object('number', n, 'title', 'Definitized contract ' || n,
           'createDate', '2026-03-01', 'dueDate', null, 'category', 'Programmatic', 'ownerId', 1,
           'priority', 'High')
         WHEN 6 THEN jsonb_build_object('noteDate', '2026-03-01',
           'content', 'Waiting for the answer of vendor ' || n)
         ELSE jsonb_build_object('from', 'New', 'to', 'In Progress', 'comment', 'because') END,
       1, 1, gen_random_uuid(), gen_random_uuid(), 'web', ${TIME}, ${TIME}
     FROM generate_series(1, ${LEDGERS}) l, generate_series(1, ${items}) n,
       generate_series(1, ${EVENTS_PER_ITEM}) v`,
    'VACUUM ANALYZE',
    'CHECKPOINT',
  ];
}

const TABLES = [
  'trackers_v1',
  'action_items_v5',
  'item_titles_v1',
  'status_history_v2',
  'notes_v4',
];

/** The same five tables with the same keys. */
export const BASELINE_REBUILD: readonly string[] = [
  ...TABLES.map((table) => `DROP TABLE IF EXISTS base_${table}`),
  ...TABLES.map((table) => `CREATE TABLE base_${table} (LIKE ${table} INCLUDING GENERATED)`),
  `INSERT INTO base_trackers_v1
   SELECT ledger_id, data ->> 'prefix', data ->> 'name', data ->> 'description', recorded_at
   FROM events WHERE type = 'TrackerOpened'`,
  `INSERT INTO base_action_items_v5
   SELECT c.ledger_id, split_part(c.stream, '-', 1), (c.data ->> 'number')::int, c.stream, c.data ->> 'title',
     (c.data ->> 'createDate')::date, c.actor_id, (c.data ->> 'dueDate')::date,
     c.data ->> 'category', (c.data ->> 'ownerId')::int, c.data ->> 'priority',
     (c.data ->> 'dueDate')::date, coalesce(m.moves, 0), coalesce(m.slips, 0),
     coalesce(m.due, (c.data ->> 'dueDate')::date) - (c.data ->> 'dueDate')::date,
     coalesce(s.data ->> 'to', 'New'), c.recorded_at, l.recorded_at, l.version, coalesce(k.notes, 0),
     (n.data ->> 'noteDate')::date, n.actor_id, left(split_part(n.data ->> 'content', E'\\n', 1), 200),
     CASE WHEN s.data ->> 'to' = 'Complete' THEN s.occurred_at END,
     CASE WHEN s.data ->> 'to' = 'Complete' THEN (c.data ->> 'dueDate')::date END
   FROM events c
   JOIN (SELECT DISTINCT ON (ledger_id, stream) ledger_id, stream, version, recorded_at
         FROM events ORDER BY ledger_id, stream, version DESC) l USING (ledger_id, stream)
   LEFT JOIN (SELECT DISTINCT ON (ledger_id, stream) ledger_id, stream, data, occurred_at
              FROM events WHERE type = 'ItemStatusChanged'
              ORDER BY ledger_id, stream, version DESC) s USING (ledger_id, stream)
   LEFT JOIN (SELECT ledger_id, stream, count(*)::int AS moves,
                (count(*) FILTER (WHERE data ->> 'to' > data ->> 'from'))::int AS slips,
                max((data ->> 'to')::date) AS due
              FROM events WHERE type = 'ItemDueDateMoved' AND data ->> 'from' <> data ->> 'to'
              GROUP BY 1, 2) m USING (ledger_id, stream)
   LEFT JOIN (SELECT DISTINCT ON (ledger_id, stream) ledger_id, stream, actor_id, data
              FROM events WHERE type = 'NoteAdded'
              ORDER BY ledger_id, stream, data ->> 'noteDate' DESC, version DESC) n
     USING (ledger_id, stream)
   LEFT JOIN (SELECT ledger_id, stream, count(*)::int AS notes
              FROM events WHERE type = 'NoteAdded' GROUP BY 1, 2) k USING (ledger_id, stream)
   WHERE c.type = 'ItemCreated'`,
  `INSERT INTO base_item_titles_v1 (tracker_id, number, title)
   SELECT ledger_id, (data ->> 'number')::int, data ->> 'title'
   FROM events WHERE type = 'ItemCreated'`,
  `INSERT INTO base_status_history_v2
   SELECT ledger_id, position, stream, coalesce(data ->> 'to', 'New'), actor_id, occurred_at,
     data ->> 'comment'
   FROM events WHERE type IN ('ItemCreated', 'ItemStatusChanged')`,
  `INSERT INTO base_notes_v4 (tracker_id, id, action_item_id, number, entry, note_date, author_id,
     content, created_at)
   SELECT ledger_id, position, stream, substring(stream FROM '\\d+$')::int, version, (data ->> 'noteDate')::date, actor_id, data ->> 'content',
     recorded_at
   FROM events WHERE type = 'NoteAdded'`,
  'ALTER TABLE base_trackers_v1 ADD PRIMARY KEY (tracker_id)',
  'ALTER TABLE base_action_items_v5 ADD PRIMARY KEY (tracker_id, number)',
  'CREATE INDEX ON base_action_items_v5 (prefix COLLATE "C", number)',
  'CREATE INDEX ON base_action_items_v5 (owner_id)',
  'CREATE INDEX ON base_action_items_v5 (due_date)',
  'CREATE INDEX ON base_action_items_v5 (prefix COLLATE "C", number) WHERE due_date_moves > 0',
  'CREATE INDEX ON base_action_items_v5 (prefix COLLATE "C", number) WHERE withdrawn_at IS NOT NULL',
  'ALTER TABLE base_item_titles_v1 ADD PRIMARY KEY (tracker_id, number)',
  'CREATE INDEX ON base_item_titles_v1 USING gin (words)',
  'ALTER TABLE base_status_history_v2 ADD PRIMARY KEY (tracker_id, id)',
  'CREATE INDEX ON base_status_history_v2 (tracker_id, action_item_id, id)',
  'ALTER TABLE base_notes_v4 ADD PRIMARY KEY (tracker_id, id)',
  'CREATE INDEX ON base_notes_v4 (tracker_id, action_item_id, note_date, id)',
  'CREATE INDEX ON base_notes_v4 USING gin (words)',
  ...TABLES.map((table) => `ANALYZE base_${table}`),
];
