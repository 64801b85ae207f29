/**
 * The actual plans of every statement in a database, including those inside functions:
 * `auto_explain` writes them to the server log.
 */
import { randomUUID } from 'node:crypto';
import { closeSync, fstatSync, openSync, readdirSync, readSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { query } from './cli';

const SETTINGS = [
  `session_preload_libraries = 'auto_explain'`,
  'auto_explain.log_min_duration = 0',
  'auto_explain.log_analyze = on',
  'auto_explain.log_timing = off',
  'auto_explain.log_verbose = on',
  'auto_explain.log_nested_statements = on',
  `auto_explain.log_format = 'json'`,
  'auto_explain.log_parameter_max_length = 0',
];
const QUERY_TEXT = /^\{\s*"Query Text": ("(?:[^"\\]|\\.)*")/;
const LOG_ATTEMPTS = 200;
const LOG_RETRY_MS = 50;

interface PlanNode {
  readonly 'Node Type': string;
  readonly 'Relation Name'?: string;
  readonly Schema?: string;
  readonly 'Actual Rows': number;
  readonly 'Actual Loops': number;
  readonly Plans?: readonly PlanNode[];
}

/** A sequential scan of a whole table. */
export interface SequentialScan {
  readonly table: string;
  /** Rows that passed the filter, over all loops. */
  readonly rows: number;
  readonly sql: string;
}

/** The bytes in each file of the log that other databases had written before this one was explained. */
const before = new Map<string, ReadonlyMap<string, number>>();

/** Enables `auto_explain` for all new connections to the database. */
export async function explainEverything(databaseUrl: string): Promise<void> {
  const name = new URL(databaseUrl).pathname.slice(1);
  const files = await logFiles(databaseUrl);
  before.set(databaseUrl, new Map(files.map((file) => [file, statSync(file).size])));
  for (const setting of SETTINGS) await query(databaseUrl, `ALTER DATABASE ${name} SET ${setting}`);
}

/** Every statement since `explainEverything`, and every sequential scan in them. */
export async function sequentialScans(
  databaseUrl: string,
): Promise<{ readonly statements: readonly string[]; readonly scans: readonly SequentialScan[] }> {
  const plans = await readPlans(databaseUrl);
  const scans = plans.flatMap(({ sql, plan }) =>
    (plan ? nodesOf(plan) : []).flatMap((node) => {
      const table = node['Relation Name'];
      // Other schemas belong to temporary tables.
      if (node['Node Type'] !== 'Seq Scan' || node.Schema !== 'public') return [];
      if (table === undefined) return [];
      return [{ table, rows: node['Actual Rows'] * node['Actual Loops'], sql }];
    }),
  );
  return { statements: plans.map(({ sql }) => sql), scans };
}

interface ExplainedStatement {
  readonly sql: string;
  /** Only if it has a sequential scan. */
  readonly plan: PlanNode | undefined;
}

async function readPlans(databaseUrl: string): Promise<readonly ExplainedStatement[]> {
  const name = new URL(databaseUrl).pathname.slice(1);
  // Another process writes the log: once it has this statement, it has everything before.
  const end = `end of the log ${randomUUID()}`;
  await query(databaseUrl, `SELECT '${end}'`);
  for (let attempt = 0; attempt < LOG_ATTEMPTS; attempt++) {
    const texts = await logOf(databaseUrl);
    if (texts.some((text) => text.includes(end))) {
      return texts.flatMap((text) => text.split('\n')).flatMap((line) => planIn(line, name));
    }
    await wait(LOG_RETRY_MS);
  }
  throw new Error('Expected the plan of a statement in the log of PostgreSQL, found none');
}

async function logOf(databaseUrl: string): Promise<readonly string[]> {
  const known = before.get(databaseUrl);
  const files = await logFiles(databaseUrl);
  return files.map((file) => textFrom(file, known?.get(file) ?? 0));
}

async function logFiles(databaseUrl: string): Promise<readonly string[]> {
  const [row] = await query<{ data_directory: string }>(databaseUrl, 'SHOW data_directory');
  const folder = join(row?.data_directory ?? '', 'log');
  const files = readdirSync(folder).filter((file) => file.endsWith('.json'));
  return files.toSorted().map((file) => join(folder, file));
}

function textFrom(file: string, position: number): string {
  const descriptor = openSync(file, 'r');
  try {
    const bytes = Buffer.alloc(fstatSync(descriptor).size - position);
    const length = readSync(descriptor, bytes, 0, bytes.length, position);
    return bytes.toString('utf8', 0, length);
  } finally {
    closeSync(descriptor);
  }
}

function planIn(line: string, databaseName: string): readonly ExplainedStatement[] {
  if (!line.includes('  plan:') || !line.includes(databaseName)) return [];
  const { dbname, message } = JSON.parse(line) as { dbname: string; message: string };
  if (dbname !== databaseName) return [];
  const text = message.slice(message.indexOf('{'));
  const sql = JSON.parse(QUERY_TEXT.exec(text)?.[1] ?? '""') as string;
  // Most plans have none, and plans are long.
  const plan = text.includes('"Seq Scan"')
    ? (JSON.parse(text) as { Plan: PlanNode }).Plan
    : undefined;
  return [{ sql: sql.replaceAll(/\s+/g, ' ').trim(), plan }];
}

const nodesOf = (node: PlanNode): readonly PlanNode[] => [
  node,
  ...(node.Plans ?? []).flatMap(nodesOf),
];
