/**
 * A model, projections and commands for tests of the store, which knows no item: streams are piles
 * of coins. `piles` keeps one row per pile, `coins` one per coin and refuses coins without value.
 */
import type { CommandOutcome, LedgerCommand, LoadedStream } from '../write/commands';
import type { NewEvent } from '../events';
import { upsertOf, type Projection, type StreamModel } from '../projection/projection';

export interface Pile {
  readonly value: number;
  readonly coins: number;
  readonly startedAt: string | null;
}

export const PILE_MODEL: StreamModel<Pile> = {
  initial: { value: 0, coins: 0, startedAt: null },
  evolve(pile, { type, data, version, recordedAt }) {
    if (type !== 'CoinAdded') throw new Error(`Expected CoinAdded, found ${type}`);
    const { worth } = data as { worth: number | null };
    const startedAt = version === 1 ? recordedAt : pile.startedAt;
    return { value: pile.value + (worth ?? 0), coins: pile.coins + 1, startedAt };
  },
};

export const PILES: Projection<Pile> = {
  name: 'piles',
  version: 1,
  keeps: 'latest',
  columns: {
    ledger_id: 'int',
    pile: 'text',
    value: 'int',
    coins: 'int',
    started_at: 'recorded_at',
    changed_at: 'recorded_at',
    last_position: 'position',
  },
  key: ['ledger_id', 'pile'],
  changes: ({ ledgerId, stream }, { value, coins, startedAt }) =>
    upsertOf({ ledger_id: ledgerId, pile: stream, value, coins, started_at: startedAt }),
};

const coins = (version: number): Projection<Pile> => ({
  name: 'coins',
  version,
  keeps: 'every',
  columns: {
    ledger_id: 'int',
    position: 'position',
    pile: 'text',
    worth: 'int',
    actor_id: 'int',
    at: 'recorded_at',
  },
  key: ['ledger_id', 'position'],
  changes: ({ ledgerId, stream, data, actorId, occurredAt }) =>
    upsertOf({
      ...(data as object),
      ledger_id: ledgerId,
      pile: stream,
      actor_id: actorId,
      at: occurredAt,
    }),
});
export const COINS = coins(1);
export const COINS_V2 = coins(2);

export const coin = (worth: number | null): NewEvent => ({
  type: 'CoinAdded',
  schemaVersion: 1,
  data: { worth },
});

/** The n-th of a row of distinct command ids. */
export const idOf = (n: number): string =>
  `00000000-0000-7000-8000-${n.toString(16).padStart(12, '0')}`;

type Sketch = Partial<Omit<LedgerCommand<Pile>, 'metadata'>> & {
  readonly id: number;
  readonly hash?: string;
  readonly worths?: readonly (number | null)[];
};

/** A command on ledger 1 that adds coins to pile `P`; everything can be overridden. */
export function addCoins({
  id,
  hash = 'hash',
  worths = [1],
  ...rest
}: Sketch): LedgerCommand<Pile> {
  return {
    ledgerId: 1,
    target: { stream: 'P' },
    decide: () => worths.map(coin),
    metadata: {
      commandId: idOf(id),
      correlationId: idOf(0),
      channel: 'api',
      actorId: 7,
      recordedById: 8,
      requestHash: hash,
    },
    ...rest,
  };
}

/** A command that opens a ledger with its first pile, named after the prefix. */
export const open = (id: number, ledgerId: number, prefix: string): LedgerCommand<Pile> =>
  addCoins({ id, ledgerId, opensPrefix: prefix, target: { stream: prefix } });

/** Adds a coin to a new pile with the given number, or the ledger's next. */
export const newPile = (
  id: number,
  number: number | 'next' = 'next',
  ledgerId = 1,
): LedgerCommand<Pile> =>
  addCoins({
    id,
    ledgerId,
    target: { number, streamOf: (n) => `P-${n}` },
    decide: requireNew,
  });

function requireNew({ version, stream }: LoadedStream<Pile>): readonly NewEvent[] {
  if (version > 0) throw new Error(`Expected a new pile, found ${stream}`);
  return [coin(1)];
}

/** What an outcome and that of a repeat have in common. */
export const withoutEntry = ({ lastEntry: _, ...outcome }: CommandOutcome): CommandOutcome =>
  outcome;
