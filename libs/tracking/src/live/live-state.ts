import type { Session } from '../people/access-tokens';
import { validTokens } from '../people/token-users';
import { ReadLedgers } from '../ledger/ledgers';
import { Rights, rightsSql, type FoundRights } from '../ledger/rights';

/** What listeners need to know at one moment. */
export interface LiveState {
  /** The position of the last entry of every ledger, by tracker id. */
  readonly heads: ReadonlyMap<number, number>;
  /**
   * The rights of the given sessions by index; none for those that were revoked. Sessions of one
   * person share them.
   */
  readonly sessions: ReadonlyMap<number, Rights>;
}

/** One statement, however many listen: it runs once a second. */
const STATE = `
  SELECT (SELECT coalesce(json_object_agg(ledger_id, head), '{}') FROM ledgers WHERE ledger_id > 0) AS heads,
    (SELECT coalesce(json_agg(json_build_array(x.n, r.id)), '[]')
      ${validTokens('$1', '$2', '$3')}) AS sessions,
    (SELECT coalesce(json_agg(json_build_array(u.id, ${rightsSql('u.id')})), '[]')
      FROM (SELECT DISTINCT coalesce(merged_into_id, id) AS id FROM users WHERE id = ANY ($1)) u
    ) AS people`;

interface Row {
  readonly heads: Readonly<Record<string, number>>;
  /** Places, from 1, and ids of users. */
  readonly sessions: readonly (readonly [number, number])[];
  readonly people: readonly (readonly [number, FoundRights])[];
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
    const { heads = {}, sessions: found = [], people = [] } = rows[0] ?? {};
    const rights = new Map(people.map(([id, one]) => [id, Rights.of(one)]));
    return {
      heads: new Map(Object.entries(heads).map(([id, head]) => [Number(id), head])),
      sessions: new Map(
        found.flatMap(([place, id]) => {
          const own = rights.get(id);
          return own ? [[place - 1, own] as const] : [];
        }),
      ),
    };
  }
}
