import type { ItemAsOf, ItemDetail } from '@action-tracker/contracts';
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { ReadLedgers } from '../ledger/ledgers';
import type { Scope } from '../ledger/scope';
import { itemAsOf } from './item-past';
import { LiveItems } from './live-item';

/** In the past, with the instant. */
type Found = ItemDetail & Partial<ItemAsOf>;

/**
 * One item with its newest notes, now or as of the moment of the scope.
 *
 * @throws DomainError NOT_FOUND, also before it existed
 */
export class GetItem extends Query<Found> {
  constructor(
    readonly scope: Scope,
    readonly itemId: string,
  ) {
    super();
  }
}

@QueryHandler(GetItem)
export class GetItemHandler implements IQueryHandler<GetItem> {
  constructor(
    private readonly items: LiveItems,
    private readonly ledgers: ReadLedgers,
  ) {}

  execute({ scope, itemId }: GetItem): Promise<Found> {
    const { moment } = scope;
    return moment ? itemAsOf(this.ledgers, scope, moment, itemId) : this.items.read(scope, itemId);
  }
}
