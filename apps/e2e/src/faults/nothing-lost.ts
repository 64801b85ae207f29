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
 * Every acknowledged command is in the ledger once, where its answer said; no refused one is;
 * positions have no gap; and the read tables are what a rebuild would make of the ledger.
 */
export async function expectNothingLost(
  fault: string,
  databaseUrl: string,
  outcome: Outcome,
): Promise<void> {
  const { acknowledged, refused } = outcome;
  const written = Map.groupBy(await query<Written>(databaseUrl, WRITTEN), ({ key }) => key);
  const lost = [...acknowledged].filter(([key, { stream, version }]) => {
    const [event, ...doubles] = written.get(key) ?? [];
    return doubles.length > 0 || event?.stream !== stream || event.version !== version;
  });
  const foreign = [...written.keys()].filter((key) => !acknowledged.has(key));
  report(fault, outcome, lost.length);
  expect({
    lost,
    writtenThoughRefused: foreign.filter((key) => refused.has(key)),
    foreign,
  }).toEqual({
    ...{ lost: [], writtenThoughRefused: [], foreign: [] },
  });
  expect(acknowledged.size).toBeGreaterThan(0);
  expect(acknowledged.size + refused.size).toBe(outcome.sent);
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

function report(fault: string, { sent, acknowledged, refused, retried }: Outcome, lost: number) {
  process.stderr.write(
    `${fault} | sent ${sent} | acknowledged ${acknowledged.size} | retried ${retried} | ` +
      `refused ${refused.size} | lost ${lost}\n`,
  );
}
