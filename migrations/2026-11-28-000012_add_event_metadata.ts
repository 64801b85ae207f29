import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Metadata of an entry, usually null. Imported ledgers store here what their file claims. Adding a
 * column without a default rewrites no rows, and processes of the previous release can still
 * append.
 */
export class AddEventMetadata2026112800012 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE events ADD COLUMN metadata jsonb');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE events DROP COLUMN metadata');
  }
}
