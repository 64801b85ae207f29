import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * One ledger per tracker, numbered 1, 2, 3, … without gaps, in commit order. Low fill factors keep
 * updates of heads and checkpoints on the same page (HOT).
 */
export class CreateLedger2026112000002 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE SEQUENCE ledger_ids AS int;

      CREATE TABLE ledgers (
        ledger_id int PRIMARY KEY,
        prefix text NOT NULL,
        head bigint NOT NULL DEFAULT 0,
        next_number int NOT NULL DEFAULT 1,
        last_recorded_at timestamptz NOT NULL DEFAULT '-infinity',
        CONSTRAINT ledgers_prefix_key UNIQUE (prefix)
      ) WITH (fillfactor = 10, autovacuum_vacuum_threshold = 500, autovacuum_vacuum_scale_factor = 0);

      CREATE TABLE events (
        ledger_id int NOT NULL,
        position bigint NOT NULL,
        stream text NOT NULL,
        version int NOT NULL,
        type text NOT NULL,
        schema_version smallint NOT NULL,
        data jsonb NOT NULL,
        actor_id int NOT NULL,
        recorded_by_id int NOT NULL,
        command_id uuid NOT NULL,
        correlation_id uuid NOT NULL,
        channel text NOT NULL,
        occurred_at timestamptz NOT NULL,
        recorded_at timestamptz NOT NULL,
        PRIMARY KEY (ledger_id, position),
        UNIQUE (ledger_id, stream, version)
      );

      CREATE FUNCTION refuse_to_change_events() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        RAISE EXCEPTION 'the ledger only grows: % on events is refused', TG_OP
          USING ERRCODE = 'restrict_violation',
                HINT = 'Correct a mistake by a new entry.';
      END $$;
      CREATE TRIGGER events_only_grow BEFORE UPDATE OR DELETE OR TRUNCATE ON events
        FOR EACH STATEMENT EXECUTE FUNCTION refuse_to_change_events();

      CREATE TABLE commands (
        ledger_id int NOT NULL,
        command_id uuid NOT NULL,
        request_hash text NOT NULL,
        result text NOT NULL,
        recorded_at timestamptz NOT NULL,
        PRIMARY KEY (ledger_id, command_id)
      );

      CREATE TABLE projection_checkpoints (
        projection text NOT NULL,
        version int NOT NULL,
        ledger_id int NOT NULL,
        position bigint,
        PRIMARY KEY (ledger_id, projection, version)
      ) WITH (fillfactor = 20);
      COMMENT ON COLUMN projection_checkpoints.position IS
        'NULL: follows the head. A number: holds the ledger up to there and owes the rest.';
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TABLE projection_checkpoints;
      DROP TABLE commands;
      DROP TABLE events;
      DROP FUNCTION refuse_to_change_events();
      DROP TABLE ledgers;
      DROP SEQUENCE ledger_ids;
    `);
  }
}
