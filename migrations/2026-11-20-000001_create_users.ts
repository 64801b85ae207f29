import type { MigrationInterface, QueryRunner } from 'typeorm';

/** People are an ordinary table: personal data stays out of the ledger, which holds user ids. */
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
