/**
 * The invariants of one ledger, each as a query that returns the violations. They take the ledger's
 * id as $1 and run in one snapshot, in which events, head, command records and checkpoints are
 * consistent without a lock.
 */
import { DatabaseError, type PoolClient } from 'pg';

/** One difference from what the ledger requires. */
export interface Difference {
  readonly table: string;
  /** Key columns of the row, as JSON values by name. */
  readonly key: Readonly<Record<string, unknown>>;
  /** The column; `null` if the whole row is missing or superfluous. */
  readonly column: string | null;
  /** The value in the database; `null` for none. */
  readonly live: unknown;
  /** The value according to the events; `null` for none. */
  readonly rebuilt: unknown;
}

const INVARIANTS: readonly string[] = [
  // Positions run from 1 to head without gaps; the first gap shows where the first event is
  // missing.
  `SELECT 'ledgers' AS table, jsonb_build_object('ledger_id', l.ledger_id) AS key, 'head' AS column,
     to_jsonb(l.head) AS live, to_jsonb(e.events) AS rebuilt
   FROM ledgers l, (SELECT count(*) AS events FROM events WHERE ledger_id = $1) e
   WHERE l.ledger_id = $1 AND l.head <> e.events`,
  `SELECT 'events' AS table, jsonb_build_object('position', position) AS key, 'position' AS column,
     to_jsonb(position) AS live, to_jsonb(before + 1) AS rebuilt
   FROM (SELECT position, lag(position, 1, 0::bigint) OVER (ORDER BY position) AS before
         FROM events WHERE ledger_id = $1) x
   WHERE position <> before + 1 ORDER BY position`,
  `SELECT 'events' AS table, jsonb_build_object('position', position, 'stream', stream) AS key,
     'version' AS column, to_jsonb(version) AS live, to_jsonb(before + 1) AS rebuilt
   FROM (SELECT position, stream, version,
           lag(version, 1, 0) OVER (PARTITION BY stream ORDER BY position) AS before
         FROM events WHERE ledger_id = $1) x
   WHERE version <> before + 1 ORDER BY position`,
  `SELECT 'events' AS table, jsonb_build_object('position', position) AS key,
     'recorded_at' AS column, to_jsonb(recorded_at) AS live,
     to_jsonb('not before ' || before) AS rebuilt
   FROM (SELECT position, recorded_at, lag(recorded_at) OVER (ORDER BY position) AS before
         FROM events WHERE ledger_id = $1) x
   WHERE recorded_at < before ORDER BY position`,
  `SELECT 'events' AS table, jsonb_build_object('position', position, 'stream', stream) AS key,
     'occurred_at' AS column, to_jsonb(occurred_at) AS live,
     to_jsonb('not before ' || before) AS rebuilt
   FROM (SELECT position, stream, occurred_at,
           lag(occurred_at) OVER (PARTITION BY stream ORDER BY position) AS before
         FROM events WHERE ledger_id = $1) x
   WHERE occurred_at < before ORDER BY position`,
  `SELECT 'ledgers' AS table, jsonb_build_object('ledger_id', l.ledger_id) AS key,
     'last_recorded_at' AS column, to_jsonb(l.last_recorded_at) AS live,
     to_jsonb(e.recorded_at) AS rebuilt
   FROM ledgers l
   JOIN (SELECT max(recorded_at) AS recorded_at FROM events WHERE ledger_id = $1) e
     ON l.last_recorded_at <> e.recorded_at
   WHERE l.ledger_id = $1`,
  // Command records expire after some days, so an event without one is not an error.
  `SELECT 'commands' AS table, jsonb_build_object('command_id', c.command_id) AS key,
     'result' AS column, c.result::jsonb AS live,
     jsonb_build_object('stream', x.stream, 'version', x.version,
       'versionBefore', x.version_before) AS rebuilt
   FROM commands c
   LEFT JOIN LATERAL (
     SELECT e.command_id, min(e.stream) AS stream, max(e.version) AS version,
       min(e.version) - 1 AS version_before
     FROM events e WHERE e.ledger_id = c.ledger_id AND e.stream = c.result::jsonb ->> 'stream'
       AND e.version > (c.result::jsonb ->> 'versionBefore')::int
       AND e.version <= (c.result::jsonb ->> 'version')::int
       AND e.command_id = c.command_id
     GROUP BY e.command_id
     HAVING count(*) = max(e.version) - min(e.version) + 1
   ) x ON true
   WHERE c.ledger_id = $1
     AND (c.result::jsonb ->> 'version')::int > (c.result::jsonb ->> 'versionBefore')::int
     AND (x.version, x.version_before) IS DISTINCT FROM
       ((c.result::jsonb ->> 'version')::int, (c.result::jsonb ->> 'versionBefore')::int)`,
  `SELECT 'projection_checkpoints' AS table,
     jsonb_build_object('projection', k.projection, 'version', k.version) AS key,
     'position' AS column, to_jsonb(k.position) AS live,
     to_jsonb('at most ' || coalesce(l.head, 0)) AS rebuilt
   FROM projection_checkpoints k LEFT JOIN ledgers l USING (ledger_id)
   WHERE k.ledger_id = $1 AND (l.ledger_id IS NULL OR k.position > l.head)`,
  `SELECT 'ledgers' AS table, jsonb_build_object('ledger_id', $1::int) AS key,
     NULL AS column, NULL::jsonb AS live, to_jsonb('a row'::text) AS rebuilt
   WHERE NOT EXISTS (SELECT FROM ledgers WHERE ledger_id = $1)`,
];

/**
 * The violated invariants of one ledger.
 *
 * @param limit maximum number of differences per kind
 */
export async function brokenInvariants(
  client: PoolClient,
  ledgerId: number,
  limit: number,
): Promise<readonly Difference[]> {
  const differences: Difference[] = [];
  for (const invariant of INVARIANTS) {
    const { rows } = await client.query<Difference>(`${invariant} LIMIT ${limit}`, [ledgerId]);
    differences.push(...rows);
  }
  return differences;
}

const REFUSED_BY_TRIGGER = '23001';
const NOT_PERMITTED = '42501';

/**
 * Checks that the trigger against changes to events exists, is enabled and works. It tries to
 * change no event, inside the transaction of the caller.
 */
export async function missingProtection(client: PoolClient): Promise<readonly Difference[]> {
  await client.query('SAVEPOINT protection');
  try {
    await client.query('UPDATE events SET version = version WHERE false');
  } catch (error) {
    const code = error instanceof DatabaseError ? error.code : undefined;
    if (code === REFUSED_BY_TRIGGER) return [];
    if (code !== NOT_PERMITTED) throw error;
  } finally {
    await client.query('ROLLBACK TO SAVEPOINT protection');
  }
  // This role could not change events even without the trigger, but others could.
  const { rows } = await client.query<{ isOn: boolean; mayChange: boolean }>(
    `SELECT has_table_privilege('events', 'UPDATE') AS "mayChange", EXISTS (SELECT FROM pg_trigger
       WHERE tgrelid = 'events'::regclass AND tgname = 'events_only_grow' AND tgenabled IN ('O', 'A')
     ) AS "isOn"`,
  );
  if (rows[0]?.isOn && !rows[0].mayChange) return [];
  const rebuilt = 'a trigger events_only_grow that refuses changes';
  return [{ table: 'events', key: {}, column: null, live: null, rebuilt }];
}
