/**
 * A database like after years of use, with 100 trackers: one of them has a twentieth of the items, most
 * items are done, dates are spread, a fifth of the notes are amended, each tracker has closed reviews
 * and batches. Tables with few rows per tracker have the pages of some hundred trackers, because
 * rebuilding and verifying so many would take minutes. Written directly to the ledger, because a million
 * commands would take longer than any test; the product fills its read tables itself.
 */
import { createDatabaseLike } from '@action-tracker/runtime/testing';
import { Cli, query } from './cli';

const LARGE = { trackers: 100, removed: 400, users: 5_000, reviewsOfEach: 5 } as const;

/** Ledger 1 has as many items as five others. */
const SHARE_OF_FIRST = 0.05;

const BATCHES_OF_EACH = 10;

/** The first items of this many ledgers have many entries, so that states of them are stored. */
const LONG_ITEMS = 80;
const VERSIONS_OF_LONG_ITEMS = 60;

/** Few rows on each page: PostgreSQL prefers an index by the number of pages. */
const SPREAD = '(fillfactor = 10)';

const statementsFor = (items: number): readonly string[] => [
  ...['ledgers', 'projection_checkpoints'].map((table) => `ALTER TABLE ${table} SET ${SPREAD}`),

  `INSERT INTO ledgers (ledger_id, prefix, head, next_number, last_recorded_at)
   SELECT 1000 + n, 'GONE' || n, 0, 1, now() FROM generate_series(1, ${LARGE.removed}) n`,

  `INSERT INTO users (email, name, initials)
   SELECT 'user' || n || '@example.com', 'User ' || n, 'U' FROM generate_series(1, ${LARGE.users}) n`,

  `INSERT INTO revoked_tokens (jti, expires_at)
   SELECT gen_random_uuid(), now() + interval '1 day' FROM generate_series(1, ${LARGE.users})`,

  `CREATE TABLE seeded AS
   SELECT ledger_id, row_number() OVER (PARTITION BY ledger_id ORDER BY n)::int AS number, n,
     (ARRAY['New','Not Started','In Progress','TBC','Complete','Complete','Complete','Blocked'])
       [1 + n % 8] AS status,
     timestamptz '2024-01-01Z' + n * interval '5 minutes' AS at
   FROM (SELECT n, CASE WHEN n <= ${SHARE_OF_FIRST * items} THEN 1 ELSE 2 + n % ${LARGE.trackers - 1} END
           AS ledger_id
         FROM generate_series(1, ${items}) n) x`,

  `CREATE TABLE prefixes AS
   SELECT l AS ledger_id, 'T' || chr(65 + l / 676) || chr(65 + l / 26 % 26) || chr(65 + l % 26)
     AS prefix FROM generate_series(1, ${LARGE.trackers}) l`,

  `CREATE TABLE drafts AS
   SELECT ledger_id, prefix AS stream, 1 AS version, 'TrackerOpened' AS type,
     jsonb_build_object('prefix', prefix, 'name', 'Tracker ' || ledger_id,
       'description', repeat('Wide.', 240)) AS data,
     1 AS actor_id, timestamptz '2024-01-01Z' AS at
   FROM prefixes
   UNION ALL
   SELECT ledger_id, stream, 1, 'ItemCreated', jsonb_build_object('number', number,
     'title', 'Item ' || n || ' wheel' || n % 500, 'createDate', '2024-01-01',
     'dueDate', CASE WHEN n % 5 > 0 THEN date '2024-01-01' + n % 4000 END,
     'category', (ARRAY['Programmatic','SW / Ops','Mechanical','ADCS','Systems','ConOps'])[1 + n % 6],
     'ownerId', 1 + n % ${LARGE.users}, 'priority', (ARRAY['High','Medium','Low'])[1 + n % 3]),
     1 + n % ${LARGE.users}, at
   FROM seeded JOIN prefixes USING (ledger_id),
     LATERAL (SELECT prefix || '-' || lpad(number::text, greatest(3, length(number::text)), '0')
       AS stream) s
   UNION ALL
   SELECT ledger_id, prefix || '-' || lpad(number::text, greatest(3, length(number::text)), '0'), 2,
     'ItemStatusChanged', jsonb_build_object('from', 'New', 'to', status, 'comment', NULL), 1,
     at + interval '1 minute'
   FROM seeded JOIN prefixes USING (ledger_id)
   UNION ALL
   SELECT ledger_id, prefix || '-' || lpad(number::text, greatest(3, length(number::text)), '0'), 3,
     'NoteAdded', jsonb_build_object('noteDate', '2024-01-01', 'content', 'Note on bearing' || n % 700),
     1, at + interval '2 minutes'
   FROM seeded JOIN prefixes USING (ledger_id)
   UNION ALL
   SELECT ledger_id, prefix || '-' || lpad(number::text, greatest(3, length(number::text)), '0'), 4,
     'NoteAmended', jsonb_build_object('entry', 3, 'from', 'Note on bearing' || n % 700,
     'to', 'Amended note on bearing' || n % 700), 1, at + interval '3 minutes'
   FROM seeded JOIN prefixes USING (ledger_id) WHERE number % 10 > 7
   UNION ALL
   SELECT ledger_id, prefix || '-001', version, 'NoteAdded',
     jsonb_build_object('noteDate', '2025-06-01', 'content', 'Call ' || version),
     1, timestamptz '2025-06-01Z' + version * interval '1 minute'
   FROM prefixes, generate_series(4, ${VERSIONS_OF_LONG_ITEMS}) version
   WHERE ledger_id <= ${LONG_ITEMS}
   UNION ALL
   SELECT ledger_id, prefix || '-R' || number, 1, 'ReviewOpened', jsonb_build_object('number', number,
     'name', 'Review ' || number, 'heldOn', '2025-07-01', 'participants', '[]'::jsonb), 1,
     timestamptz '2025-07-01Z' + number * interval '7 days'
   FROM prefixes, generate_series(1, ${LARGE.reviewsOfEach}) number
   UNION ALL
   SELECT ledger_id, prefix || '-R' || number, 2, 'ReviewClosed', '{}', 1,
     timestamptz '2025-07-01Z' + number * interval '7 days' + interval '1 hour'
   FROM prefixes, generate_series(1, ${LARGE.reviewsOfEach}) number
   UNION ALL
   SELECT ledger_id, prefix || '-B' || md5(prefix || number)::uuid, 1, 'BatchBegun',
     '{"kind": "bulk", "undoes": null, "file": null}', 1,
     timestamptz '2025-09-01Z' + number * interval '7 days'
   FROM prefixes, generate_series(1, ${BATCHES_OF_EACH}) number
   UNION ALL
   SELECT ledger_id, prefix || '-B' || md5(prefix || number)::uuid, 2, 'BatchEnded',
     '{"items": 3, "kinds": ["ItemReassigned"]}', 1,
     timestamptz '2025-09-01Z' + number * interval '7 days' + interval '1 second'
   FROM prefixes, generate_series(1, ${BATCHES_OF_EACH}) number`,

  `INSERT INTO events (ledger_id, position, stream, version, type, schema_version, data, actor_id,
     recorded_by_id, command_id, correlation_id, channel, occurred_at, recorded_at)
   SELECT ledger_id, row_number() OVER (PARTITION BY ledger_id ORDER BY at, stream, version), stream,
     version, type, 1, data, actor_id, actor_id, gen_random_uuid(), gen_random_uuid(), 'api', at, at
   FROM drafts`,

  `INSERT INTO commands (ledger_id, command_id, request_hash, result, recorded_at)
   SELECT ledger_id, command_id, 'hash', jsonb_build_object('stream', stream,
     'versionBefore', version - 1, 'version', version)::text, now() FROM events`,

  `INSERT INTO ledgers (ledger_id, prefix, head, next_number, last_recorded_at)
   SELECT ledger_id, prefix, count(*), count(*) FILTER (WHERE type = 'ItemCreated') + 1,
     max(recorded_at)
   FROM events JOIN prefixes USING (ledger_id) GROUP BY ledger_id, prefix`,

  `SELECT setval('ledger_ids', ${LARGE.trackers})`,
  'DROP TABLE seeded, prefixes, drafts',
  'DELETE FROM ledgers WHERE ledger_id > 1000',
];

/** Enough that PostgreSQL prefers an index; with 100,000 it reads no other table from end to end. */
export const ITEMS = 20_000;

/** Filling it takes longer than most tests, so a test run does that once. */
export const createLargeDatabase = (): Promise<string> =>
  createDatabaseLike('large', async (url) => {
    const cli = new Cli({ DATABASE_URL: url });
    await cli.succeed('migrate');
    for (const statement of statementsFor(ITEMS)) await query(url, statement);
    await cli.succeed('migrate');
  });
