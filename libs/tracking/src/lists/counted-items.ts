/** What the numbers of reports count, with the filters of lists. */
import { MEASURE_TRAITS, type Dimension, type Measure } from '@action-tracker/contracts/measures';
import type { Axis, PlainDate } from '@action-tracker/domain';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Clock } from '../ledger/clock';
import { ReadLedgers } from '../ledger/ledgers';
import type { Scope } from '../ledger/scope';
import { countedVersions } from '../measures/counted-versions';
import { MEASURE_RULES } from '../measures/measures';
import { Periods } from '../measures/periods';
import { timedSteps, type Steps } from '../measures/steps';
import { ItemRows } from '../moments/item-rows';
import { Users } from '../people/user';
import { searchFor, versionTablesOf } from '../search/search-words';
import { Conditions } from './conditions';
import { addFilter, type CountedBy, type ItemFilter } from './item-filter';

export interface AskedItems {
  readonly scope: Scope;
  readonly filter: ItemFilter;
  /** The trackers that are read; all if `null`. */
  readonly trackerIds: readonly number[] | null;
}

export interface AskedFigures extends AskedItems {
  readonly measure: Measure;
  readonly axis: Axis;
  readonly by: readonly Dimension[];
  readonly steps: Steps;
}

interface AskedCategories extends Omit<AskedItems, 'filter'> {
  readonly by: readonly Dimension[];
}

const IDS: readonly Dimension[] = ['owner', 'tracker'];

@Injectable()
export class CountedItems {
  constructor(
    private readonly database: DataSource,
    private readonly ledgers: ReadLedgers,
    private readonly rows: ItemRows,
    private readonly clock: Clock,
    private readonly users: Users,
    private readonly periods: Periods,
  ) {}

  /**
   * SQL of the counted versions, as of `countedVersions`.
   *
   * @param taken the parameters of the statement
   * @throws PastNotReady
   */
  async versions(taken: Conditions, asked: AskedFigures): Promise<string> {
    const { scope, filter, trackerIds, measure, ...more } = asked;
    await this.rows.fill(trackerIds);
    const conditions = new Conditions(taken.values);
    const { timeZone } = this.clock;
    const names = () => this.rows.names(scope, trackerIds);
    await addFilter(conditions, filter, { users: this.users, timeZone, names });
    if (filter.text !== undefined) {
      const tables = versionTablesOf(trackerIds);
      const search = await searchFor(this.database, filter.text, trackerIds, tables);
      const keys = search.keys(conditions.take(search.parameter));
      conditions.addFixed(`(i.tracker_id, i.position) IN (${keys})`);
    }
    const take = (value: unknown) => conditions.take(value);
    return countedVersions({
      ...{ ...more, trackerIds, timeZone, due: filter.due, moment: scope.moment },
      rule: MEASURE_RULES[measure],
      which: filter.isWithdrawn ? 'withdrawn' : undefined,
      category: await this.rows.category(scope, trackerIds, take),
      conditions: conditions.sql,
      take,
    });
  }

  /** The names of categories in order, for groups by category. */
  async categories({ scope, trackerIds, by }: AskedCategories): Promise<readonly string[]> {
    if (!by.includes('category')) return [];
    return (await this.rows.names(scope, trackerIds)).inOrder(trackerIds);
  }

  /** The condition that an item `i` is behind a number. @throws DomainError, PastNotReady */
  async condition(
    taken: Conditions,
    { counted, ...asked }: AskedItems & { readonly counted: CountedBy },
  ): Promise<string> {
    const { measure, axis, groups } = counted;
    const steps = await this.period(asked, counted);
    const by = groups.map((group) => group.by);
    const versions = await this.versions(taken, { ...asked, measure, axis, by, steps });
    const keys = groups.map(({ by: dimension, key }, n) => {
      const type = IDS.includes(dimension) ? 'int' : 'text';
      return `c.key${n} = ${taken.take(key)}::${type}`;
    });
    return `(i.tracker_id, i.number) IN (
      SELECT c.tracker_id, c.number FROM (${versions}) c WHERE ${['true', ...keys].join(' AND ')})`;
  }

  /** The period of a number, as a single step. @throws DomainError VALIDATION_ERROR */
  async period({ scope, trackerIds }: AskedItems, counted: Omit<CountedBy, 'groups'>) {
    const isOfPeriod = MEASURE_TRAITS[counted.measure].over === 'period';
    const { from, to, end } = await this.periods.resolve(scope, counted, (last) =>
      isOfPeriod ? this.firstDay(trackerIds, counted.axis, last) : last,
    );
    return timedSteps([{ from, to }], end, this.clock.timeZone);
  }

  /** The day of the first item of these trackers; `last` if they have none by then. */
  private async firstDay(
    trackerIds: readonly number[] | null,
    axis: Axis,
    last: PlainDate,
  ): Promise<PlainDate> {
    await this.rows.fill(trackerIds);
    const { rows } = await this.ledgers.pool.query<{ readonly day: PlainDate | null }>(
      `SELECT (min(${axis === 'occurred' ? 'occurred_at' : 'updated_at'}) AT TIME ZONE $2)::date AS day
       FROM item_versions WHERE version = 1 AND ($1::int[] IS NULL OR tracker_id = ANY ($1))`,
      [trackerIds, this.clock.timeZone],
    );
    const day = rows[0]?.day ?? last;
    return day < last ? day : last;
  }
}
