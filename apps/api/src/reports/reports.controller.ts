import { SLIP_GROUPS, type SlipGroup, type Slips, type Summary } from '@action-tracker/contracts';
import { GetSlips, GetSummary, type ItemFilter, type Scope } from '@action-tracker/tracking';
import { Controller, Get, Query, UseInterceptors } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { RequestScope } from '../auth/current-user';
import { AsOf } from '../moments/as-of.interceptor';
import { ListCache } from '../http/list-cache.interceptor';
import { ReportFilterPipe } from '../items/item-filter.pipe';
import { MATCHING_FILTERS } from '../items/item-parameters';
import { Reads } from '../openapi/describe';
import { queryParameter, TRACKER_FILTER } from '../openapi/parameters';
import { SLIPS, SUMMARY } from '../openapi/wire-schemas';
import { SlipGroupPipe } from './slip-group.pipe';
import { SummaryFilterPipe } from './summary-filter.pipe';

const BY = queryParameter('by', 'What to group by; required', {
  type: 'string',
  enum: SLIP_GROUPS,
});

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

  @Get('slips')
  @Reads({
    summary: 'Count moved due dates and what was completed on time',
    answers: SLIPS,
    hasPast: true,
    isCached: true,
    parameters: [BY, TRACKER_FILTER, ...MATCHING_FILTERS],
    refusals: ['VALIDATION_ERROR'],
  })
  @UseInterceptors(AsOf, ListCache)
  slips(
    @RequestScope() scope: Scope,
    @Query('by', SlipGroupPipe) by: SlipGroup,
    @Query(ReportFilterPipe) filter: ItemFilter,
  ): Promise<Slips> {
    return this.queries.execute(new GetSlips(scope, by, filter));
  }
}
