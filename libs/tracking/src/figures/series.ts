/** A measure over time. */
import {
  SERIES_MAX_POINTS,
  type Dimension,
  type Measure,
  type ReportStep,
  type Series,
} from '@action-tracker/contracts/measures';
import { DomainError, type Axis } from '@action-tracker/domain';
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { Clock } from '../ledger/clock';
import type { Scope } from '../ledger/scope';
import { CountedItems } from '../lists/counted-items';
import type { ItemFilter } from '../lists/item-filter';
import { Periods, type AskedPeriod } from '../measures/periods';
import { addDays, stepsBetween, timedSteps } from '../measures/steps';
import { Figures } from './figures';
import { byKeys } from './key-order';
import { unitOf } from './units';

export interface AskedSeries extends AskedPeriod {
  readonly measure: Measure;
  readonly by: Dimension | undefined;
  readonly axis: Axis;
  /** A day if unset. */
  readonly step?: ReportStep | undefined;
}

/**
 * The measure at each step of a period, which is the year up to the moment of the scope if unset.
 *
 * @throws DomainError VALIDATION_ERROR, PastNotReady
 */
export class GetSeries extends Query<Series> {
  constructor(
    readonly scope: Scope,
    readonly asked: AskedSeries,
    readonly filter: ItemFilter = {},
  ) {
    super();
  }
}

const YEAR_DAYS = 365;

@QueryHandler(GetSeries)
export class GetSeriesHandler implements IQueryHandler<GetSeries> {
  constructor(
    private readonly figures: Figures,
    private readonly counted: CountedItems,
    private readonly periods: Periods,
    private readonly clock: Clock,
  ) {}

  async execute({ scope, asked, filter }: GetSeries): Promise<Series> {
    const { measure, axis, step = 'day' } = asked;
    const by = asked.by ? [asked.by] : [];
    const period = await this.periods.resolve(scope, asked, (to) => addDays(to, 1 - YEAR_DAYS));
    const list = stepsBetween(period, step, SERIES_MAX_POINTS + 1);
    refuseTooMany(list.length, step);
    const steps = timedSteps(list, period.end, this.clock.timeZone);
    const trackerIds = scope.within(filter.trackerIds);
    const found = await this.figures.of({ scope, filter, trackerIds, measure, axis, by, steps });
    refuseTooMany(list.length * found.length, step);
    const categories = await this.counted.categories({ scope, trackerIds, by });
    const points = found
      .toSorted(byKeys(by, categories))
      .flatMap(({ keys: [key], figures }) =>
        figures.map((figure, index) => ({ date: list[index]?.to ?? '', key, ...figure })),
      );
    const unit = unitOf({ measure, by });
    return { measure, by: asked.by ?? null, unit, axis, step, steps: list, points };
  }
}

function refuseTooMany(points: number, step: ReportStep): void {
  if (points <= SERIES_MAX_POINTS) return;
  const found = points.toLocaleString('en');
  const message = `expected at most ${SERIES_MAX_POINTS.toLocaleString('en')} points, found ${found}; ask for a longer step or a shorter period`;
  throw DomainError.invalid([{ field: step === 'month' ? 'from' : 'step', message }]);
}
