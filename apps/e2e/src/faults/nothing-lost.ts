/** What every fault ends with: the four checks, and the counts for the report. */
import { expectSoundLedgers } from '@action-tracker/event-store/testing';
import { connectTo } from '@action-tracker/runtime/testing';
import { Cli, query } from '../support/cli';
import type { Outcome } from './writers';

interface Written {
  readonly key: string;
  readonly stream: string;
  readonly version: number;
}

/** Each command of the writers carries its key in a text of its event. */
const WRITTEN = `
  SELECT key, stream, version FROM (
    SELECT coalesce(data ->> 'comment', data ->> 'content', data ->> 'title', data ->> 'to') AS key,
      stream, version FROM events) e
  WHERE key ~ '^w\\d+-\\d+$'`;

/**
 * What is wrong after a fault: acknowledged commands that are not in the ledger once, where their
 * answers said; commands in it that were not acknowledged; answers that show a bug.
 */
export async function problemsOf(
  databaseUrl: string,
  outcome: Outcome,
): Promise<readonly string[]> {
  const { acknowledged, refused, sent } = outcome;
  const written = Map.groupBy(await query<Written>(databaseUrl, WRITTEN), ({ key }) => key);
  const lost = [...acknowledged].filter(([key, { stream, version }]) => {
    const [event, ...doubles] = written.get(key) ?? [];
    return doubles.length > 0 || event?.stream !== stream || event.version !== version;
  });
  const foreign = [...written.keys()].filter((key) => !acknowledged.has(key));
  const bugs = [...outcome.unavailable].filter(([status]) => status !== 503);
  return [
    ...lost.map(([key]) => `${key} was acknowledged and is not in the ledger as it was`),
    ...foreign.map(
      (key) => `${key} is in the ledger, but ${refused.has(key) ? 'refused' : 'unanswered'}`,
    ),
    ...bugs.map(([status, count]) => `${count} answers with ${status}`),
    ...(acknowledged.size + refused.size === sent ? [] : ['commands without an answer for good']),
  ];
}

/**
 * Every acknowledged command is in the ledger once, where its answer said; no refused one is;
 * positions have no gap; and the read tables are what a rebuild would make of the ledger.
 */
export async function expectNothingLost(
  fault: string,
  databaseUrl: string,
  outcome: Outcome,
): Promise<void> {
  const problems = await problemsOf(databaseUrl, outcome);
  const { sent, acknowledged, refused, retried } = outcome;
  process.stderr.write(
    `| ${fault} | ${sent} | ${acknowledged.size} | ${retried} | ${refused.size} | ${problems.length} |\n`,
  );
  expect(problems).toEqual([]);
  expect(acknowledged.size).toBeGreaterThan(0);
  await expectSound(databaseUrl);
}

/** Positions without a gap, answers that name their events, read tables equal to rebuilt ones. */
export async function expectSound(databaseUrl: string): Promise<void> {
  const database = await connectTo(databaseUrl, []);
  try {
    await expectSoundLedgers(database.pool);
  } finally {
    await database.close();
  }
  const { code, stdout, stderr } = await new Cli({ DATABASE_URL: databaseUrl }).run(
    'verify-projections',
  );
  expect([code, stdout, stderr]).toEqual([0, expect.stringContaining('All is well'), '']);
}
