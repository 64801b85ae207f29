import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Lists of all trackers are paged by prefix: reading one page must not sort all items. */
export class IndexPrefixesInOrder2026112100008 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('CREATE INDEX ledgers_prefix_in_order ON ledgers (prefix COLLATE "C")');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP INDEX ledgers_prefix_in_order');
  }
}
