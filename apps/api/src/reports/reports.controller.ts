import type { Summary } from '@action-tracker/contracts';
import { GetSummary, type ItemFilter, type Scope } from '@action-tracker/tracking';
import { Controller, Get, Query, UseInterceptors } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { RequestScope } from '../auth/current-user';
import { AsOf } from '../moments/as-of.interceptor';
import { ListCache } from '../http/list-cache.interceptor';
import { Reads } from '../openapi/describe';
import { TRACKER_FILTER } from '../openapi/parameters';
import { SUMMARY } from '../openapi/wire-schemas';
import { SummaryFilterPipe } from './summary-filter.pipe';

@Controller('api/reports')
export class ReportsController {
  constructor(private readonly queries: QueryBus) {}

  @Get('summary')
  @Reads({
    summary: 'Count items by status, category, priority, owner and due date',
    answers: SUMMARY,
    hasPast: true,
    isCached: true,
    parameters: [TRACKER_FILTER],
    refusals: ['VALIDATION_ERROR'],
  })
  @UseInterceptors(AsOf, ListCache)
  summary(
    @RequestScope() scope: Scope,
    @Query(SummaryFilterPipe) { trackerIds }: ItemFilter,
  ): Promise<Summary> {
    return this.queries.execute(new GetSummary(scope, trackerIds));
  }
}
