import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What is known about an entry beside what happened: null most of the time. Imported ledgers keep
 * here what their file claims. A column without a default rewrites no row, and processes of the
 * release before go on writing without it.
 */
export class AddEventMetadata2026112800012 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE events ADD COLUMN metadata jsonb');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE events DROP COLUMN metadata');
  }
}
