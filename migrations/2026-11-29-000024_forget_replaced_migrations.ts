import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Their functions are gone, and this program does not have them any more. */
const REPLACED = [
  'CreateAppend2026112000003',
  'AppendTypedRows2026112100005',
  'AppendToKnownHead2026112100011',
];

/**
 * A server of before `ContractAppends` refuses to start, but its command line only looks whether
 * the migrations that it knows have run: it could still read, and failed at its first write with
 * an error of PostgreSQL. Now it finds some missing, and refuses in one line too.
 */
export class ForgetReplacedMigrations2026112900024 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('DELETE FROM migrations WHERE name = ANY ($1)', [REPLACED]);
  }

  /** The programs that know them cannot return to this schema. */
  down(): Promise<void> {
    return Promise.resolve();
  }
}
