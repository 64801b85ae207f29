import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Uploaded files, so that any process can go on with an import; what their rows would become and
 * became; and the mappings of earlier imports. Trackers are named without a foreign key, because a
 * ledger may lie elsewhere.
 */
export class Imports2026112900030 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE imports (
        id uuid PRIMARY KEY,
        user_id int NOT NULL REFERENCES users (id),
        tracker_id int NOT NULL,
        file_name text NOT NULL,
        size int NOT NULL,
        sha256 text NOT NULL,
        guess jsonb NOT NULL,
        settings jsonb NOT NULL,
        version int NOT NULL DEFAULT 1,
        preview jsonb,
        previewed_version int,
        batch uuid,
        run_version int,
        created_at timestamptz NOT NULL DEFAULT now()
      );
      CREATE INDEX imports_of_user ON imports (user_id, created_at);
      CREATE INDEX imports_by_age ON imports (created_at);
      COMMENT ON TABLE imports IS 'uploaded files: what they hold, and how they are to be imported';
      COMMENT ON COLUMN imports.version IS 'of the settings';
      COMMENT ON COLUMN imports.previewed_version IS 'settings that the preview shows';
      COMMENT ON COLUMN imports.batch IS 'job of the last run';
      COMMENT ON COLUMN imports.run_version IS 'settings of the last run';

      CREATE TABLE import_parts (
        import_id uuid NOT NULL REFERENCES imports (id) ON DELETE CASCADE,
        number int NOT NULL,
        bytes bytea NOT NULL,
        PRIMARY KEY (import_id, number)
      );
      ALTER TABLE import_parts ALTER COLUMN bytes SET STORAGE EXTERNAL;
      COMMENT ON TABLE import_parts IS 'the bytes of uploaded files, in order';

      CREATE TABLE import_rows (
        import_id uuid NOT NULL REFERENCES imports (id) ON DELETE CASCADE,
        run text NOT NULL,
        line int NOT NULL,
        outcome text NOT NULL,
        has_conflict boolean NOT NULL,
        row jsonb NOT NULL,
        PRIMARY KEY (import_id, run, line)
      );
      COMMENT ON COLUMN import_rows.run IS 'preview, or the batch that did it';

      CREATE TABLE import_mappings (
        tracker_id int NOT NULL,
        headings text NOT NULL,
        mapping jsonb NOT NULL,
        is_history boolean NOT NULL,
        used_at timestamptz NOT NULL DEFAULT now(),
        PRIMARY KEY (tracker_id, headings)
      );
      COMMENT ON COLUMN import_mappings.headings IS 'hash of the names of the columns';
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE import_mappings, import_rows, import_parts, imports');
  }
}
