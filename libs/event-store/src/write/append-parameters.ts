/** The parameters of the append, named as in the migration that creates its function. */
import type { NewEvent, Timestamp } from '../events';
import { arrayOf } from '../projection/row-literals';
import type { CommandMetadata } from './commands';
import type { DecidedCommand, Step } from './decided-command';

interface AppendParameters {
  /** In the order of the parameters. */
  readonly ledgers: readonly number[];
  /** The values between the projections and the sinks. */
  readonly values: readonly unknown[];
}

interface LedgerPart {
  readonly id: number;
  /** Place among the ledgers, from 1. */
  readonly place: number;
  number: number | null;
  nextNumber: number | null;
  events: number;
}

export function appendParameters(batch: readonly DecidedCommand<unknown>[]): AppendParameters {
  // Every append locks ledgers in the order of their ids, which prevents deadlocks.
  const ids = [...new Set(batch.map(({ ledgerId }) => ledgerId))].toSorted((a, b) => a - b);
  const parts = new Map(ids.map((id, index) => [id, newPart(id, index + 1)]));
  const commands: unknown[][] = [];
  const events: unknown[][] = [];
  const places: [ledger: number, place: number][] = [];
  for (const command of batch) {
    const { ledgerId: id, nextNumber, metadata, result } = command;
    const part = parts.get(id);
    if (!part) continue;
    part.number ??= nextNumber?.before ?? null;
    part.nextNumber = nextNumber?.after ?? part.nextNumber;
    if (metadata.requestHash !== undefined) {
      commands.push([part.place, metadata.commandId, metadata.requestHash, result]);
    }
    for (const step of command.steps) {
      part.events += 1;
      events.push([part.place, ...eventFields(command, step)]);
      places.push([part.place, part.events]);
    }
  }
  const ledgers = [...parts.values()];
  return {
    ledgers: ledgers.map(({ id }) => id),
    values: [
      ledgers.map(({ id }) => id),
      ledgers.map(({ number }) => number),
      ledgers.map(({ nextNumber }) => nextNumber),
      ledgers.map(({ events: count }) => count),
      arrayOf(commands),
      arrayOf(events),
      places.map(([ledger]) => ledger),
      places.map(([, place]) => place),
    ],
  };
}

const newPart = (id: number, place: number): LedgerPart => ({
  ...{ id, place, number: null, nextNumber: null, events: 0 },
});

/**
 * The values of an event in the order of the columns after the position.
 *
 * @param recordedAt the time of events without their own, if known
 */
export function eventFields(
  { metadata }: Pick<DecidedCommand<unknown>, 'metadata'>,
  { stream, version, event }: Step<unknown>,
  recordedAt: Timestamp | null = null,
): readonly unknown[] {
  return [
    ...[stream, version, event.type, event.schemaVersion, JSON.stringify(event.data)],
    ...[event.actorId ?? metadata.actorId, metadata.recordedById],
    ...[metadata.commandId, metadata.correlationId, metadata.channel],
    event.occurredAt ?? recordedAt,
    ...[metadata.batch ?? metadata.commandId, metadata.undoes ?? null, factsOf(metadata, event)],
  ];
}

function factsOf({ facts }: CommandMetadata, { metadata }: NewEvent): object | null {
  if (facts === undefined) return metadata ?? null;
  return { ...facts, ...metadata };
}
