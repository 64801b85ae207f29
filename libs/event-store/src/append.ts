/**
 * The call of `append_to_ledgers` (see the migration that creates it): decided commands in,
 * lost streams and times out. One autocommit statement, so nothing is ever half written and
 * a client that dies cannot hold a lock.
 */
import type { Pool } from 'pg';
import type { NewEvent, Timestamp } from './events';
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

export interface Appended {
  /** Lost a race; nothing of these is written. */
  readonly lost: readonly StreamKey[];
  /** When the events were recorded, per ledger. */
  readonly recordedAt: ReadonlyMap<number, Timestamp>;
}

interface AppendAnswer {
  readonly lost: readonly { readonly l: number; readonly s: string }[] | null;
  readonly times: readonly { readonly l: number; readonly at: string }[] | null;
}

const APPEND = {
  name: 'append_to_ledgers',
  text: 'SELECT append_to_ledgers($1, $2, $3, $4, $5, $6, $7) AS answer',
};

/**
 * Appends a batch of decided commands, in this order.
 *
 * @throws the driver's error when PostgreSQL refuses or cannot be reached; then nothing is written
 *   that was not committed, and a repeat with the same command ids is safe.
 */
export async function appendBatch<State>(
  pool: Pool,
  projections: readonly Projection<State>[],
  batch: readonly DecidedCommand<State>[],
  now: Date,
): Promise<Appended> {
  const steps = placed(batch);
  const parameters = [
    opened(batch),
    ledgers(batch),
    streams(batch),
    commands(batch),
    events(steps),
    rows(steps, projections),
  ].map((value) => JSON.stringify(value));
  const { rows: answers } = await pool.query<{ answer: AppendAnswer }>({
    ...APPEND,
    values: [now, ...parameters],
  });
  const { lost, times } = answers[0]?.answer ?? { lost: null, times: null };
  return {
    lost: (lost ?? []).map(({ l, s }) => ({ ledgerId: l, stream: s })),
    recordedAt: new Map((times ?? []).map(({ l, at }) => [l, new Date(at).toISOString()])),
  };
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

/** Each ledger once: how many events it gets, and its next number after the batch. */
function ledgers<State>(batch: readonly DecidedCommand<State>[]) {
  const all = new Map<number, { l: number; k: number; n: number | null }>();
  for (const { ledgerId, nextNumber, steps } of batch) {
    const { k, n } = all.get(ledgerId) ?? { k: 0, n: null };
    all.set(ledgerId, { l: ledgerId, k: k + steps.length, n: nextNumber?.after ?? n });
  }
  return [...all.values()];
}

const commands = <State>(batch: readonly DecidedCommand<State>[]) =>
  batch.map(({ ledgerId, stream, metadata, result }) => ({
    l: ledgerId,
    s: stream,
    id: metadata.commandId,
    hash: metadata.requestHash,
    result,
  }));

function events<State>(steps: readonly PlacedStep<State>[]) {
  return steps.map(({ k, command, step, event }) => ({
    l: command.ledgerId,
    k,
    s: command.stream,
    v: command.versionBefore + 1 + step,
    type: event.type,
    sv: event.schemaVersion,
    data: event.data,
    actor: event.actorId ?? command.metadata.actorId,
    recorder: command.metadata.recordedById,
    command: command.metadata.commandId,
    correlation: command.metadata.correlationId,
    channel: command.metadata.channel,
    occurred: event.occurredAt ?? null,
  }));
}

function rows<State>(
  steps: readonly PlacedStep<State>[],
  projections: readonly Projection<State>[],
) {
  const byProjection = projections.map((projection) => {
    const kept = new Map<string, { l: number; k: number; row: Row }>();
    for (const { k, command, step, event, stateAfter } of steps) {
      const row = projection.row(facts(command, event, step), stateAfter);
      const { ledgerId: l, stream } = command;
      if (row) {
        kept.set(projection.keeps === 'latest' ? `${l}/${stream}` : `${l}#${k}`, { l, k, row });
      }
    }
    return [projectionKey(projection), [...kept.values()]] as const;
  });
  return Object.fromEntries(byProjection);
}

interface PlacedStep<State> {
  /** Place of the event among those that the batch adds to its ledger, from 1. */
  readonly k: number;
  readonly command: DecidedCommand<State>;
  readonly step: number;
  readonly event: NewEvent;
  readonly stateAfter: State;
}

function placed<State>(batch: readonly DecidedCommand<State>[]): readonly PlacedStep<State>[] {
  const last = new Map<number, number>();
  return batch.flatMap((command) =>
    command.steps.map(({ event, stateAfter }, step) => {
      const k = (last.get(command.ledgerId) ?? 0) + 1;
      last.set(command.ledgerId, k);
      return { k, command, step, event, stateAfter };
    }),
  );
}

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
