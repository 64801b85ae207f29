import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Access tokens that people make for their scripts, and who is signed in with which browser. */
export class TokensAndSessions2026112900032 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE access_tokens (
        id uuid PRIMARY KEY,
        user_id int NOT NULL REFERENCES users (id),
        name text NOT NULL,
        scope text NOT NULL CHECK (scope IN ('read', 'write')),
        tracker_ids int[],
        secret_hash bytea NOT NULL UNIQUE,
        created_at timestamptz NOT NULL DEFAULT now(),
        expires_at timestamptz NOT NULL,
        last_used_at timestamptz,
        revoked_at timestamptz
      );
      CREATE INDEX access_tokens_of_user ON access_tokens (user_id, created_at);
      COMMENT ON COLUMN access_tokens.tracker_ids IS 'NULL for all that the user sees';
      COMMENT ON COLUMN access_tokens.secret_hash IS 'SHA-256 of the whole token';
      COMMENT ON TABLE access_tokens IS 'never deleted: entries of ledgers name them';

      CREATE TABLE sessions (
        id uuid PRIMARY KEY,
        user_id int NOT NULL REFERENCES users (id) ON DELETE CASCADE,
        signed_in_at timestamptz NOT NULL,
        expires_at timestamptz NOT NULL,
        user_agent text
      );
      CREATE INDEX sessions_of_user ON sessions (user_id, signed_in_at);
      CREATE INDEX sessions_by_end ON sessions (expires_at);
      CREATE INDEX revoked_tokens_by_end ON revoked_tokens (expires_at);
      COMMENT ON TABLE sessions IS 'sign-ins, for the list that people see; revoked_tokens ends one';
      COMMENT ON COLUMN sessions.id IS 'the jti of its token';
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP INDEX revoked_tokens_by_end; DROP TABLE sessions, access_tokens');
  }
}
