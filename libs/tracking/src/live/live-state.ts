import type { Session } from '../people/access-tokens';
import { validTokens } from '../people/token-users';
import { ReadLedgers } from '../ledger/ledgers';

/** What listeners need to know at one moment. */
export interface LiveState {
  /** The position of the last entry of every ledger, by tracker id. */
  readonly heads: ReadonlyMap<number, number>;
  /** Indexes of the given sessions that have not been revoked. */
  readonly sessions: ReadonlySet<number>;
}

/** One statement, however many listen: it runs once a second. */
const STATE = `
  SELECT (SELECT coalesce(json_object_agg(ledger_id, head), '{}') FROM ledgers) AS heads,
    ARRAY(SELECT x.n::int ${validTokens('$1', '$2', '$3')}) AS places`;

interface Row {
  readonly heads: Readonly<Record<string, number>>;
  /** From 1. */
  readonly places: readonly number[];
}

/** Reads heads of ledgers and the sessions of their listeners. */
export class LiveStates {
  constructor(private readonly ledgers: ReadLedgers) {}

  /** @throws the driver's error */
  async read(sessions: readonly Session[]): Promise<LiveState> {
    const { rows } = await this.ledgers.pool.query<Row>({
      name: 'live_state',
      text: STATE,
      values: [
        sessions.map(({ userId }) => userId),
        sessions.map(({ jti }) => jti),
        sessions.map(({ issuedAtMs }) => issuedAtMs),
      ],
    });
    const { heads = {}, places = [] } = rows[0] ?? {};
    return {
      heads: new Map(Object.entries(heads).map(([id, head]) => [Number(id), head])),
      sessions: new Set(places.map((place) => place - 1)),
    };
  }
}
