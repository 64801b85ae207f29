/** A measure at a moment, by one dimension or two. */
import {
  MEASURE_TRAITS,
  type Breakdown,
  type Dimension,
  type Measure,
} from '@action-tracker/contracts/measures';
import type { Axis } from '@action-tracker/domain';
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import type { Scope } from '../ledger/scope';
import { CountedItems } from '../lists/counted-items';
import type { ItemFilter } from '../lists/item-filter';
import type { AskedPeriod } from '../measures/periods';
import type { Days } from '../measures/steps';
import { Figures, isCount } from './figures';
import { byKeys } from './key-order';
import { unitOf } from './units';

export interface AskedBreakdown extends AskedPeriod {
  readonly measure: Measure;
  readonly by: Dimension;
  readonly by2?: Dimension | undefined;
  readonly axis: Axis;
}

/**
 * The measure at the end of a day, or during a period. Without them, as of the moment of the scope,
 * and during all the time until then.
 *
 * @throws DomainError VALIDATION_ERROR, PastNotReady
 */
export class GetBreakdown extends Query<Breakdown> {
  constructor(
    readonly scope: Scope,
    readonly asked: AskedBreakdown,
    readonly filter: ItemFilter = {},
  ) {
    super();
  }
}

const NO_DAYS: Days = { from: '', to: '' };

@QueryHandler(GetBreakdown)
export class GetBreakdownHandler implements IQueryHandler<GetBreakdown> {
  constructor(
    private readonly figures: Figures,
    private readonly counted: CountedItems,
  ) {}

  async execute({ scope, asked, filter }: GetBreakdown): Promise<Breakdown> {
    const { measure, axis } = asked;
    const by = asked.by2 ? [asked.by, asked.by2] : [asked.by];
    const trackerIds = scope.within(filter.trackerIds);
    const steps = await this.counted.period({ scope, filter, trackerIds }, asked);
    const found = await this.figures.of({ scope, filter, trackerIds, measure, axis, by, steps });
    const [{ from, to } = NO_DAYS] = steps.list;
    const cells = found
      .toSorted(byKeys(by, await this.counted.categories({ scope, trackerIds, by })))
      .flatMap(({ keys: [key, key2], figures: [figure] }) =>
        key === null || !figure ? [] : [{ key, key2, ...figure }],
      );
    return {
      ...{ measure, by: asked.by, by2: asked.by2 ?? null, unit: unitOf({ measure, by }), axis },
      ...{ from: MEASURE_TRAITS[measure].over === 'period' ? from : null, to },
      total: isCount({ measure, by })
        ? cells.reduce((sum, { value }) => sum + (value ?? 0), 0)
        : null,
      cells,
    };
  }
}
