import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Answers to commands lie in the ledger that they wrote to, and a command that opens a ledger has none
 * yet: two with one id and different prefixes would not meet. Here they do.
 */
export class ClaimOpenings2026112800018 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE claimed_openings (
        command_id uuid PRIMARY KEY,
        prefix     text NOT NULL,
        claimed_at timestamptz NOT NULL
      )
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE claimed_openings');
  }
}
