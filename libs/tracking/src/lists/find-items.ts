import { PAGE_MAX_ITEMS, type ListedItem } from '@action-tracker/contracts';
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import type { ItemFilter } from './item-filter';
import { ItemLists } from './item-lists';
import type { Scope } from '../ledger/scope';

interface Page<Item> {
  readonly items: readonly Item[];
  /** The id to continue after; `undefined` on the last page. */
  readonly next: string | undefined;
}

/**
 * A page of items by prefix and number. @throws DomainError NOT_FOUND for an unknown tracker in the
 * path
 */
export class FindItems extends Query<Page<ListedItem>> {
  constructor(
    readonly scope: Scope,
    readonly filter: ItemFilter = {},
    readonly trackerId?: number,
  ) {
    super();
  }
}

/** Like `FindItems`, with each item as the JSON of a `ListedItem`. */
export class FindItemsAsJson extends Query<Page<string>> {
  constructor(
    readonly scope: Scope,
    readonly filter: ItemFilter = {},
    readonly trackerId?: number,
  ) {
    super();
  }
}

/**
 * All items by prefix and number as JSON, in batches from one snapshot; ignores `limit`. Holds a
 * connection until the caller takes the last batch or stops.
 *
 * @throws DomainError NOT_FOUND for an unknown tracker in the path
 */
export class ReadAllItemsAsJson extends Query<AsyncIterable<readonly string[]>> {
  constructor(
    readonly scope: Scope,
    readonly filter: ItemFilter = {},
    readonly trackerId?: number,
  ) {
    super();
  }
}

/** Parses an item of a list. */
export const listedItem = (json: string): ListedItem => JSON.parse(json) as ListedItem;

@QueryHandler(FindItems)
export class FindItemsHandler implements IQueryHandler<FindItems> {
  constructor(private readonly lists: ItemLists) {}

  async execute(query: FindItems): Promise<Page<ListedItem>> {
    const { items, next } = await readPage(this.lists, query);
    return { items: items.map(listedItem), next };
  }
}

@QueryHandler(FindItemsAsJson)
export class FindItemsAsJsonHandler implements IQueryHandler<FindItemsAsJson> {
  constructor(private readonly lists: ItemLists) {}

  execute(query: FindItemsAsJson): Promise<Page<string>> {
    return readPage(this.lists, query);
  }
}

async function readPage(
  lists: ItemLists,
  { scope, filter, trackerId }: Pick<FindItemsAsJson, 'scope' | 'filter' | 'trackerId'>,
): Promise<Page<string>> {
  const { limit = PAGE_MAX_ITEMS } = filter;
  // Reads one more than requested to detect a next page.
  const found = await lists.first({ scope, filter, trackerId }, limit + 1);
  const items = found.slice(0, limit);
  const last = found.length > items.length ? items.at(-1) : undefined;
  return { items, next: last === undefined ? undefined : listedItem(last).id };
}

@QueryHandler(ReadAllItemsAsJson)
export class ReadAllItemsAsJsonHandler implements IQueryHandler<ReadAllItemsAsJson> {
  constructor(private readonly lists: ItemLists) {}

  execute(query: ReadAllItemsAsJson): Promise<AsyncIterable<readonly string[]>> {
    return this.lists.all(query);
  }
}
