import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Finds command records old enough to delete. They are inserted in time order, so a BRIN index is
 * enough: a few pages, and almost no cost per append.
 */
export class IndexAnswersByAge2026112100010 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      'CREATE INDEX commands_recorded_at ON commands USING brin (recorded_at) WITH (autosummarize)',
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP INDEX commands_recorded_at');
  }
}
