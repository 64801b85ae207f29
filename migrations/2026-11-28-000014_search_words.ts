import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The words by which items are found. One function splits both stored text and queries, so the two
 * always agree: letters and digits form words, in lower case, and everything else separates them.
 * PostgreSQL's own parser takes "GNC/ADCS" for a file and "1234-02" for a signed number.
 *
 * Letters outside ASCII need a collation that knows them, whatever the locale of the database.
 * Words are limited to 255 characters, because PostgreSQL stores no longer ones. Only a text of
 * more than 2,000 bytes can contain a longer one, so only such texts are checked.
 */
export class SearchWords2026112800014 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    const collate = await collation(runner);
    const words = `array_remove(regexp_split_to_array(
      CASE WHEN octet_length(p_text) <= 2000 THEN lower(normalize(p_text) ${collate})
           ELSE regexp_replace(lower(normalize(p_text) ${collate}),
             '([[:alnum:]]{255})' ${collate}, '\\1 ', 'g') END,
      '[^[:alnum:]]+' ${collate}), '')`;
    // Duplicated, because calling one function from the other takes half as long again. PL/pgSQL,
    // because PostgreSQL prepares SQL functions again for every statement.
    await runner.query(`
      CREATE FUNCTION search_words(p_text text) RETURNS text[]
      LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
      BEGIN
        RETURN ${words};
      END $$;
      CREATE FUNCTION search_vector(p_tracker_id int, p_text text) RETURNS tsvector
      LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
      BEGIN
        RETURN array_to_tsvector(${words} || ('@' || p_tracker_id));
      END $$;
      DROP INDEX IF EXISTS action_items_v1_title;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP FUNCTION search_vector(int, text);
      DROP FUNCTION search_words(text);
    `);
  }
}

/**
 * ICU, then PostgreSQL 17's built-in provider, then the system's; none if the default is
 * sufficient.
 */
const COLLATIONS = ['und-x-icu', 'pg_c_utf8', 'C.UTF-8', 'C.utf8', 'en_US.utf8'];

async function collation(runner: QueryRunner): Promise<string> {
  const known = (await runner.query(
    `SELECT collname AS name FROM pg_collation
     WHERE collname = ANY ($1) AND collencoding IN (-1, pg_char_to_encoding('UTF8'))
     ORDER BY array_position($1, collname::text)`,
    [COLLATIONS],
  )) as { name: string }[];
  const candidates = [...known.map(({ name }) => `COLLATE "${name}"`), ''];
  for (const candidate of candidates) {
    const [row] = (await runner.query(
      `SELECT lower('Ä' ${candidate}) = 'ä' AND 'Ä' ~ '[[:alnum:]]' ${candidate} AS works`,
    )) as { works: boolean }[];
    if (row?.works) return candidate;
  }
  throw new Error(
    'Expected a collation that knows letters outside ASCII, for the search: one of ' +
      `${COLLATIONS.join(', ')} or the default of the database; found none. Use a PostgreSQL with ` +
      'ICU (those of Debian, Ubuntu and Docker have it) or version 17 or newer.',
  );
}
