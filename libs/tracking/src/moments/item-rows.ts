/** The rows of items as of the moment of a scope: the one way to read items of now and of then. */
import type { Axis } from '@action-tracker/domain';
import { catchUpHistory, findHistoryGaps } from '@action-tracker/event-store';
import type { Clock } from '../ledger/clock';
import { validAt } from '../ledger/moment-sql';
import type { Ledgers } from '../ledger/ledgers';
import type { Scope } from '../ledger/scope';
import { STREAM_MODEL } from '../ledger/stream-model';
import { TrackerCategories, type CategoryNames } from '../ledger/tracker-categories';
import { ACTION_ITEMS } from '../items/action-items';
import { ITEM_VERSIONS } from '../items/item-versions';
import { existedBy } from './undone-items';

/** The history behind an answer is too far behind its ledger to be filled while somebody waits. */
export class PastNotReady extends Error {
  override readonly name = 'PastNotReady';
}

/** More entries take longer than a reader should wait; the background fills them. */
const MOST_ENTRIES = 5_000;

/**
 * Columns of `item_versions` on an axis, which says when an item was updated.
 *
 * @param category SQL of the name of the category, unless that is the column
 */
export function versionColumns(axis: Axis, category: string | undefined): string {
  if (axis === 'recorded') return allColumns(ITEM_VERSIONS, category);
  const times = ['position', 'occurred_at AS updated_at'];
  const others = Object.keys(ACTION_ITEMS.columns).filter((name) => name !== 'updated_at');
  return [...others.map((name) => named(name, category)), ...times].join(', ');
}

const allColumns = (
  { columns }: Pick<typeof ACTION_ITEMS, 'columns'>,
  category: string | undefined,
): string =>
  category === undefined
    ? '*'
    : Object.keys(columns)
        .map((name) => named(name, category))
        .join(', ');

const named = (column: string, category: string | undefined): string =>
  column === 'category' && category !== undefined ? `${category} AS category` : column;

/** Items that are not withdrawn, withdrawn ones, or both. */
export type WhichItems = 'in_use' | 'withdrawn' | 'all';

const CONDITIONS: Readonly<Record<WhichItems, string>> = {
  in_use: 'withdrawn_at IS NULL',
  withdrawn: 'withdrawn_at IS NOT NULL',
  all: 'true',
};

interface AskedRows {
  readonly scope: Scope;
  readonly trackerIds: readonly number[] | null;
  readonly take: (value: unknown) => string;
  /** SQL of the name of a category. */
  readonly category: string | undefined;
}

export class ItemRows {
  private readonly categories: TrackerCategories;

  /**
   * @param writes connections that may write: the history is filled before it is read
   * @param mostEntries how many entries a reader waits for
   */
  constructor(
    private readonly writes: Ledgers,
    private readonly clock: Pick<Clock, 'today' | 'dayOf'>,
    private readonly mostEntries = MOST_ENTRIES,
  ) {
    this.categories = new TrackerCategories(writes);
  }

  /**
   * SQL of a table with the columns of `action_items`, but with the names of categories: the items of
   * now, or as of the moment of the scope, then also with `position`, the position of the entry that
   * made the row. Brings the history of these trackers up to date first.
   *
   * @param trackerIds the trackers that the statement reads; all if `null`
   * @param take adds a parameter to the statement and returns its placeholder
   * @param which withdrawn items are left out unless a query asks for them
   * @throws PastNotReady
   */
  async of(
    scope: Scope,
    trackerIds: readonly number[] | null,
    take: (value: unknown) => string,
    which: WhichItems = 'in_use',
  ): Promise<string> {
    const category = await this.category(scope, trackerIds, take);
    return this.table({ scope, trackerIds, take, category }, which);
  }

  /** The same with the keys of categories, for what compares moments. @throws PastNotReady */
  keyed(
    scope: Scope,
    trackerIds: readonly number[] | null,
    take: (value: unknown) => string,
    which: WhichItems = 'in_use',
  ): Promise<string> {
    return this.table({ scope, trackerIds, take, category: undefined }, which);
  }

  private async table(
    { scope: { moment }, trackerIds, take, category }: AskedRows,
    which: WhichItems,
  ): Promise<string> {
    if (!moment) {
      const columns = allColumns(ACTION_ITEMS, category);
      return `(SELECT ${columns} FROM action_items WHERE ${CONDITIONS[which]})`;
    }
    await this.fill(trackerIds);
    const condition = [
      validAt(moment, take),
      CONDITIONS[which],
      existedBy(moment.axis, trackerIds),
    ].join(' AND ');
    const columns = versionColumns(moment.axis, category);
    return `(SELECT ${columns} FROM item_versions WHERE ${condition})`;
  }

  /** The names of categories as of the scope. */
  names(scope: Scope, trackerIds: readonly number[] | null): Promise<CategoryNames> {
    return this.categories.names(scope, trackerIds);
  }

  /** SQL of the name of a category as of the scope; `undefined` when it is the column. */
  async category(
    scope: Scope,
    trackerIds: readonly number[] | null,
    take: (value: unknown) => string,
  ): Promise<string | undefined> {
    return (await this.names(scope, trackerIds)).sql(take);
  }

  /** The day on which `overdue` and the like depend: today, or that of the moment. */
  dayOf({ moment }: Scope): string {
    return moment ? this.clock.dayOf(new Date(moment.instant)) : this.clock.today();
  }

  /** Fills the history of these trackers up to their heads; of all if `null`. @throws PastNotReady */
  async fill(trackerIds: readonly number[] | null): Promise<void> {
    const { pool } = this.writes;
    const gaps = await findHistoryGaps(pool, [ITEM_VERSIONS], trackerIds);
    const missing = gaps.reduce((sum, { head, position }) => sum + head - position, 0);
    if (missing > this.mostEntries) {
      const heads = gaps.reduce((sum, { head }) => sum + head, 0);
      throw new PastNotReady(
        `Preparing the past: ${heads - missing} of ${heads} entries are ready; try again shortly`,
      );
    }
    for (const { ledgerId } of gaps) {
      await catchUpHistory({ pool, model: STREAM_MODEL, projection: ITEM_VERSIONS, ledgerId });
    }
  }
}
