import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Users referenced by a ledger cannot be deleted, because every entry must resolve to a person.
 * Also adds a table through which one of several processes claims a night's verification.
 */
export class ProtectUsersAndNights2026112800016 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE FUNCTION refuse_to_delete_known_users() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        IF EXISTS (SELECT FROM events WHERE OLD.id IN (actor_id, recorded_by_id)) THEN
          RAISE EXCEPTION 'user % is named by a ledger and cannot be deleted', OLD.id
            USING ERRCODE = 'restrict_violation',
                  HINT = 'Users stay, so that every entry leads to a person.';
        END IF;
        RETURN OLD;
      END $$;
      CREATE TRIGGER users_of_ledgers_stay BEFORE DELETE ON users
        FOR EACH ROW EXECUTE FUNCTION refuse_to_delete_known_users();

      CREATE TABLE verified_nights (
        night date PRIMARY KEY
      );
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TABLE verified_nights;
      DROP TRIGGER users_of_ledgers_stay ON users;
      DROP FUNCTION refuse_to_delete_known_users();
    `);
  }
}
