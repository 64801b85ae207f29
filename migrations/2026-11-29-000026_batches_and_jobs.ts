import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Indexes that find what one act wrote, for its undo, and the table of acts on many items. Most
 * commands are acts of their own; the index on batches holds only the others, so that it costs them
 * nothing.
 */
export class BatchesAndJobs2026112900026 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE INDEX events_of_command ON events (command_id);
      CREATE INDEX events_of_batch ON events (batch, ledger_id, stream) WHERE batch <> command_id;

      CREATE TABLE jobs (
        id uuid PRIMARY KEY,
        kind text NOT NULL,
        user_id int NOT NULL REFERENCES users (id),
        request_hash text NOT NULL,
        request jsonb NOT NULL,
        items int NOT NULL,
        done int NOT NULL DEFAULT 0,
        result jsonb,
        problem text,
        created_at timestamptz NOT NULL DEFAULT now(),
        worked_at timestamptz NOT NULL DEFAULT now(),
        ended_at timestamptz
      );
      CREATE INDEX jobs_running ON jobs (worked_at) WHERE ended_at IS NULL;
      COMMENT ON TABLE jobs IS 'acts on many items: what was asked, how far it is, its answer';
      COMMENT ON COLUMN jobs.id IS 'also the batch of what it writes';
      COMMENT ON COLUMN jobs.worked_at IS 'a process that stops leaves it behind, and another continues';
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE jobs; DROP INDEX events_of_batch, events_of_command');
  }
}
