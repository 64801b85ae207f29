import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Finds the answers that are old enough to be forgotten. Records come in order of time, so an index
 * of block ranges is enough: a few pages, and next to nothing per append.
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
