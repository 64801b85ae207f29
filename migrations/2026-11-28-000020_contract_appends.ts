import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The append: the one function that inserts entries, called by itself for what the process remembers,
 * and within a transaction that holds the lock of a head. By itself it is one autocommit statement, so
 * nothing is ever half written and a client that dies cannot hold a lock.
 *
 *   p_now          the clock of the calling process
 *   p_projections  the projection versions that the caller writes, as `action_items/1`
 *   p_ledgers      ids of the ledgers, ascending, each once; `g` below is a place in here, and so is each
 *                  place in
 *   p_numbers      the next number that the caller expects; null where it does not matter
 *   p_next_numbers the next number afterwards; null where it stays
 *   p_counts       how many events the ledger gets
 *   p_commands     records of commands that can be repeated
 *   p_events       in order; beside each its ledger's place, and its place among those of the ledger
 *
 * Answers per ledger the head before and the time of recording, and per event position and time; all of
 * them null where nothing is written, because somebody else keeps the lock or has taken the number: one
 * ledger that is locked holds up no other. It raises unique_violation when a stream has
 * got another event of the same version or a command is recorded already, and serialization_failure
 * when the read tables that follow a ledger are not those that the caller writes; then nothing is
 * written. In all of these cases the caller takes the lock of the head.
 *
 * It takes the place of three functions that inserted events, so the program of before 2026-11-28
 * cannot write here and says so: see the name. Each statement has only one sensible plan, so none
 * needs settings for planning, which would cost as much as two commands.
 */
export class ContractAppends2026112800020 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DO $$ DECLARE old text; BEGIN
        FOR old IN SELECT oid::regprocedure::text FROM pg_proc
          WHERE pronamespace = current_schema()::regnamespace
            AND proname IN ('append_to_ledgers', 'append_event', 'append_events')
        LOOP EXECUTE 'DROP FUNCTION ' || old; END LOOP;
      END $$;
      DROP TYPE IF EXISTS new_event, new_command, expected_stream;
      ALTER TABLE events ADD COLUMN batch uuid, ADD COLUMN undoes uuid;
      COMMENT ON COLUMN events.batch IS 'everything that one act of a person wrote';
      COMMENT ON COLUMN events.undoes IS 'the batch that this entry compensates';
      CREATE TYPE new_command AS (g int, command_id uuid, request_hash text, result text);
      CREATE TYPE new_event AS (
        g int, stream text, version int, type text, schema_version smallint, data jsonb,
        actor_id int, recorded_by_id int, command_id uuid, correlation_id uuid, channel text,
        occurred_at timestamptz, batch uuid, undoes uuid, metadata jsonb);
    `);
    await runner.query(`
      CREATE FUNCTION append(
        p_now timestamptz, p_projections text[], p_ledgers int[], p_numbers int[],
        p_next_numbers int[], p_counts int[], p_commands new_command[],
        p_events new_event[], p_event_ledgers int[], p_event_places int[],
        OUT heads bigint[], OUT recorded_at timestamptz[],
        OUT positions bigint[], OUT times timestamptz[]
      ) LANGUAGE plpgsql AS $$
      #variable_conflict use_column
      DECLARE
        locked int; head_before bigint; now_here timestamptz; known bigint; following bigint;
      BEGIN
        heads := array_fill(NULL::bigint, ARRAY[cardinality(p_ledgers)]);
        recorded_at := array_fill(NULL::timestamptz, ARRAY[cardinality(p_ledgers)]);
        FOR place IN 1 .. cardinality(p_ledgers) LOOP
          SELECT l.ledger_id INTO locked FROM ledgers l
          WHERE l.ledger_id = p_ledgers[place] FOR UPDATE SKIP LOCKED;
          IF NOT FOUND THEN
            -- Most likely a statement like this one holds it, for some milliseconds.
            PERFORM set_config('lock_timeout', '10ms', true);
            BEGIN
              SELECT l.ledger_id INTO locked FROM ledgers l
              WHERE l.ledger_id = p_ledgers[place] FOR UPDATE;
            EXCEPTION WHEN lock_not_available THEN
              CONTINUE;
            END;
          END IF;
          UPDATE ledgers
          SET head = head + p_counts[place],
            next_number = coalesce(p_next_numbers[place], next_number),
            last_recorded_at = CASE WHEN p_counts[place] = 0 THEN last_recorded_at
              ELSE greatest(p_now, last_recorded_at) END
          WHERE ledger_id = locked AND next_number = coalesce(p_numbers[place], next_number)
          RETURNING head - p_counts[place], greatest(p_now, last_recorded_at)
          INTO head_before, now_here;
          CONTINUE WHEN NOT FOUND;
          heads[place] := head_before;
          recorded_at[place] := now_here;
          SELECT count(*) FILTER (WHERE k.projection || '/' || k.version = ANY (p_projections)),
                 count(*) INTO known, following
          FROM projection_checkpoints k
          WHERE k.ledger_id = p_ledgers[place] AND k.position IS NULL;
          IF known <> following OR known <> cardinality(p_projections) THEN
            RAISE EXCEPTION 'other read tables follow ledger %', p_ledgers[place]
              USING ERRCODE = 'serialization_failure';
          END IF;
        END LOOP;
        positions := ARRAY(
          SELECT heads[g] + k FROM unnest(p_event_ledgers, p_event_places) AS x(g, k));
        times := ARRAY(SELECT recorded_at[g] FROM unnest(p_event_ledgers) AS g);

        IF cardinality(p_commands) > 0 THEN
          INSERT INTO commands (ledger_id, command_id, request_hash, result, recorded_at)
          SELECT p_ledgers[c.g], c.command_id, c.request_hash, c.result, recorded_at[c.g]
          FROM unnest(p_commands) AS c WHERE heads[c.g] IS NOT NULL;
        END IF;
        INSERT INTO events (ledger_id, position, stream, version, type, schema_version, data, actor_id,
          recorded_by_id, command_id, correlation_id, channel, occurred_at, recorded_at, batch, undoes,
          metadata)
        SELECT p_ledgers[e.g], e.position, e.stream, e.version, e.type, e.schema_version,
          e.data, e.actor_id, e.recorded_by_id, e.command_id, e.correlation_id, e.channel,
          coalesce(e.occurred_at, e.at), e.at, e.batch, e.undoes, e.metadata
        FROM unnest(p_events, positions, times) AS e(g, stream, version, type, schema_version, data,
          actor_id, recorded_by_id, command_id, correlation_id, channel, occurred_at, batch, undoes,
          metadata, position, at)
        WHERE e.position IS NOT NULL;
      END $$;
    `);
  }

  /**
   * The previous functions are not restored: the programs that used them cannot return to this
   * schema.
   */
  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP FUNCTION append;
      DROP TYPE new_event, new_command;
      ALTER TABLE events DROP COLUMN undoes, DROP COLUMN batch;
    `);
  }
}
