import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The appends to one ledger whose head the caller knows, the everyday case: a compare-and-set of the
 * head takes the place of every look. `append_event` takes a single event as plain values,
 * `append_events` takes several as `append_to_ledgers` does, with the positions that they get: those
 * after the head. All get the time p_now.
 * A record of a command is kept when it has a request hash, because only such a command can be
 * repeated.
 *
 * They answer false when somebody else has written meanwhile or the clock of the caller is behind
 * the ledger's: then nothing is written. They raise serialization_failure when the read tables that
 * follow this ledger are not those that the caller writes. In both cases, and when a command is
 * recorded already, `append_to_ledgers` is the way.
 *
 * No statement here has more than one sensible plan, so they need no settings for planning, which
 * would cost as much as two commands.
 */
export class AppendToKnownHead2026112100011 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE FUNCTION append_event(
        p_now timestamptz, p_projections text[], p_ledger_id int, p_head bigint, p_number int,
        p_next_number int, p_request_hash text, p_result text, p_stream text, p_version int,
        p_type text, p_schema_version smallint, p_data jsonb, p_actor_id int,
        p_recorded_by_id int, p_command_id uuid, p_correlation_id uuid, p_channel text,
        p_occurred_at timestamptz
      ) RETURNS boolean LANGUAGE plpgsql AS $$
      DECLARE
        known bigint; following bigint;
      BEGIN
        UPDATE ledgers
        SET head = head + 1, next_number = coalesce(p_next_number, next_number),
          last_recorded_at = p_now
        WHERE ledger_id = p_ledger_id AND head = p_head AND last_recorded_at <= p_now
          AND next_number = coalesce(p_number, next_number);
        IF NOT FOUND THEN
          RETURN false;
        END IF;

        SELECT count(*) FILTER (WHERE k.projection || '/' || k.version = ANY (p_projections)),
               count(*) INTO known, following
        FROM projection_checkpoints k
        WHERE k.ledger_id = p_ledger_id AND k.position IS NULL;
        IF known <> following OR known <> cardinality(p_projections) THEN
          RAISE EXCEPTION 'other read tables follow ledger %', p_ledger_id
            USING ERRCODE = 'serialization_failure';
        END IF;

        IF p_request_hash IS NOT NULL THEN
          INSERT INTO commands (ledger_id, command_id, request_hash, result, recorded_at)
          VALUES (p_ledger_id, p_command_id, p_request_hash, p_result, p_now);
        END IF;
        INSERT INTO events (ledger_id, position, stream, version, type, schema_version, data,
          actor_id, recorded_by_id, command_id, correlation_id, channel, occurred_at, recorded_at)
        VALUES (p_ledger_id, p_head + 1, p_stream, p_version, p_type, p_schema_version, p_data,
          p_actor_id, p_recorded_by_id, p_command_id, p_correlation_id, p_channel,
          coalesce(p_occurred_at, p_now), p_now);
        RETURN true;
      END $$;
    `);
    await runner.query(`
      CREATE FUNCTION append_events(
        p_now timestamptz, p_projections text[], p_ledger_id int, p_positions bigint[],
        p_number int, p_next_number int, p_commands new_command[], p_events new_event[]
      ) RETURNS boolean LANGUAGE plpgsql AS $$
      #variable_conflict use_column
      DECLARE
        known bigint; following bigint;
      BEGIN
        UPDATE ledgers
        SET head = head + cardinality(p_events), next_number = coalesce(p_next_number, next_number),
          last_recorded_at = p_now
        WHERE ledger_id = p_ledger_id AND head = p_positions[1] - 1 AND last_recorded_at <= p_now
          AND next_number = coalesce(p_number, next_number);
        IF NOT FOUND THEN
          RETURN false;
        END IF;

        SELECT count(*) FILTER (WHERE k.projection || '/' || k.version = ANY (p_projections)),
               count(*) INTO known, following
        FROM projection_checkpoints k
        WHERE k.ledger_id = p_ledger_id AND k.position IS NULL;
        IF known <> following OR known <> cardinality(p_projections) THEN
          RAISE EXCEPTION 'other read tables follow ledger %', p_ledger_id
            USING ERRCODE = 'serialization_failure';
        END IF;

        IF cardinality(p_commands) > 0 THEN
          INSERT INTO commands (ledger_id, command_id, request_hash, result, recorded_at)
          SELECT p_ledger_id, c.command_id, c.request_hash, c.result, p_now
          FROM unnest(p_commands) AS c;
        END IF;
        INSERT INTO events (ledger_id, position, stream, version, type, schema_version, data,
          actor_id, recorded_by_id, command_id, correlation_id, channel, occurred_at, recorded_at)
        SELECT p_ledger_id, p_positions[e.k], e.stream, e.version, e.type, e.schema_version, e.data,
          e.actor_id, e.recorded_by_id, e.command_id, e.correlation_id, e.channel,
          coalesce(e.occurred_at, p_now), p_now
        FROM unnest(p_events) AS e;
        RETURN true;
      END $$;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP FUNCTION append_events');
    await runner.query('DROP FUNCTION append_event');
  }
}
