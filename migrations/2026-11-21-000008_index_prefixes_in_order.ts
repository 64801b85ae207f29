import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Items of all trackers are listed by prefix, page by page: a page must not sort all of them. */
export class IndexPrefixesInOrder2026112100008 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('CREATE INDEX ledgers_prefix_in_order ON ledgers (prefix COLLATE "C")');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP INDEX ledgers_prefix_in_order');
  }
}
