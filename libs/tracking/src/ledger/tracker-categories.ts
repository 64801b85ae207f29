/**
 * The categories of trackers, by which keys in ledgers and read tables become the names in answers,
 * and names in requests become keys. Most trackers never change theirs: the rights of a request say
 * which did, so that the others cost no statement.
 */
import {
  categoriesOf,
  categoryName,
  presentName,
  FIRST_CATEGORIES,
  stateOf,
  TRACKER,
  type TrackerCategory,
} from '@action-tracker/domain';
import type DataLoader from 'dataloader';
import { dataLoader } from './data-loader';
import type { LedgerName, Ledgers } from './ledgers';
import { Scope, type PastMoment } from './scope';
import { STREAM_MODEL } from './stream-model';
import { streamAt } from './stream-past';

interface FoundCategories {
  readonly trackerId: number;
  readonly categories: readonly TrackerCategory[];
}

const READ = `SELECT t.tracker_id AS "trackerId", t.own_categories::json AS categories
  FROM trackers t WHERE t.own_categories IS NOT NULL
    AND ($1::int[] IS NULL OR t.tracker_id = ANY ($1))`;

const OPENED = 1;

export class TrackerCategories {
  private readonly offered: DataLoader<number, readonly TrackerCategory[], string>;

  constructor(private readonly ledgers: Ledgers) {
    this.offered = dataLoader(
      async (trackerIds: readonly number[]) => {
        const found = new CategoryNames(await this.read(trackerIds));
        return trackerIds.map((id) => found.of(id));
      },
      (id) => String(id),
    );
  }

  /** The categories of a tracker as they are now. */
  ofTracker(trackerId: number): Promise<readonly TrackerCategory[]> {
    return this.offered.load(trackerId);
  }

  /**
   * The names of categories as of the moment of the scope.
   *
   * @param trackerIds the trackers in question; all if `null`
   */
  async names(scope: Scope, trackerIds: readonly number[] | null): Promise<CategoryNames> {
    const changed = scope.rights.ownCategories;
    const asked = changed && trackerIds ? changed.filter((id) => trackerIds.includes(id)) : changed;
    if (asked?.length === 0) return CategoryNames.usual;
    const now = await this.read(asked ?? trackerIds);
    const { moment } = scope;
    if (!moment) return new CategoryNames(now);
    return new CategoryNames(
      await Promise.all(now.map(({ trackerId }) => this.past(trackerId, moment))),
    );
  }

  private async read(trackerIds: readonly number[] | null): Promise<readonly FoundCategories[]> {
    const { rows } = await this.ledgers.pool.query<FoundCategories>({
      name: 'own_categories',
      text: READ,
      values: [trackerIds],
    });
    return rows;
  }

  private async past(trackerId: number, moment: PastMoment): Promise<FoundCategories> {
    const ledger = await this.ledgers.ofTracker(Scope.everything, trackerId);
    return { trackerId, categories: await this.categoriesAt(ledger, moment) };
  }

  /** Imported items may have happened before the tracker was opened. */
  private async categoriesAt(
    ledger: LedgerName,
    moment: PastMoment,
  ): Promise<readonly TrackerCategory[]> {
    const last = await this.ledgers.lastEntry(ledger, ledger.prefix, moment);
    const past = await streamAt(this.ledgers, ledger, ledger.prefix, last?.version ?? OPENED);
    const tracker = stateOf(TRACKER, past?.state ?? STREAM_MODEL.initial);
    return tracker.exists ? categoriesOf(tracker) : FIRST_CATEGORIES;
  }
}

interface MeantCategories {
  readonly trackerId: number;
  readonly names: readonly string[];
}

/** The categories of several trackers at one moment. */
export class CategoryNames {
  /** Of trackers with the categories that every tracker begins with. */
  static readonly usual = new CategoryNames([]);

  private readonly byTracker: ReadonlyMap<number, readonly TrackerCategory[]>;

  constructor(found: readonly FoundCategories[]) {
    this.byTracker = new Map(found.map(({ trackerId, categories }) => [trackerId, categories]));
  }

  of(trackerId: number): readonly TrackerCategory[] {
    return this.byTracker.get(trackerId) ?? FIRST_CATEGORIES;
  }

  /** Names in the order of their tracker; of several, those that trackers begin with come first. */
  inOrder(trackerIds: readonly number[] | null): readonly string[] {
    const [only, ...others] = trackerIds ?? [];
    const isOne = only !== undefined && others.length === 0;
    const lists = isOne ? [this.of(only)] : [FIRST_CATEGORIES, ...this.byTracker.values()];
    return [...new Set(lists.flat().map(({ name }) => name))];
  }

  /** What else these names mean in single trackers, because it had one of them first. */
  alsoMeant(names: readonly string[]): readonly MeantCategories[] {
    return [...this.byTracker].flatMap(([trackerId, categories]) => {
      const present = names.map((name) => presentName(categories, name));
      const others = present.filter((name) => !names.includes(name));
      return others.length === 0 ? [] : [{ trackerId, names: others }];
    });
  }

  /** The same row with the name of its category in place of the key. */
  named<Row extends { readonly tracker_id: number; readonly category: string }>(row: Row): Row {
    const category = categoryName(this.of(row.tracker_id), row.category);
    return category === row.category ? row : { ...row, category };
  }

  /**
   * SQL of the name of a category in place of `category`, the column of items; `undefined` when every
   * name is the key.
   *
   * @param take adds a parameter to the statement and returns its placeholder
   */
  sql(take: (value: unknown) => string): string | undefined {
    const renamed = [...this.byTracker].flatMap(([trackerId, categories]) =>
      categories
        .filter(({ key, name }) => key !== name)
        .map(({ key, name }) => ({ trackerId, key, name })),
    );
    if (renamed.length === 0) return undefined;
    const cases = renamed.map(
      ({ trackerId, key, name }) =>
        `WHEN tracker_id = ${trackerId} AND category = ${take(key)} THEN ${take(name)}`,
    );
    return `CASE ${cases.join(' ')} ELSE category END`;
  }
}
