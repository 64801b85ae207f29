import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * A merged user points to the user they were merged into. The second foreign key prevents chains
 * and cycles: it references (id, is_merged) with (target, false), so a target is never merged
 * itself. A user who is a target can only be merged if the same statement repoints those merged
 * into them.
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
