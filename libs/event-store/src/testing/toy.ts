/**
 * A model, projections and commands for tests of the store, which knows no item: streams are piles
 * of coins. `piles` keeps one row per pile, `coins` one per coin and refuses coins without value.
 */
import type { LedgerCommand, LoadedStream } from '../ledger-writer';
import type { NewEvent } from '../events';
import type { Projection, StreamModel } from '../projection';

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
  schema: `
    CREATE TABLE IF NOT EXISTS piles_v1 (tracker_id int, pile text, value int NOT NULL,
      coins int NOT NULL, started_at timestamptz NOT NULL, changed_at timestamptz NOT NULL,
      last_position bigint NOT NULL, PRIMARY KEY (tracker_id, pile));
    CREATE OR REPLACE FUNCTION sink_piles_v1(p_rows jsonb) RETURNS void LANGUAGE plpgsql AS $$
    BEGIN
      INSERT INTO piles_v1 AS t
      SELECT r.tracker_id, r.pile, r.value, r.coins, coalesce(r.started_at, r.recorded_at),
        r.recorded_at, r.position
      FROM jsonb_to_recordset(p_rows) AS r(tracker_id int, pile text, value int, coins int,
        started_at timestamptz, recorded_at timestamptz, position bigint)
      ON CONFLICT (tracker_id, pile) DO UPDATE SET value = excluded.value, coins = excluded.coins,
        changed_at = excluded.changed_at, last_position = excluded.last_position
      WHERE t.coins < excluded.coins;
    END $$;
    CREATE OR REPLACE VIEW piles AS SELECT * FROM piles_v1;`,
  row: ({ ledgerId, stream }, { value, coins, startedAt }) => ({
    tracker_id: ledgerId,
    pile: stream,
    value,
    coins,
    started_at: startedAt,
  }),
};

const coins = (version: number): Projection<Pile> => ({
  name: 'coins',
  version,
  keeps: 'every',
  schema: `
    CREATE TABLE IF NOT EXISTS coins_v${version} (tracker_id int, position bigint, pile text,
      worth int NOT NULL, actor_id int NOT NULL, at timestamptz NOT NULL,
      PRIMARY KEY (tracker_id, position));
    CREATE OR REPLACE FUNCTION sink_coins_v${version}(p_rows jsonb) RETURNS void
    LANGUAGE plpgsql AS $$
    BEGIN
      INSERT INTO coins_v${version}
      SELECT r.tracker_id, r.position, r.pile, r.worth, r.actor_id, coalesce(r.at, r.recorded_at)
      FROM jsonb_to_recordset(p_rows) AS r(tracker_id int, position bigint, pile text, worth int,
        actor_id int, at timestamptz, recorded_at timestamptz);
    END $$;
    CREATE OR REPLACE VIEW coins AS SELECT * FROM coins_v${version};`,
  row: ({ ledgerId, stream, data, actorId, occurredAt }) => ({
    ...(data as object),
    tracker_id: ledgerId,
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

/** A command on ledger 1 that adds coins to pile `P`; everything can be told otherwise. */
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
