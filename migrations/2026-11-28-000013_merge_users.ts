import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * A user who turned out to be another one points at that one. The second foreign key makes chains
 * and cycles impossible: it leads from (target, false) to (user, is merged), so a target is never
 * merged itself, and who is the target of others cannot be merged without taking them along in the
 * same statement.
 */
export class MergeUsers2026112800013 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE users
        ADD COLUMN merged_into_id int,
        ADD COLUMN is_merged boolean NOT NULL
          GENERATED ALWAYS AS (merged_into_id IS NOT NULL) STORED,
        ADD COLUMN target_is_merged boolean
          GENERATED ALWAYS AS (CASE WHEN merged_into_id IS NOT NULL THEN false END) STORED;
      ALTER TABLE users ADD CONSTRAINT users_id_is_merged_key UNIQUE (id, is_merged);
      ALTER TABLE users ADD CONSTRAINT users_merged_into_unmerged_fkey
        FOREIGN KEY (merged_into_id, target_is_merged) REFERENCES users (id, is_merged);
      CREATE INDEX users_merged_into ON users (merged_into_id) WHERE merged_into_id IS NOT NULL;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE users DROP CONSTRAINT users_merged_into_unmerged_fkey;
      ALTER TABLE users DROP CONSTRAINT users_id_is_merged_key;
      ALTER TABLE users DROP COLUMN target_is_merged, DROP COLUMN is_merged,
        DROP COLUMN merged_into_id;
    `);
  }
}
