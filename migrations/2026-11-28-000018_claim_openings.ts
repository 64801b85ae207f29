import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Command records are stored in the ledger they wrote to. A command that opens a ledger has none
 * yet, so two with one id and different prefixes would not conflict. This table makes them
 * conflict.
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
