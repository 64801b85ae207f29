/** Reads the data that the decisions of a batch depend on. */
import { EVENT_COLUMNS, type Ledger, type RecordedEvent } from '../events';
import type { LedgerCommand } from './commands';
import type { StreamModel } from '../projection/projection';
import { loadStoredStates } from '../projection/stored-states';
import { streamKey, type Versioned } from '../stream-state';
import type { Connection } from '../transaction';
import { commandKey, type EarlierCommand, type Known, type Unreadable } from './known';

/** A stream to load, with an earlier state from which to read. */
export interface WantedStream<State> {
  readonly ledgerId: number;
  readonly stream: string;
  readonly earlier?: Versioned<State> | undefined;
}

/** A command that may have been recorded before. */
export interface WantedCommand {
  readonly ledgerId: number;
  readonly commandId: string;
}

/** A state that a stream has had. */
export type EarlierState<State> = (
  ledgerId: number,
  stream: string,
) => Versioned<State> | undefined;

/**
 * The streams of these commands, without duplicates. The stream of the next number cannot exist
 * yet.
 */
export function wantedStreams<State>(
  commands: readonly LedgerCommand<State>[],
  earlierState: EarlierState<State>,
): readonly WantedStream<State>[] {
  const wanted = new Map<string, WantedStream<State>>();
  for (const command of commands) {
    const { ledgerId } = command;
    for (const stream of existingStreams(command)) {
      const earlier = earlierState(ledgerId, stream);
      wanted.set(streamKey(ledgerId, stream), { ledgerId, stream, earlier });
    }
  }
  return [...wanted.values()];
}

/** The streams of a command that may exist. */
export function existingStreams<State>({
  target,
  also = [],
}: LedgerCommand<State>): readonly string[] {
  if ('stream' in target) return [target.stream, ...also];
  return target.number === 'next' ? also : [target.streamOf(target.number), ...also];
}

/** The commands that can be repeated. */
export const wantedCommands = <State>(
  commands: readonly LedgerCommand<State>[],
): readonly WantedCommand[] =>
  commands.flatMap(({ ledgerId, metadata: { commandId, requestHash } }) =>
    requestHash === undefined ? [] : [{ ledgerId, commandId }],
  );

/**
 * Arrays are read through subqueries so that PostgreSQL does not plan again for each length.
 * `OFFSET 0` keeps streams apart; otherwise PostgreSQL scans the whole table if it expects long
 * streams.
 */
const LEDGERS = {
  name: 'load_ledgers',
  text: `SELECT ledger_id AS id, prefix, head, next_number AS "nextNumber" FROM ledgers
    WHERE ledger_id = ANY ((SELECT $1::int[])::int[])`,
};

const EVENTS = {
  name: 'load_events',
  text: `SELECT ${EVENT_COLUMNS}
    FROM unnest((SELECT $1::int[]), (SELECT $2::text[]), (SELECT $3::int[]))
      AS x(ledger_id, stream, from_version)
    CROSS JOIN LATERAL (
      SELECT * FROM events s
      WHERE s.ledger_id = x.ledger_id AND s.stream = x.stream AND s.version >= x.from_version
      ORDER BY s.version OFFSET 0
    ) e`,
};

const EARLIER = {
  name: 'load_commands',
  text: `SELECT c.ledger_id AS "ledgerId", c.command_id AS "commandId",
      c.request_hash AS "requestHash", c.result
    FROM unnest((SELECT $1::int[]), (SELECT $2::uuid[])) AS x(ledger_id, command_id)
    JOIN commands c ON c.ledger_id = x.ledger_id AND c.command_id = x.command_id`,
};

/** The present data that these commands depend on. */
export async function loadKnown<State>(
  connection: Connection,
  model: StreamModel<State>,
  commands: readonly LedgerCommand<State>[],
  earlierState: EarlierState<State>,
): Promise<Known<State>> {
  const ledgers = await loadLedgers(connection, [...new Set(commands.map((one) => one.ledgerId))]);
  return {
    ledgers: new Map(ledgers.map((ledger) => [ledger.id, ledger])),
    streams: await loadStreams(connection, model, wantedStreams(commands, earlierState)),
    earlier: await loadEarlier(connection, wantedCommands(commands)),
  };
}

