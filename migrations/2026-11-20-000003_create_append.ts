import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The append: one autocommit statement for a batch of commands of any number of ledgers.
 *
 *   p_now      the clock of the calling process
 *   p_opened   [{l, prefix}]         ledgers to open; a taken prefix loses
 *   p_ledgers  [{l, k, n}]           each ledger once: how many events it gets, and its next number
 *                                    after the batch, null when no stream takes a number
 *   p_streams  [{l, s, v, n}]        each stream once: expected version; for streams that take a
 *                                    number also the next number that was expected, else null
 *   p_commands [{l, s, id, hash, result}]
 *   p_events   [{l, k, s, v, type, sv, data, actor, recorder, command, correlation, channel,
 *                occurred}]          k = 1, 2, … within the ledger, in decision order
 *   p_rows     {"action_items/1": [{l, k, row}], …}   rows that events cause, per projection version
 *
 * Answers {lost, times}: the lost streams as [{l, s}] or null, and when the events of each ledger
 * were recorded as [{l, at}].
 *
 * A stream whose expectation no longer holds is lost, and so is one of which a command is already
 * recorded (a repeat): nothing of it is written, the rest is.
 * It is a function, not a common table expression, because each statement in it has a fresh
 * snapshot: the checks see what the holder of the lock committed while this call waited.
 *
 * Without lost streams, places were counted by the caller and positions are one addition; only with
 * them is the batch filtered and counted anew. Plans are kept: to plan anew costs as much as a small
 * batch. No sequential scans, because a plan that was made while the tables were empty would stay.
 */
