/** Measures over time and by groups, for any moment of the past. */
import {
  DIMENSIONS,
  MEASURES,
  REPORT_STEPS,
  SERIES_MAX_POINTS,
  UNTOUCHED_MAX_ITEMS,
  type Breakdown,
  type Series,
  type UntouchedItem,
} from '@action-tracker/contracts/measures';
import {
  GetBreakdown,
  GetSeries,
  GetUntouched,
  type AskedBreakdown,
  type AskedSeries,
  type ItemFilter,
  type Scope,
} from '@action-tracker/tracking';
import type { Axis } from '@action-tracker/domain';
import { Controller, Get, Query, UseInterceptors } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { RequestScope } from '../auth/current-user';
import { ListCache } from '../http/list-cache.interceptor';
import { PERIOD } from '../items/counted-parameters';
import { FigureFilterPipe, RankingFilterPipe } from '../items/item-filter.pipe';
import { MATCHING_FILTERS } from '../items/item-parameters';
import { AsOf } from '../moments/as-of.interceptor';
import { AxisPipe } from '../moments/axis.pipe';
import { Reads } from '../openapi/describe';
import { queryParameter, TRACKER_FILTER, type Parameter } from '../openapi/parameters';
import { list, text } from '../openapi/schema';
import { FigureForm } from './figure-form.interceptor';
import { BreakdownPipe, SeriesPipe } from './figure-pipes';
import { BREAKDOWN, SERIES, UNTOUCHED_ITEM } from './figure-schemas';

const CSV = { 'text/csv': text().json };

const word = (name: string, description: string, allowed: readonly string[]): Parameter =>
  queryParameter(name, description, { type: 'string', enum: allowed });

const UNTOUCHED_ITEMS = 10;
const MEASURE = word('measure', 'What to count; required', MEASURES);

@Controller('api/reports')
export class FiguresController {
  constructor(private readonly queries: QueryBus) {}

  @Get('series')
  @Reads({
    summary: `Follow a measure over time, with at most ${SERIES_MAX_POINTS} points`,
    answers: SERIES,
    content: CSV,
    hasPast: true,
    isCached: true,
    parameters: [
      MEASURE,
      word('by', 'What to group by; not at all if missing', DIMENSIONS),
      ...PERIOD,
      word('step', 'Days if missing; weeks begin on Monday', REPORT_STEPS),
      TRACKER_FILTER,
      ...MATCHING_FILTERS,
    ],
    refusals: ['VALIDATION_ERROR'],
  })
  @UseInterceptors(AsOf, ListCache, FigureForm)
  series(
    @RequestScope() scope: Scope,
    @Query(SeriesPipe) asked: AskedSeries,
    @Query(FigureFilterPipe) filter: ItemFilter,
  ): Promise<Series> {
    return this.queries.execute(new GetSeries(scope, asked, filter));
  }

  @Get('breakdown')
  @Reads({
    summary: 'Take a measure by groups, or as a cross table of two dimensions',
    answers: BREAKDOWN,
    content: CSV,
    hasPast: true,
    isCached: true,
    parameters: [
      MEASURE,
      word('by', 'What to group by; required', DIMENSIONS),
      word('by2', 'The second dimension of a cross table', DIMENSIONS),
      ...PERIOD,
      TRACKER_FILTER,
      ...MATCHING_FILTERS,
    ],
    refusals: ['VALIDATION_ERROR'],
  })
  @UseInterceptors(AsOf, ListCache, FigureForm)
  breakdown(
    @RequestScope() scope: Scope,
    @Query(BreakdownPipe) asked: AskedBreakdown,
    @Query(FigureFilterPipe) filter: ItemFilter,
  ): Promise<Breakdown> {
    return this.queries.execute(new GetBreakdown(scope, asked, filter));
  }

  @Get('untouched')
  @Reads({
    summary: 'Rank open items by the days since their last entry, the longest first',
    answers: list(UNTOUCHED_ITEM),
    hasPast: true,
    isCached: true,
    parameters: [
      queryParameter('limit', `Number of items, at most ${UNTOUCHED_MAX_ITEMS}`, {
        ...{ type: 'integer', minimum: 1, maximum: UNTOUCHED_MAX_ITEMS, default: UNTOUCHED_ITEMS },
      }),
      TRACKER_FILTER,
      ...MATCHING_FILTERS,
    ],
    refusals: ['VALIDATION_ERROR'],
  })
  @UseInterceptors(AsOf, ListCache)
  untouched(
    @RequestScope() scope: Scope,
    @Query(RankingFilterPipe) { limit = UNTOUCHED_ITEMS, ...filter }: ItemFilter,
    @Query(AxisPipe) axis: Axis,
  ): Promise<readonly UntouchedItem[]> {
    const items = Math.min(limit, UNTOUCHED_MAX_ITEMS);
    return this.queries.execute(new GetUntouched(scope, filter, items, axis));
  }
}
