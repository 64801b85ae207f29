/**
 * The list on screen: what was loaded, how it is narrowed and ordered. Filter and order belong to
 * the store and not to a page, so they survive a look at an item; moving them into the URL later
 * touches only this file and the pages.
 */
import { computed, inject, linkedSignal, Service, signal } from '@angular/core';
import type { CreateItemRequest, Item } from '@action-tracker/contracts';
import { People } from '../people/people';
import { countByStatus, filterItems, type ItemFilter, NO_FILTER } from './item-filter';
import { DEFAULT_ORDER, type ItemOrder, orderItems } from './item-order';
import { ItemsApi, type ListScope } from './items-api';

const FIRST_ROWS = 100;
const MORE_ROWS = 200;

@Service()
export class ItemListStore {
  private readonly api = inject(ItemsApi);
  private readonly people = inject(People);
  private readonly scope = signal<ListScope | undefined>(undefined);

  private readonly rowLimit = linkedSignal({
    source: () => [this.scope(), this.order()],
    computation: () => FIRST_ROWS,
  });

  readonly resource = this.api.list(this.scope);
  readonly filter = signal<ItemFilter>(NO_FILTER);
  readonly order = signal<ItemOrder>(DEFAULT_ORDER);

  /** Everything that was loaded; undefined until then. */
  readonly all = computed(() => (this.resource.hasValue() ? this.resource.value() : undefined));
  readonly statusCounts = computed(() => countByStatus(this.all() ?? [], this.filter().text));
  readonly shown = computed(() =>
    orderItems(filterItems(this.all() ?? [], this.filter()), this.order(), (id) =>
      this.people.nameOf(id),
    ),
  );

  /**
   * The rows to draw. A tracker may hold thousands of items, and a row costs more than a
   * millisecond: the first screens come at once, more as somebody scrolls towards them.
   */
  readonly rows = computed(() => this.shown().slice(0, this.rowLimit()));

  drawMoreRows(): void {
    if (this.rowLimit() < this.shown().length) this.rowLimit.update((limit) => limit + MORE_ROWS);
  }

  /**
   * Shows a list: fetches it, or its newest form when it is already the one on screen. Words that
   * were searched for in one list mean little in the next; chosen statuses stay.
   */
  show(scope: ListScope): void {
    if (this.scope() === scope) {
      this.resource.reload();
      return;
    }
    this.scope.set(scope);
    this.filter.update((filter) => ({ ...filter, text: '' }));
  }

  create(trackerId: number, request: CreateItemRequest): Promise<Item> {
    return this.api.create(trackerId, request);
  }
}
