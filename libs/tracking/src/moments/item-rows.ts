/** The rows of items as of the moment of a scope: the one way to read items of now and of then. */
import type { Axis } from '@action-tracker/domain';
import { catchUpHistory, findHistoryGaps } from '@action-tracker/event-store';
import type { Clock } from '../ledger/clock';
import { validAt } from '../ledger/moment-sql';
import type { Ledgers } from '../ledger/ledgers';
import type { Scope } from '../ledger/scope';
import { STREAM_MODEL } from '../ledger/stream-model';
import { ACTION_ITEMS } from '../items/action-items';
import { ITEM_VERSIONS } from '../items/item-versions';
import { existedBy } from './undone-items';

/** The history behind an answer is too far behind its ledger to be filled while somebody waits. */
export class PastNotReady extends Error {
  override readonly name = 'PastNotReady';
}

/** More entries take longer than a reader should wait; the background fills them. */
const MOST_ENTRIES = 5_000;

/** Columns of `item_versions` by axis, which says when an item was updated. */
export const VERSION_COLUMNS: Readonly<Record<Axis, string>> = {
  occurred: [
    ...Object.keys(ACTION_ITEMS.columns).filter((name) => name !== 'updated_at'),
    ...['position', 'occurred_at AS updated_at'],
  ].join(', '),
  recorded: '*',
};

/** Items that are not withdrawn, withdrawn ones, or both. */
export type WhichItems = 'in_use' | 'withdrawn' | 'all';

const CONDITIONS: Readonly<Record<WhichItems, string>> = {
  in_use: 'withdrawn_at IS NULL',
  withdrawn: 'withdrawn_at IS NOT NULL',
  all: 'true',
};

export class ItemRows {
  /**
   * @param writes connections that may write: the history is filled before it is read
   * @param mostEntries how many entries a reader waits for
   */
  constructor(
    private readonly writes: Ledgers,
    private readonly clock: Pick<Clock, 'today' | 'dayOf'>,
    private readonly mostEntries = MOST_ENTRIES,
  ) {}

  /**
   * SQL of a table with the columns of `action_items`: the items of now, or as of the moment of the
   * scope, then also with `position`, the position of the entry that made the row. Brings the
   * history of these trackers up to date first.
   *
   * @param trackerIds the trackers that the statement reads; all if `null`
   * @param take adds a parameter to the statement and returns its placeholder
   * @param which withdrawn items are left out unless a query asks for them
   * @throws PastNotReady
   */
  async of(
    { moment }: Scope,
    trackerIds: readonly number[] | null,
    take: (value: unknown) => string,
    which: WhichItems = 'in_use',
  ): Promise<string> {
    if (!moment) return `(SELECT * FROM action_items WHERE ${CONDITIONS[which]})`;
    await this.fill(trackerIds);
    const condition = [
      validAt(moment, take),
      CONDITIONS[which],
      existedBy(moment.axis, trackerIds),
    ].join(' AND ');
    return `(SELECT ${VERSION_COLUMNS[moment.axis]} FROM item_versions WHERE ${condition})`;
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
