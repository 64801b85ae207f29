/** The parameters of the appends, in the words of the migrations that create them. */
import type { DecidedCommand, StreamKey } from './append';
import type { Timestamp } from './events';
import { streamKey } from './load';
import { arrayOf } from './row-literals';

interface BatchParameters {
  /** In the order of the parameters, ascending. */
  readonly ledgers: readonly number[];
  /** In the order in which the answer counts them, from 1. */
  readonly streams: readonly StreamKey[];
  /** Everything between the clock and the projections. */
  readonly values: readonly unknown[];
}

interface LedgerPart {
  readonly id: number;
  /** Place among the ledgers of the batch, from 1. */
  place: number;
  prefix: string | null;
  number: number | null;
  nextNumber: number | null;
  events: number;
}

interface StreamPart extends StreamKey {
  readonly place: number;
  readonly version: number;
  takesNumber: boolean;
}

type Batch = readonly DecidedCommand<unknown>[];

/** For `append_to_ledgers`. */
export function batchParameters(
  batch: Batch,
  knownHeads: ReadonlyMap<number, number>,
): BatchParameters {
  const parts = partsOf(batch);
  const tuples = rowsOf(batch, parts);
  const ledgers = [...parts.ledgers.values()];
  const streams = [...parts.streams.values()];
  const expectations = streams.map(({ ledgerId, stream, version, takesNumber }) => [
    parts.ledgers.get(ledgerId)?.place,
    ...[stream, version, takesNumber],
  ]);
  const isOpening = ledgers.some(({ prefix }) => prefix !== null);
  return {
    ledgers: ledgers.map(({ id }) => id),
    streams,
    values: [
      ledgers.map(({ id }) => id),
      isOpening ? ledgers.map(({ prefix }) => prefix) : null,
      ledgers.map(({ id }) => knownHeads.get(id) ?? null),
      ledgers.map(({ number }) => number),
      ledgers.map(({ nextNumber }) => nextNumber),
      ledgers.map(({ events }) => events),
      ...[expectations, tuples.commands, tuples.events].map((rows) => arrayOf(rows)),
    ],
  };
}

/** Everything between the projections and the sinks, for `append_events`. */
export function eventsParameters(batch: Batch, knownHead: number): readonly unknown[] {
  const parts = partsOf(batch);
  const { commands, events } = rowsOf(batch, parts);
  const [ledger] = parts.ledgers.values();
  const positions = events.map((_, index) => knownHead + 1 + index);
  return [
    ...[ledger?.id, positions, ledger?.number, ledger?.nextNumber],
    ...[arrayOf(commands), arrayOf(events)],
  ];
}

/** Everything between the projections and the sinks, for `append_event`. */
export function eventParameters(
  command: DecidedCommand<unknown>,
  knownHead: number,
): readonly unknown[] {
  const { ledgerId, nextNumber, metadata, result } = command;
  return [
    ...[ledgerId, knownHead, nextNumber?.before ?? null, nextNumber?.after ?? null],
    ...[metadata.requestHash ?? null, result],
    ...eventFields(command, 0),
  ];
}

interface Parts {
  readonly ledgers: ReadonlyMap<number, LedgerPart>;
  readonly streams: ReadonlyMap<string, StreamPart>;
}

const partsOf = (batch: Batch): Parts => ({
  ledgers: ledgerParts(batch),
  streams: streamParts(batch),
});

/** The commands and the events, each with the places of its ledger and its stream. */
function rowsOf(batch: Batch, parts: Parts) {
  const commands: unknown[][] = [];
  const events: unknown[][] = [];
  for (const command of batch) {
    const ledger = parts.ledgers.get(command.ledgerId);
    const stream = parts.streams.get(streamKey(command.ledgerId, command.stream));
    if (!ledger || !stream) continue;
    const { commandId, requestHash } = command.metadata;
    if (requestHash !== undefined) {
      commands.push([ledger.place, stream.place, commandId, requestHash, command.result]);
    }
    for (const step of command.steps.keys()) {
      ledger.events += 1;
      events.push([ledger.place, stream.place, ledger.events, ...eventFields(command, step)]);
    }
  }
  return { commands, events };
}

/** Each ledger once, by id: PostgreSQL locks them in this order. */
function ledgerParts(batch: Batch): ReadonlyMap<number, LedgerPart> {
  const parts = new Map<number, LedgerPart>();
  for (const { ledgerId: id, opensPrefix, nextNumber } of batch) {
    const part = parts.get(id) ?? {
      ...{ id, place: 0, prefix: opensPrefix ?? null },
      ...{ number: null, nextNumber: null, events: 0 },
    };
    part.number ??= nextNumber?.before ?? null;
    part.nextNumber = nextNumber?.after ?? part.nextNumber;
    parts.set(id, part);
  }
  const sorted = [...parts.values()].toSorted((a, b) => a.id - b.id);
  for (const [index, part] of sorted.entries()) part.place = index + 1;
  return new Map(sorted.map((part) => [part.id, part]));
}

/** Each stream once: later commands of the batch build on what earlier ones leave. */
function streamParts(batch: Batch): ReadonlyMap<string, StreamPart> {
  const parts = new Map<string, StreamPart>();
  for (const { ledgerId, stream, versionBefore: version, nextNumber } of batch) {
    const key = streamKey(ledgerId, stream);
    const part = parts.get(key) ?? {
      ...{ ledgerId, stream, version, takesNumber: false },
      place: parts.size + 1,
    };
    part.takesNumber ||= nextNumber !== undefined;
    parts.set(key, part);
  }
  return parts;
}

/** @param recordedAt where it is known, the time of events that have none of their own */
export function eventFields(
  command: DecidedCommand<unknown>,
  step: number,
  recordedAt?: Timestamp,
): readonly unknown[] {
  const event = command.steps[step]?.event;
  if (!event) return [];
  const { metadata } = command;
  return [
    command.stream,
    command.versionBefore + 1 + step,
    event.type,
    event.schemaVersion,
    JSON.stringify(event.data),
    event.actorId ?? metadata.actorId,
    metadata.recordedById,
    metadata.commandId,
    metadata.correlationId,
    metadata.channel,
    event.occurredAt ?? recordedAt,
  ];
}
