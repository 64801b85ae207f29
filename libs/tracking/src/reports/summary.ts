/** Item counts for reports. */
import type { Summary } from '@action-tracker/contracts';
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { ItemCounts } from './item-counts';
import { sumOf } from './item-summary';
import type { Scope } from '../ledger/scope';

/** The counts of the given trackers, or of all. */
export class GetSummary extends Query<Summary> {
  constructor(
    readonly scope: Scope,
    readonly trackerIds?: readonly number[],
  ) {
    super();
  }
}

@QueryHandler(GetSummary)
export class GetSummaryHandler implements IQueryHandler<GetSummary> {
  constructor(private readonly counts: ItemCounts) {}

  async execute({ scope, trackerIds }: GetSummary): Promise<Summary> {
    return sumOf((await this.counts.of(scope, trackerIds)).map(({ summary }) => summary));
  }
}
