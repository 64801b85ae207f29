import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The append: one autocommit statement for a batch of commands of any number of ledgers.
 *
 *   p_now      the clock of the calling process
 *   p_opened   [{l, prefix}]         ledgers to open; a taken prefix loses
 *   p_streams  [{l, s, v, n}]        each stream once: expected version; for streams that take a
 *                                    number also the next number that was expected, else null
 *   p_numbers  [{l, n}]              the next number after the batch
 *   p_commands [{l, s, id, hash, result}]
 *   p_events   [{i, l, s, v, type, sv, data, actor, recorder, command, correlation, channel,
 *                occurred}]          i = place in the batch, in decision order
 *   p_rows     {"action_items/1": [{i, row}], …}   rows that events cause, per projection version
 *
 * Answers the lost streams as [{l, s}], or null.
 *
 * A stream whose expectation no longer holds is lost: nothing of it is written, the rest is.
 * It is a function, not a common table expression, because each statement in it has a fresh
 * snapshot: the checks see what the holder of the lock committed while this call waited.
 */
export class CreateAppend2026112000003 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE FUNCTION append_to_ledgers(
        p_now timestamptz, p_opened jsonb, p_streams jsonb, p_numbers jsonb, p_commands jsonb,
        p_events jsonb, p_rows jsonb
      ) RETURNS jsonb LANGUAGE plpgsql AS $$
      DECLARE
        ledger_ids int[]; old_heads bigint[]; next_numbers int[]; times timestamptz[];
        lost jsonb; written jsonb;
        target record; sink_rows jsonb;
      BEGIN
        WITH opened AS (
          INSERT INTO ledgers (ledger_id, prefix)
          SELECT o.l, o.prefix FROM jsonb_to_recordset(p_opened) AS o(l int, prefix text)
          ON CONFLICT (prefix) DO NOTHING
          RETURNING ledger_id
        )
        INSERT INTO projection_checkpoints (projection, version, ledger_id)
        SELECT split_part(p, '/', 1), split_part(p, '/', 2)::int, o.ledger_id
        FROM opened o CROSS JOIN jsonb_object_keys(p_rows) p;

        SELECT array_agg(h.ledger_id), array_agg(h.head), array_agg(h.next_number),
               array_agg(greatest(p_now, h.last_recorded_at))
        INTO ledger_ids, old_heads, next_numbers, times
        FROM (SELECT * FROM ledgers
              WHERE ledger_id IN (SELECT s.l FROM jsonb_to_recordset(p_streams) AS s(l int))
              ORDER BY ledger_id FOR UPDATE) h;

        WITH stream AS (
          SELECT s.l, s.s, s.n,
            h.l IS NULL
            OR s.v <> coalesce((SELECT e.version FROM events e
                                WHERE e.ledger_id = s.l AND e.stream = s.s
                                ORDER BY e.version DESC LIMIT 1), 0)
            OR s.n <> h.next_number
            OR EXISTS (SELECT FROM jsonb_to_recordset(p_commands) AS c(l int, s text, id uuid)
                       JOIN commands k ON k.ledger_id = c.l AND k.command_id = c.id
                       WHERE c.l = s.l AND c.s = s.s) AS is_lost
          FROM jsonb_to_recordset(p_streams) AS s(l int, s text, v int, n int)
          LEFT JOIN unnest(ledger_ids, next_numbers) AS h(l, next_number) ON h.l = s.l
        )
        -- Numbers follow each other: when one stream that takes a number is lost, all of its ledger are.
        SELECT jsonb_agg(jsonb_build_object('l', x.l, 's', x.s)) INTO lost FROM stream x
        WHERE coalesce(x.is_lost, false)
           OR (x.n IS NOT NULL AND EXISTS (SELECT FROM stream y
                                           WHERE y.l = x.l AND y.n IS NOT NULL AND y.is_lost));

        IF lost IS NOT NULL THEN
          SELECT coalesce(jsonb_agg(x ORDER BY (x->>'i')::int), '[]') INTO p_events
          FROM jsonb_array_elements(p_events) x
          WHERE NOT lost @> jsonb_build_array(jsonb_build_object('l', x->'l', 's', x->'s'));
          SELECT coalesce(jsonb_agg(x), '[]') INTO p_commands FROM jsonb_array_elements(p_commands) x
          WHERE NOT lost @> jsonb_build_array(jsonb_build_object('l', x->'l', 's', x->'s'));
          SELECT coalesce(jsonb_agg(x), '[]') INTO p_numbers FROM jsonb_array_elements(p_numbers) x
          WHERE NOT EXISTS (SELECT FROM jsonb_to_recordset(p_streams) AS s(l int, s text, n int)
                            WHERE s.l = (x->>'l')::int AND s.n IS NOT NULL
                              AND lost @> jsonb_build_array(jsonb_build_object('l', s.l, 's', s.s)));
        END IF;

        SELECT jsonb_agg(jsonb_build_object('i', x.i, 'l', x.l,
                 'position', h.head + x.nth, 'recorded_at', h.at) ORDER BY x.i)
        INTO written
        FROM (SELECT e.i, e.l, row_number() OVER (PARTITION BY e.l ORDER BY e.i) AS nth
              FROM jsonb_to_recordset(p_events) AS e(i int, l int)) x
        JOIN unnest(ledger_ids, old_heads, times) AS h(l, head, at) USING (l);

        INSERT INTO commands (ledger_id, command_id, request_hash, result, recorded_at)
        SELECT c.l, c.id, c.hash, c.result, h.at
        FROM jsonb_to_recordset(p_commands) AS c(l int, id uuid, hash text, result text)
        JOIN unnest(ledger_ids, times) AS h(l, at) USING (l);

        IF written IS NULL THEN
          RETURN lost;
        END IF;

        INSERT INTO events (ledger_id, position, stream, version, type, schema_version, data,
          actor_id, recorded_by_id, command_id, correlation_id, channel, occurred_at, recorded_at)
        SELECT e.l, w.position, e.s, e.v, e.type, e.sv, e.data, e.actor, e.recorder, e.command,
          e.correlation, e.channel, coalesce(e.occurred, w.recorded_at), w.recorded_at
        FROM jsonb_to_recordset(p_events) AS e(i int, l int, s text, v int, type text, sv smallint,
          data jsonb, actor int, recorder int, command uuid, correlation uuid, channel text,
          occurred timestamptz)
        JOIN jsonb_to_recordset(written) AS w(i int, position bigint, recorded_at timestamptz)
          USING (i);

        UPDATE ledgers g
        SET head = w.head, last_recorded_at = w.at,
            next_number = coalesce((SELECT n.n FROM jsonb_to_recordset(p_numbers) AS n(l int, n int)
                                    WHERE n.l = g.ledger_id), g.next_number)
        FROM (SELECT l, max(position) AS head, max(recorded_at) AS at
              FROM jsonb_to_recordset(written) AS x(l int, position bigint, recorded_at timestamptz)
              GROUP BY l) w
        WHERE g.ledger_id = w.l;

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
          SELECT jsonb_agg(r.row || jsonb_build_object(
                   'position', w.position, 'recorded_at', w.recorded_at)) INTO sink_rows
          FROM jsonb_to_recordset(target.rows) AS r(i int, "row" jsonb)
          JOIN jsonb_to_recordset(written) AS w(i int, l int, position bigint, recorded_at timestamptz)
            USING (i)
          WHERE w.l = ANY(target.follows);
          IF sink_rows IS NOT NULL THEN
            EXECUTE format('SELECT %I($1)', 'sink_' || target.projection || '_v' || target.version)
            USING sink_rows;
          END IF;
        END LOOP;

        RETURN lost;
      END $$;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(
      'DROP FUNCTION append_to_ledgers(timestamptz, jsonb, jsonb, jsonb, jsonb, jsonb, jsonb)',
    );
  }
}