/** The head rows of the ledgers that exist. */
export async function loadLedgers(
  connection: Connection,
  ids: readonly number[],
): Promise<readonly Ledger[]> {
  return (await connection.query<Ledger>({ ...LEDGERS, values: [ids] })).rows;
}

/** The records of commands written before, by `commandKey`. */
export async function loadEarlier(
  connection: Connection,
  wanted: readonly WantedCommand[],
): Promise<ReadonlyMap<string, EarlierCommand>> {
  if (wanted.length === 0) return new Map();
  const { rows } = await connection.query<EarlierCommand & WantedCommand>({
    ...EARLIER,
    values: [wanted.map(({ ledgerId }) => ledgerId), wanted.map(({ commandId }) => commandId)],
  });
  return new Map(rows.map((row) => [commandKey(row.ledgerId, row.commandId), row]));
}

/**
 * The states of streams by `streamKey`: the newest known or stored state plus the events after it.
 * A stream that cannot be folded is `Unreadable`; the others are not affected.
 */
export async function loadStreams<State>(
  connection: Connection,
  model: StreamModel<State>,
  wanted: readonly WantedStream<State>[],
): Promise<ReadonlyMap<string, Versioned<State> | Unreadable>> {
  const unknown = wanted.filter(({ earlier }) => earlier === undefined);
  const stored = await loadStoredStates(connection, model, unknown);
  const bases = wanted.map(({ earlier, ...stream }) => ({
    ...stream,
    base: earlier ?? stored.get(streamKey(stream.ledgerId, stream.stream)) ?? start(model),
  }));
  const states = await foldFrom(connection, model, bases);
  const wrong = bases.filter((one) => !states.has(streamKey(one.ledgerId, one.stream)));
  const whole = wrong.map((stream) => ({ ...stream, base: start(model) }));
  return new Map([...states, ...(await foldFrom(connection, model, whole))]);
}

interface StreamBase<State> {
  readonly ledgerId: number;
  readonly stream: string;
  readonly base: Versioned<State>;
}

/** The states of streams, except those whose base has lost its last event. */
async function foldFrom<State>(
  connection: Connection,
  model: StreamModel<State>,
  bases: readonly StreamBase<State>[],
): Promise<ReadonlyMap<string, Versioned<State> | Unreadable>> {
  if (bases.length === 0) return new Map();
  const { rows } = await connection.query<RecordedEvent>({
    ...EVENTS,
    values: [
      bases.map(({ ledgerId }) => ledgerId),
      bases.map(({ stream }) => stream),
      bases.map(({ base }) => base.version),
    ],
  });
  const found = Map.groupBy(rows, ({ ledgerId, stream }) => streamKey(ledgerId, stream));
  const states = new Map<string, Versioned<State> | Unreadable>();
  for (const { ledgerId, stream, base } of bases) {
    const key = streamKey(ledgerId, stream);
    const events = found.get(key) ?? [];
    // Rereads the last known event, because another server may lack it after a failover.
    const isThere = base.version === 0 || events[0]?.version === base.version;
    if (isThere) states.set(key, folded(model, base, events));
  }
  return states;
}

const start = <State>({ initial }: StreamModel<State>): Versioned<State> => ({
  state: initial,
  version: 0,
});

function folded<State>(
  model: StreamModel<State>,
  base: Versioned<State>,
  events: readonly RecordedEvent[],
): Versioned<State> | Unreadable {
  const following = events.filter(({ version }) => version > base.version);
  const last = following.at(-1);
  if (!last) return base;
  try {
    const state = following.reduce((current, event) => model.evolve(current, event), base.state);
    return { state, version: last.version, occurredAt: last.occurredAt };
  } catch (error) {
    return { error };
  }
}
