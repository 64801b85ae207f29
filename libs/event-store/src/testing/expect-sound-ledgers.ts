import type { Pool } from 'pg';

/** What must hold of any set of ledgers at any moment; each query answers the violations. */
const INVARIANTS: Readonly<Record<string, string>> = {
  'positions of a ledger are 1 to head': `
    SELECT l.ledger_id, l.head, count(e.*) AS events, min(e.position), max(e.position)
    FROM ledgers l LEFT JOIN events e USING (ledger_id) GROUP BY l.ledger_id
    HAVING l.head <> count(e.*) OR l.head <> coalesce(max(e.position), 0) OR min(e.position) <> 1`,
  'every event lies in an open ledger': `
    SELECT e.ledger_id, e.position FROM events e LEFT JOIN ledgers l USING (ledger_id)
    WHERE l.ledger_id IS NULL`,
  'versions of a stream are 1 to n': `
    SELECT ledger_id, stream, count(*), min(version), max(version) FROM events
    GROUP BY ledger_id, stream HAVING min(version) <> 1 OR max(version) <> count(*)`,
  'versions of a stream follow positions, and things happen in that order': `
    SELECT * FROM (
      SELECT ledger_id, stream, version, occurred_at, lag(version) OVER w AS version_before,
        lag(occurred_at) OVER w AS occurred_before
      FROM events WINDOW w AS (PARTITION BY ledger_id, stream ORDER BY position)) x
    WHERE version <> version_before + 1 OR occurred_at < occurred_before`,
  'recorded_at never decreases with the position and ends at last_recorded_at': `
    SELECT * FROM (
      SELECT e.ledger_id, e.position, e.recorded_at, l.last_recorded_at, l.head,
        lag(e.recorded_at) OVER (PARTITION BY e.ledger_id ORDER BY e.position) AS before
      FROM events e JOIN ledgers l USING (ledger_id)) x
    WHERE recorded_at < before OR (position = head AND recorded_at <> last_recorded_at)`,
  'the events of a command are those that its answer names': `
    SELECT c.ledger_id, c.command_id, c.result, x.stream, x.first, x.last
    FROM (SELECT ledger_id, command_id, min(stream) AS stream, min(version) AS first,
            max(version) AS last, count(*) AS events, count(DISTINCT stream) AS streams
          FROM events GROUP BY ledger_id, command_id) x
    FULL JOIN commands c USING (ledger_id, command_id)
    WHERE CASE
      WHEN c.result IS NULL THEN true
      WHEN x.stream IS NULL
        THEN c.result::jsonb -> 'version' <> c.result::jsonb -> 'versionBefore'
      ELSE x.streams <> 1 OR x.events <> x.last - x.first + 1
        OR x.stream <> c.result::jsonb ->> 'stream'
        OR x.last <> (c.result::jsonb ->> 'version')::int
        OR x.first <> (c.result::jsonb ->> 'versionBefore')::int + 1 END`,
  'no projection is ahead of its ledger': `
    SELECT k.* FROM projection_checkpoints k LEFT JOIN ledgers l USING (ledger_id)
    WHERE l.ledger_id IS NULL OR k.position > l.head`,
};

/** Expects every ledger of the database to be gapless and whole, with one record per command. */
export async function expectSoundLedgers(pool: Pool): Promise<void> {
  const violations: Record<string, unknown> = {};
  for (const [invariant, query] of Object.entries(INVARIANTS)) {
    const { rows } = await pool.query(query);
    if (rows.length > 0) violations[invariant] = rows;
  }
  expect(violations).toEqual({});
}
