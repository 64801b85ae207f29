/**
 * The call of `append_to_ledgers` (see the migration that creates it): decided commands in,
 * lost streams out. One autocommit statement, so nothing is ever half written and
 * a client that dies cannot hold a lock.
 */
import type { Pool } from 'pg';
import type { NewEvent } from './events';
import { projectionKey, type EventFacts, type Projection, type Row } from './projection';

/** Who gives a command, through what, and under which ids. */
export interface CommandMetadata {
  readonly commandId: string;
  readonly correlationId: string;
  readonly channel: string;
  readonly actorId: number;
  /** Who writes it down; differs from the actor for imports. */
  readonly recordedById: number;
  /** Tells a repeat of the same command from another command with the same id. */
  readonly requestHash: string;
}

/** One decided command: its events with the state of the stream after each of them. */
export interface DecidedCommand<State> {
  readonly ledgerId: number;
  readonly stream: string;
  /** Set when the command opens the ledger. */
  readonly opensPrefix: string | undefined;
  /** Version of the stream before the command. */
  readonly versionBefore: number;
  /** The ledger's next number before and after, for a command that takes a number. */
  readonly nextNumber: { readonly before: number; readonly after: number } | undefined;
  readonly metadata: CommandMetadata;
  readonly result: string;
  readonly steps: readonly { readonly event: NewEvent; readonly stateAfter: State }[];
}

export interface StreamKey {
  readonly ledgerId: number;
  readonly stream: string;
}

interface LostStream {
  readonly l: number;
  readonly s: string;
}

const APPEND = {
  name: 'append_to_ledgers',
  text: 'SELECT append_to_ledgers($1, $2, $3, $4, $5, $6, $7) AS lost',
};

/**
 * Appends a batch of decided commands, in this order.
 *
 * @returns the streams that lost a race; of these nothing is written.
 * @throws the driver's error when PostgreSQL refuses or cannot be reached; then nothing is written
 *   that was not committed, and a repeat with the same command ids is safe.
 */
export async function appendBatch<State>(
  pool: Pool,
  projections: readonly Projection<State>[],
  batch: readonly DecidedCommand<State>[],
  now: Date,
): Promise<readonly StreamKey[]> {
  const parameters = [
    opened(batch),
    streams(batch),
    numbers(batch),
    commands(batch),
    events(batch),
    rows(batch, projections),
  ].map((value) => JSON.stringify(value));
  const { rows: answers } = await pool.query<{ lost: readonly LostStream[] | null }>({
    ...APPEND,
    values: [now, ...parameters],
  });
  return (answers[0]?.lost ?? []).map(({ l, s }) => ({ ledgerId: l, stream: s }));
}

const opened = <State>(batch: readonly DecidedCommand<State>[]) =>
  batch.flatMap(({ ledgerId, opensPrefix }) =>
    opensPrefix === undefined ? [] : [{ l: ledgerId, prefix: opensPrefix }],
  );

/** Each stream once: later commands of the batch build on what earlier ones leave. */
function streams<State>(batch: readonly DecidedCommand<State>[]) {
  const first = new Map<string, { l: number; s: string; v: number; n: number | null }>();
  const firstNumbers = new Map<number, number>();
  for (const { ledgerId, stream, versionBefore, nextNumber } of batch) {
    if (nextNumber && !firstNumbers.has(ledgerId)) firstNumbers.set(ledgerId, nextNumber.before);
    const n = nextNumber ? (firstNumbers.get(ledgerId) ?? null) : null;
    const key = `${ledgerId}/${stream}`;
    const known = first.get(key) ?? { l: ledgerId, s: stream, v: versionBefore, n };
    first.set(key, { ...known, n: known.n ?? n });
  }
  return [...first.values()];
}

function numbers<State>(batch: readonly DecidedCommand<State>[]) {
  const last = new Map<number, number>();
  for (const { ledgerId, nextNumber } of batch) {
    if (nextNumber) last.set(ledgerId, nextNumber.after);
  }
  return [...last].map(([l, n]) => ({ l, n }));
}

const commands = <State>(batch: readonly DecidedCommand<State>[]) =>
  batch.map(({ ledgerId, stream, metadata, result }) => ({
    l: ledgerId,
    s: stream,
    id: metadata.commandId,
    hash: metadata.requestHash,
    result,
  }));

function events<State>(batch: readonly DecidedCommand<State>[]) {
  const place = counter();
  return batch.flatMap(({ ledgerId, stream, versionBefore, metadata, steps }) =>
    steps.map(({ event }, step) => ({
      i: place(),
      l: ledgerId,
      s: stream,
      v: versionBefore + 1 + step,
      type: event.type,
      sv: event.schemaVersion,
      data: event.data,
      actor: event.actorId ?? metadata.actorId,
      recorder: metadata.recordedById,
      command: metadata.commandId,
      correlation: metadata.correlationId,
      channel: metadata.channel,
      occurred: event.occurredAt ?? null,
    })),
  );
}

function rows<State>(
  batch: readonly DecidedCommand<State>[],
  projections: readonly Projection<State>[],
) {
  const byProjection = projections.map((projection) => {
    const place = counter();
    const kept = new Map<string, { i: number; row: Row }>();
    for (const { command, step, event, stateAfter } of batch.flatMap(stepsOf)) {
      const i = place();
      const row = projection.row(facts(command, event, step), stateAfter);
      const key =
        projection.keeps === 'latest' ? `${command.ledgerId}/${command.stream}` : String(i);
      if (row) kept.set(key, { i, row });
    }
    return [projectionKey(projection), [...kept.values()]] as const;
  });
  return Object.fromEntries(byProjection);
}

const stepsOf = <State>(command: DecidedCommand<State>) =>
  command.steps.map((step, index) => ({ command, step: index, ...step }));

/** What a projection sees of an event that is not written yet. */
export function facts(
  target: Pick<DecidedCommand<unknown>, 'ledgerId' | 'stream' | 'versionBefore' | 'metadata'>,
  event: NewEvent,
  step: number,
): EventFacts {
  return {
    ledgerId: target.ledgerId,
    stream: target.stream,
    version: target.versionBefore + 1 + step,
    type: event.type,
    schemaVersion: event.schemaVersion,
    data: event.data,
    actorId: event.actorId ?? target.metadata.actorId,
    occurredAt: event.occurredAt ?? null,
    recordedAt: null,
  };
}

function counter(): () => number {
  let next = 0;
  return () => next++;
}
