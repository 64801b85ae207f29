import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Users are in an ordinary table: the ledger holds only their ids, which keeps personal data out of
 * it.
 */
export class CreateUsers2026112000001 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE users (
        id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        email text NOT NULL CHECK (email = lower(email) AND length(email) <= 254),
        name text NOT NULL CHECK (length(name) BETWEEN 1 AND 255),
        initials text NOT NULL CHECK (length(initials) BETWEEN 1 AND 10),
        google_sub text UNIQUE,
        created_at timestamptz NOT NULL DEFAULT date_trunc('milliseconds', now()),
        CONSTRAINT users_email_key UNIQUE (email)
      )`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE users');
  }
}
