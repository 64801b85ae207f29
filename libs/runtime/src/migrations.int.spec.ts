import { MIGRATIONS } from '@action-tracker/migrations';
import { runMigrations, type Database } from './database';
import { OperatorError } from './operator-error';
import { MIGRATED_TABLES } from './server-role';
import { connectTo, createEmptyDatabase } from './testing';

/** Everything that the migrations can leave behind, one line each, as PostgreSQL describes it. */
const SCHEMA = `
  SELECT 'column ' || table_name || '.' || column_name || ' ' || data_type || ' ' || is_nullable
    || ' ' || coalesce(column_default, '-') AS line
  FROM information_schema.columns WHERE table_schema = 'public' AND table_name <> 'migrations'
  UNION ALL SELECT 'constraint ' || conrelid::regclass || ' ' || conname || ' '
    || pg_get_constraintdef(oid)
  FROM pg_constraint WHERE connamespace = 'public'::regnamespace
    AND conrelid::regclass::text <> 'migrations'
  UNION ALL SELECT 'index ' || indexdef FROM pg_indexes
  WHERE schemaname = 'public' AND tablename <> 'migrations'
  UNION ALL SELECT 'function ' || pg_get_functiondef(oid) FROM pg_proc
  WHERE pronamespace = 'public'::regnamespace
  UNION ALL SELECT 'trigger ' || pg_get_triggerdef(oid) FROM pg_trigger WHERE NOT tgisinternal
  UNION ALL SELECT 'sequence ' || sequencename || ' ' || data_type FROM pg_sequences
  WHERE schemaname = 'public' AND sequencename <> 'migrations_id_seq'
  UNION ALL SELECT 'options ' || relname || ' ' || reloptions::text FROM pg_class
  WHERE relnamespace = 'public'::regnamespace AND reloptions IS NOT NULL
  ORDER BY 1`;

const NAMES = MIGRATIONS.map(({ name }) => name);

describe('the migrations', () => {
  let database: Database;

  beforeEach(async () => {
    database = await connectTo(await createEmptyDatabase(), []);
  });

  afterEach(() => database.close());

  const schema = async () => (await database.pool.query<{ line: string }>(SCHEMA)).rows;
  const undoAll = async () => {
    for (const _ of MIGRATIONS) await database.dataSource.undoLastMigration();
  };

  it('have names that TypeORM can sort, each later than the one before', () => {
    const stamps = NAMES.map((name) => Number(/\d{13}$/.exec(name)?.[0]));
    expect(stamps).toEqual(stamps.toSorted((a, b) => a - b));
    expect(new Set(stamps).size).toBe(stamps.length);
  });

  it('lead up, down and up again to the same schema', async () => {
    expect(await runMigrations(database)).toEqual(NAMES);
    const up = await schema();
    await undoAll();
    expect(await schema()).toEqual([]);
    expect(await runMigrations(database)).toEqual(NAMES);
    expect(await schema()).toEqual(up);
  });

  it('make no table that the rights of a server forget', async () => {
    await runMigrations(database);
    const { rows } = await database.pool.query<{ name: string }>(
      `SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public'`,
    );
    expect(rows.map(({ name }) => name).toSorted()).toEqual(MIGRATED_TABLES.toSorted());
  });

  it('lead down from tables that hold entries', async () => {
    await runMigrations(database);
    await database.pool.query(`
      INSERT INTO users (email, name, initials) VALUES ('a@b.cd', 'A', 'A');
      INSERT INTO ledgers (ledger_id, prefix, head) VALUES (1, 'AD', 1);
      INSERT INTO events VALUES (1, 1, 'AD', 1, 'TrackerOpened', 1, '{}', 1, 1,
        gen_random_uuid(), gen_random_uuid(), 'api', now(), now())`);
    await undoAll();
    expect(await schema()).toEqual([]);
  });

  it('run once, however many processes start at the same time', async () => {
    const url = await createEmptyDatabase();
    const processes = await Promise.all([1, 2, 3].map(() => connectTo(url, [])));
    const ran = await Promise.all(processes.map(runMigrations));
    expect(ran.flat()).toEqual(NAMES);
    await Promise.all(processes.map((process) => process.close()));
  });

  it('do nothing when they have run', async () => {
    await runMigrations(database);
    expect(await runMigrations(database)).toEqual([]);
  });

  it('let a newer version add what this one does not know', async () => {
    await runMigrations(database);
    await rememberMigration('AddRoles2030010100001');
    expect(await runMigrations(database)).toEqual([]);
  });

  it('refuse a database from which a newer version took something, and change nothing', async () => {
    await runMigrations(database);
    await rememberMigration('ContractUsers2030010100002');
    const before = await schema();
    await expect(runMigrations(database)).rejects.toThrow(OperatorError);
    await expect(runMigrations(database)).rejects.toThrow('(ContractUsers2030010100002)');
    expect(await schema()).toEqual(before);
  });

  const rememberMigration = (name: string) =>
    database.pool.query('INSERT INTO migrations (timestamp, name) VALUES ($1, $2)', [
      /\d{13}$/.exec(name)?.[0],
      name,
    ]);
});
