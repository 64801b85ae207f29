import { PAGE_MAX_ITEMS, type ListedItem } from '@action-tracker/contracts';
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { ItemLists, type ItemFilter } from './item-lists';

export interface ItemPage {
  readonly items: readonly ListedItem[];
  /** The id to go on after, when there are more. */
  readonly next: string | undefined;
}

/** A page of items by prefix and number. @throws DomainError NOT_FOUND for an unknown tracker of a path */
export class FindItems extends Query<ItemPage> {
  constructor(
    readonly filter: ItemFilter = {},
    readonly trackerId?: number,
  ) {
    super();
  }
}

/**
 * All items by prefix and number, in batches of one moment; `limit` does not count. Reading keeps a
 * connection until the last batch is taken or the caller stops.
 *
 * @throws DomainError NOT_FOUND for an unknown tracker of a path
 */
export class ReadAllItems extends Query<AsyncIterable<readonly ListedItem[]>> {
  constructor(
    readonly filter: ItemFilter = {},
    readonly trackerId?: number,
  ) {
    super();
  }
}

@QueryHandler(FindItems)
export class FindItemsHandler implements IQueryHandler<FindItems> {
  constructor(private readonly lists: ItemLists) {}

  async execute({ filter, trackerId }: FindItems): Promise<ItemPage> {
    const { limit = PAGE_MAX_ITEMS } = filter;
    const { text, values } = await this.lists.select(filter, trackerId);
    // One more than asked for tells whether there is a next page.
    const rows = await this.lists.rows(`${text} LIMIT ${limit + 1}`, values);
    const items = rows.slice(0, limit);
    return { items, next: rows.length > items.length ? items.at(-1)?.id : undefined };
  }
}

@QueryHandler(ReadAllItems)
export class ReadAllItemsHandler implements IQueryHandler<ReadAllItems> {
  constructor(private readonly lists: ItemLists) {}

  async execute({
    filter,
    trackerId,
  }: ReadAllItems): Promise<AsyncIterable<readonly ListedItem[]>> {
    const { text, values } = await this.lists.select(filter, trackerId);
    return this.lists.batches(text, values);
  }
}
