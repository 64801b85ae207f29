import type { MigrationInterface, QueryRunner } from 'typeorm';

/** How often a job was started, so that one which always fails comes to an end. */
export class JobAttempts2026112900028 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE jobs ADD COLUMN attempts int NOT NULL DEFAULT 1, ADD COLUMN retry_at timestamptz;
      COMMENT ON COLUMN jobs.attempts IS 'starts since an item was last done for the first time';
      COMMENT ON COLUMN jobs.retry_at IS 'when the next attempt follows one that was interrupted';
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE jobs DROP COLUMN attempts, DROP COLUMN retry_at');
  }
}
