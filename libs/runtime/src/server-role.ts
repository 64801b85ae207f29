/**
 * The role of the servers, apart from the one that owns the schema: it adds entries to the ledger and
 * cannot change, delete or truncate them, nor switch off the trigger that refuses it. Read tables are
 * its own: they follow from the ledger, and a new version of a server fills them itself.
 */
import { DatabaseError, type Pool, type PoolClient } from 'pg';
import { OperatorError } from './operator-error';

/** Who asks, and whether they may change the ledger's tables; `null` while there are none. */
export interface LedgerOwnership {
  readonly role: string;
  readonly isOwner: boolean | null;
}

type Ask = (text: string) => Promise<readonly LedgerOwnership[]>;

/** @param ask runs SQL on a connection of the role in question */
export async function ledgerOwnership(ask: Ask): Promise<LedgerOwnership> {
  const [ownership] = await ask(
    `SELECT current_user AS role, pg_has_role(c.relowner, 'MEMBER') AS "isOwner"
     FROM (SELECT to_regclass('events') AS oid) x LEFT JOIN pg_class c USING (oid)`,
  );
  if (!ownership) throw new Error('Expected one row about the role, found none');
  return ownership;
}

/** Whether the role of this pool may change, delete and truncate the ledger. */
export async function ownsLedger(pool: Pool): Promise<boolean> {
  const { isOwner } = await ledgerOwnership(
    async (text) => (await pool.query<LedgerOwnership>(text)).rows,
  );
  return isOwner === true;
}

/** Read and appended by servers, never changed. */
const LEDGER = ['events'];
const READ_ONLY = ['migrations'];
/** The other tables of migrations. What is not among them is a read table. */
const CHANGED = [
  ...['ledgers', 'commands', 'projection_checkpoints', 'claimed_openings'],
  ...['users', 'access_tokens', 'sessions', 'revoked_tokens', 'verified_nights'],
  ...['jobs', 'imports', 'import_parts', 'import_rows', 'import_mappings'],
  ...['saved_pages', 'request_answers'],
];
/** Every table that migrations create. */
export const MIGRATED_TABLES: readonly string[] = [...LEDGER, ...READ_ONLY, ...CHANGED];

/**
 * Gives the role of `serverUrl` what a server needs, and no more of the ledger than to read it and to
 * add to it. Creates the role when it does not exist. Repeatable: run it after each migration.
 *
 * @param pool of the role that owns the schema
 * @throws OperatorError when both are one role, or the role is missing and cannot be created.
 */
export async function prepareServerRole(pool: Pool, serverUrl: string): Promise<void> {
  const { username, password } = new URL(serverUrl);
  const role = decodeURIComponent(username);
  const client = await pool.connect();
  try {
    await client.query('BEGIN');
    const owner = await requireTwoRoles(client, role);
    await createRole(client, { role, password: decodeURIComponent(password), owner });
    const statements = await grants(client, role);
    for (const statement of statements) await client.query(statement);
    await client.query('COMMIT');
  } catch (error) {
    await client.query('ROLLBACK').catch(() => undefined);
    throw error;
  } finally {
    client.release();
  }
}

async function requireTwoRoles(client: PoolClient, role: string): Promise<string> {
  const { rows } = await client.query<{ owner: string }>('SELECT current_user AS owner');
  const owner = rows[0]?.owner ?? '';
  if (owner !== role) return owner;
  throw new OperatorError(
    `SERVER_DATABASE_URL: expected a different role from DATABASE_URL, found "${role}" in both`,
  );
}

interface NewRole {
  readonly role: string;
  readonly password: string;
  readonly owner: string;
}

async function createRole(client: PoolClient, { role, password, owner }: NewRole): Promise<void> {
  const { rowCount } = await client.query('SELECT FROM pg_roles WHERE rolname = $1', [role]);
  const create = 'CREATE ROLE %1$I LOGIN PASSWORD %2$L';
  try {
    if (rowCount === 0) await client.query(await formatted(client, create, [role, password]));
    // As a member the owner can give it read tables, and later migrations can change them.
    await client.query(await formatted(client, 'GRANT %1$I TO %2$I', [role, owner]));
  } catch (error) {
    if (!(error instanceof DatabaseError && error.code === INSUFFICIENT_PRIVILEGE)) throw error;
    throw new OperatorError(
      `SERVER_DATABASE_URL: expected that "${owner}" can create the role "${role}" or is a member ` +
        `of it, found neither. As an administrator of the database: CREATE ROLE "${role}" LOGIN ` +
        `PASSWORD '…'; GRANT "${role}" TO "${owner}"`,
    );
  }
}

const INSUFFICIENT_PRIVILEGE = '42501';

/** What takes nothing but names and literals cannot have parameters: the database quotes them. */
async function formatted(
  client: PoolClient,
  format: string,
  values: readonly string[],
): Promise<string> {
  const { rows } = await client.query<{ text: string }>(
    'SELECT format($1, VARIADIC $2::text[]) AS text',
    [format, values],
  );
  return rows[0]?.text ?? '';
}

/** Statements in order: rights on what migrations made, then everything else becomes the role's own. */
async function grants(client: PoolClient, role: string): Promise<readonly string[]> {
  const { rows } = await client.query<{ statement: string }>(
    `WITH relations AS (
       SELECT c.oid::regclass AS name, c.relname::text AS relname, c.relkind, c.relowner
       FROM pg_class c
       WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind IN ('r', 'v', 'S')
         AND pg_has_role(c.relowner, 'MEMBER')
     )
     SELECT format(s.statement, current_database(), current_schema(), $1::text) AS statement
     FROM unnest(ARRAY[
       'GRANT CONNECT, TEMPORARY ON DATABASE %1$I TO %3$I',
       'GRANT USAGE, CREATE ON SCHEMA %2$I TO %3$I',
       'GRANT USAGE ON ALL SEQUENCES IN SCHEMA %2$I TO %3$I'
     ]) AS s(statement)
     UNION ALL
     SELECT format('REVOKE ALL ON %s FROM %I; GRANT %s ON %s TO %I', name, $1, CASE
         WHEN relname = ANY ($2) THEN 'SELECT, INSERT'
         WHEN relname = ANY ($3) THEN 'SELECT'
         ELSE 'SELECT, INSERT, UPDATE, DELETE' END, name, $1)
     FROM relations WHERE relname = ANY ($2::text[] || $3::text[] || $4::text[])
     UNION ALL
     SELECT format('ALTER %s %s OWNER TO %I',
       CASE relkind WHEN 'v' THEN 'VIEW' ELSE 'TABLE' END, name, $1)
     FROM relations
     WHERE relkind <> 'S' AND relowner <> $1::regrole
       AND relname <> ALL ($2::text[] || $3::text[] || $4::text[])
     UNION ALL
     SELECT format('ALTER FUNCTION %s OWNER TO %I', p.oid::regprocedure, $1)
     FROM pg_proc p
     WHERE p.pronamespace = current_schema()::regnamespace AND p.proname LIKE 'sink\_%'
       AND p.proowner <> $1::regrole`,
    [role, LEDGER, READ_ONLY, CHANGED],
  );
  return rows.map(({ statement }) => statement);
}
