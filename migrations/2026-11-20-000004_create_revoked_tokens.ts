import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Signing out must invalidate a token before its expiry time. */
export class CreateRevokedTokens2026112000004 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE revoked_tokens (
        jti uuid PRIMARY KEY,
        expires_at timestamptz NOT NULL
      );
      ALTER TABLE users ADD COLUMN tokens_valid_after timestamptz NOT NULL DEFAULT '-infinity';
      COMMENT ON COLUMN users.tokens_valid_after IS 'Tokens issued before it are refused.';
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE users DROP COLUMN tokens_valid_after;
      DROP TABLE revoked_tokens;
    `);
  }
}
