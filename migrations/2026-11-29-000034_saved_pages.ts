import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What people save under a name, and the answers to repeatable requests that write to no ledger.
 * Trackers are named without a foreign key, because a ledger may lie elsewhere.
 */
export class SavedPages2026112900034 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE saved_pages (
        id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        kind text NOT NULL CHECK (kind IN ('view', 'report', 'dashboard')),
        name text NOT NULL,
        owner_id int NOT NULL REFERENCES users (id),
        is_shared boolean NOT NULL,
        tracker_id int,
        is_default boolean NOT NULL,
        query text NOT NULL,
        report_ids int[] NOT NULL,
        named_tracker_ids int[] NOT NULL,
        version int NOT NULL DEFAULT 1,
        created_at timestamptz NOT NULL DEFAULT now(),
        updated_at timestamptz NOT NULL DEFAULT now()
      );
      CREATE INDEX saved_pages_of_owner ON saved_pages (owner_id, kind);
      CREATE INDEX saved_pages_shared ON saved_pages (kind) WHERE is_shared;
      COMMENT ON TABLE saved_pages IS 'views of lists, reports, and dashboards put together';
      COMMENT ON COLUMN saved_pages.tracker_id IS 'list of a view; null: all items';
      COMMENT ON COLUMN saved_pages.query IS 'of the address that it opens';
      COMMENT ON COLUMN saved_pages.report_ids IS 'of a dashboard, in order';
      COMMENT ON COLUMN saved_pages.named_tracker_ids IS 'only for who sees all of them';

      CREATE TABLE request_answers (
        id uuid PRIMARY KEY,
        request_hash text NOT NULL,
        answer jsonb,
        answered_at timestamptz NOT NULL DEFAULT now()
      );
      CREATE INDEX request_answers_by_age ON request_answers (answered_at);
      COMMENT ON TABLE request_answers IS 'of requests with a key that write to no ledger';
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE request_answers, saved_pages');
  }
}
