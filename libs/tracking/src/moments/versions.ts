/** Every version of the items of a tracker, from which a reader computes any moment. */
import type { Axis } from '@action-tracker/domain';
import { rowBatches } from '@action-tracker/event-store';
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { inUtc } from '../items/action-items';
import { LISTED_MEMBERS, listedItemColumns } from '../items/listed-items';
import { ReadLedgers } from '../ledger/ledgers';
import type { Scope } from '../ledger/scope';
import { ItemRows, versionColumns } from './item-rows';
import { existedBy } from './undone-items';

/**
 * The versions by number and version, each as the JSON of an `ItemVersion`, in batches. Holds a
 * connection until the caller takes the last batch or stops.
 *
 * @throws DomainError NOT_FOUND, PastNotReady
 */
export class ReadItemVersions extends Query<AsyncIterable<readonly string[]>> {
  constructor(
    readonly scope: Scope,
    readonly trackerId: number,
    readonly axis: Axis,
  ) {
    super();
  }
}

@QueryHandler(ReadItemVersions)
export class ReadItemVersionsHandler implements IQueryHandler<ReadItemVersions> {
  constructor(
    private readonly ledgers: ReadLedgers,
    private readonly rows: ItemRows,
  ) {}

  async execute({ scope, trackerId, axis }: ReadItemVersions) {
    await this.ledgers.ofTracker(scope, trackerId);
    await this.rows.fill([trackerId]);
    const values: unknown[] = [trackerId];
    const take = (value: unknown) => `$${values.push(value)}`;
    const category = await this.rows.category(scope, [trackerId], take);
    const text = versions(versionColumns(axis, category), existedBy(axis, [trackerId]));
    return textsOf(rowBatches<{ readonly json: string }>(this.ledgers.pool, text, values));
  }
}

/** Members of each version; the others are given when they differ from the version before. */
const ALWAYS = ['id', 'version'];

/** A member as text of JSON after a comma, also when its value is `null`. */
const memberOf = (name: string): string =>
  `',"${name}":' || coalesce(to_json(v.${name})::text, 'null')`;

const CHANGED = LISTED_MEMBERS.filter((name) => !ALWAYS.includes(name)).map(
  (name) => `CASE WHEN v.version = 1 OR v.${name}::text IS DISTINCT FROM lag(v.${name}::text) OVER w
    THEN ${memberOf(name)} END`,
);

/** `concat` leaves out what is null. */
const versions = (columns: string, existed: string): string => `
  SELECT concat('{"position":', v.position, ',"at":', to_json(${inUtc('v', 'at')})::text,
    ${[...ALWAYS.map(memberOf), ...CHANGED].join(', ')}, '}') AS json
  FROM (
    SELECT i.position, i.updated_at AS at, l.*
    FROM (SELECT ${columns} FROM item_versions WHERE tracker_id = $1 AND ${existed}) i
    CROSS JOIN LATERAL (SELECT ${listedItemColumns('i.position')}) l
  ) v
  WINDOW w AS (PARTITION BY v.number ORDER BY v.version) ORDER BY v.number, v.version`;

async function* textsOf(batches: AsyncIterable<readonly { readonly json: string }[]>) {
  for await (const rows of batches) yield rows.map(({ json }) => json);
}
