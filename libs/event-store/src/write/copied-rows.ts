/** Rows that an import writes by COPY, the only path into `events` besides the append function. */
import { recordedRows, writtenRows } from './append';
import { eventFields } from './append-parameters';
import type { LockedLedger } from './locked-ledger';
import type { Projection } from '../projection/projection';
import type { Rows, TableChanges } from '../projection/read-table';
import type { DecidedCommand } from './decided-command';

/** In the order of `eventFields`, between position and recording time. */
export const EVENTS = `events (ledger_id, position, stream, version, type, schema_version, data, actor_id,
  recorded_by_id, command_id, correlation_id, channel, occurred_at, batch, undoes, metadata, recorded_at)`;
export const COMMANDS = 'commands (ledger_id, command_id, request_hash, result, recorded_at)';

/** The progress of an import in a ledger. */
export interface Reached {
  readonly head: number;
  readonly nextNumber: number;
}

export interface CopiedRows<State> extends Reached {
  readonly events: Rows;
  readonly commands: Rows;
  readonly changes: readonly (TableChanges & { readonly projection: Projection<State> })[];
}

/** The rows of decided commands after the position reached. */
export function rowsToCopy<State>(
  { id, projections, recordedAt }: LockedLedger<State>,
  batch: readonly DecidedCommand<State>[],
  reached: Reached,
): CopiedRows<State> {
  let { head } = reached;
  const events = batch.flatMap((command) =>
    command.steps.map((step) => [
      ...[id, ++head, ...eventFields(command, step, recordedAt), recordedAt],
    ]),
  );
  const commands = batch.flatMap(({ metadata: { commandId, requestHash }, result }) =>
    requestHash === undefined ? [] : [[id, commandId, requestHash, result, recordedAt]],
  );
  const recorded = { headBefore: reached.head, recordedAt };
  const changes = writtenRows(batch, projections).map(({ projection, upserts, deletes }) => ({
    projection,
    upserts: recordedRows(projection, upserts, recorded),
    deletes: recordedRows(projection, deletes, recorded),
  }));
  const nextNumber = batch.reduce(
    (next, command) => command.nextNumber?.after ?? next,
    reached.nextNumber,
  );
  return { events, commands, changes, head, nextNumber };
}

/** Finishes the transaction by advancing the head to the position reached. */
export async function moveHead(
  { client, id, recordedAt }: LockedLedger<unknown>,
  { head, nextNumber }: Reached,
): Promise<void> {
  await client.query(
    `UPDATE ledgers SET head = $2, next_number = $3, last_recorded_at = $4 WHERE ledger_id = $1`,
    [id, head, nextNumber, recordedAt],
  );
}