export class CreateAppend2026112000003 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE FUNCTION append_to_ledgers(
        p_now timestamptz, p_opened jsonb, p_ledgers jsonb, p_streams jsonb, p_commands jsonb,
        p_events jsonb, p_rows jsonb
      ) RETURNS jsonb LANGUAGE plpgsql
      SET plan_cache_mode = force_generic_plan SET enable_seqscan = off AS $$
      DECLARE
        ledger_ids int[]; old_heads bigint[]; next_numbers int[]; times timestamptz[];
        lost jsonb; target record; sink_rows jsonb;
      BEGIN
        IF p_opened <> '[]' THEN
          WITH opened AS (
            INSERT INTO ledgers (ledger_id, prefix)
            SELECT o.l, o.prefix FROM jsonb_to_recordset(p_opened) AS o(l int, prefix text)
            ON CONFLICT (prefix) DO NOTHING
            RETURNING ledger_id
          )
          INSERT INTO projection_checkpoints (projection, version, ledger_id)
          SELECT split_part(p, '/', 1), split_part(p, '/', 2)::int, o.ledger_id
          FROM opened o CROSS JOIN jsonb_object_keys(p_rows) p;
        END IF;

        SELECT array_agg(h.ledger_id), array_agg(h.head), array_agg(h.next_number),
               array_agg(greatest(p_now, h.last_recorded_at))
        INTO ledger_ids, old_heads, next_numbers, times
        FROM (SELECT * FROM ledgers
              WHERE ledger_id IN (SELECT g.l FROM jsonb_to_recordset(p_ledgers) AS g(l int))
              ORDER BY ledger_id FOR UPDATE) h;

        SELECT jsonb_agg(jsonb_build_object('l', x.l, 's', x.s)) INTO lost
        FROM (
          SELECT s.l, s.s
          FROM jsonb_to_recordset(p_streams) AS s(l int, s text, v int, n int)
          LEFT JOIN unnest(ledger_ids, next_numbers) AS h(l, next_number) ON h.l = s.l
          WHERE h.l IS NULL
             OR s.n <> h.next_number
             OR s.v <> coalesce((SELECT e.version FROM events e
                                 WHERE e.ledger_id = s.l AND e.stream = s.s
                                 ORDER BY e.version DESC LIMIT 1), 0)
          UNION
          SELECT c.l, c.s FROM jsonb_to_recordset(p_commands) AS c(l int, s text, id uuid)
          WHERE (SELECT true FROM commands k WHERE k.ledger_id = c.l AND k.command_id = c.id)
        ) x;

        IF lost IS NOT NULL THEN
          -- Numbers follow each other: when one stream that takes a number is lost, all of its ledger are.
          SELECT jsonb_agg(jsonb_build_object('l', s.l, 's', s.s)) INTO lost
          FROM jsonb_to_recordset(p_streams) AS s(l int, s text, n int)
          WHERE lost @> jsonb_build_array(jsonb_build_object('l', s.l, 's', s.s))
             OR (s.n IS NOT NULL AND EXISTS (
                   SELECT FROM jsonb_to_recordset(p_streams) AS y(l int, s text, n int)
                   WHERE y.l = s.l AND y.n IS NOT NULL
                     AND lost @> jsonb_build_array(jsonb_build_object('l', y.l, 's', y.s))));
          SELECT coalesce(jsonb_agg(x), '[]') INTO p_commands FROM jsonb_array_elements(p_commands) x
          WHERE NOT lost @> jsonb_build_array(jsonb_build_object('l', x->'l', 's', x->'s'));
          SELECT coalesce(jsonb_agg(x.event || jsonb_build_object('k', x.k, 'was', x.event->'k')), '[]')
          INTO p_events
          FROM (SELECT e AS event, row_number() OVER (PARTITION BY e->'l' ORDER BY (e->>'k')::int) AS k
                FROM jsonb_array_elements(p_events) e
                WHERE NOT lost @> jsonb_build_array(jsonb_build_object('l', e->'l', 's', e->'s'))) x;
          SELECT coalesce(jsonb_object_agg(p.key, (
                   SELECT coalesce(jsonb_agg(r || jsonb_build_object('k', e.k)), '[]')
                   FROM jsonb_array_elements(p.value) r
                   JOIN jsonb_to_recordset(p_events) AS e(l int, k int, was int)
                     ON e.l = (r->>'l')::int AND e.was = (r->>'k')::int)), '{}')
          INTO p_rows FROM jsonb_each(p_rows) p;
          SELECT jsonb_agg(jsonb_build_object('l', g.l,
                   'k', (SELECT count(*) FROM jsonb_to_recordset(p_events) AS e(l int) WHERE e.l = g.l),
                   'n', CASE WHEN NOT EXISTS (
                          SELECT FROM jsonb_to_recordset(p_streams) AS s(l int, s text, n int)
                          WHERE s.l = g.l AND s.n IS NOT NULL
                            AND lost @> jsonb_build_array(jsonb_build_object('l', s.l, 's', s.s)))
                        THEN g.n END))
          INTO p_ledgers FROM jsonb_to_recordset(p_ledgers) AS g(l int, n int);
        END IF;

        WITH recorded AS (
          INSERT INTO commands (ledger_id, command_id, request_hash, result, recorded_at)
          SELECT c.l, c.id, c.hash, c.result, h.at
          FROM jsonb_to_recordset(p_commands) AS c(l int, id uuid, hash text, result text)
          JOIN unnest(ledger_ids, times) AS h(l, at) USING (l)
        ), appended AS (
          INSERT INTO events (ledger_id, position, stream, version, type, schema_version, data,
            actor_id, recorded_by_id, command_id, correlation_id, channel, occurred_at, recorded_at)
          SELECT e.l, h.head + e.k, e.s, e.v, e.type, e.sv, e.data, e.actor, e.recorder, e.command,
            e.correlation, e.channel, coalesce(e.occurred, h.at), h.at
          FROM jsonb_to_recordset(p_events) AS e(l int, k int, s text, v int, type text, sv smallint,
            data jsonb, actor int, recorder int, command uuid, correlation uuid, channel text,
            occurred timestamptz)
          JOIN unnest(ledger_ids, old_heads, times) AS h(l, head, at) USING (l)
        )
        UPDATE ledgers g
        SET head = g.head + b.k, last_recorded_at = greatest(p_now, g.last_recorded_at),
            next_number = coalesce(b.n, g.next_number)
        FROM jsonb_to_recordset(p_ledgers) AS b(l int, k int, n int)
        WHERE g.ledger_id = b.l AND b.k > 0;

        IF p_events <> '[]' THEN
          FOR target IN
            SELECT k.projection, k.version, array_agg(k.ledger_id) AS follows,
                   p_rows -> (k.projection || '/' || k.version) AS rows
            FROM projection_checkpoints k
            WHERE k.ledger_id = ANY(ledger_ids) AND k.position IS NULL
            GROUP BY k.projection, k.version
          LOOP
            IF target.rows IS NULL THEN
              -- The caller does not know this version: from the old head on, it owes.
              UPDATE projection_checkpoints k SET position = h.head
              FROM unnest(ledger_ids, old_heads) AS h(l, head)
              WHERE k.ledger_id = h.l AND k.projection = target.projection
                AND k.version = target.version AND k.position IS NULL;
              CONTINUE;
            END IF;
            CONTINUE WHEN target.rows = '[]';
            SELECT jsonb_agg(r.row || jsonb_build_object('position', h.head + r.k, 'recorded_at', h.at))
            INTO sink_rows
            FROM jsonb_to_recordset(target.rows) AS r(l int, k int, "row" jsonb)
            JOIN unnest(ledger_ids, old_heads, times) AS h(l, head, at) USING (l)
            WHERE r.l = ANY(target.follows);
            IF sink_rows IS NOT NULL THEN
              EXECUTE format('SELECT %I($1)', 'sink_' || target.projection || '_v' || target.version)
              USING sink_rows;
            END IF;
          END LOOP;
        END IF;

        RETURN jsonb_build_object('lost', lost, 'times',
          (SELECT jsonb_agg(jsonb_build_object('l', h.l, 'at', h.at))
           FROM unnest(ledger_ids, times) AS h(l, at)));
      END $$;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(
      'DROP FUNCTION append_to_ledgers(timestamptz, jsonb, jsonb, jsonb, jsonb, jsonb, jsonb)',
    );
  }
}
