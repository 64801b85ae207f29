/** The list on screen: what was loaded, seen through the view that the address describes. */
import { computed, inject, linkedSignal, Service, signal } from '@angular/core';
import type { CreateItemRequest, Item } from '@action-tracker/contracts';
import { People } from '../people/people';
import { Session } from '../session/session';
import { countFacet, type Facet, type FacetCount, filterItems } from './item-filter';
import { orderItems } from './item-order';
import { sectionsOf } from './item-sections';
import { ItemsApi, type ListScope } from './items-api';
import { ListView } from './list-view';

const FIRST_ROWS = 100;
const MORE_ROWS = 200;

@Service()
export class ItemListStore {
  private readonly api = inject(ItemsApi);
  private readonly people = inject(People);
  private readonly session = inject(Session);
  private readonly view = inject(ListView).current;
  private readonly scope = signal<ListScope | undefined>(undefined);

  private readonly rowLimit = linkedSignal({
    source: () => [this.scope(), this.view().order, this.view().group],
    computation: () => FIRST_ROWS,
  });

  readonly resource = this.api.list(this.scope);

  /** Everything that was loaded; undefined until then. */
  readonly all = computed(() => (this.resource.hasValue() ? this.resource.value() : undefined));
  readonly shown = computed(() => {
    const { filter, order } = this.view();
    const found = filterItems(this.all() ?? [], filter, this.session.today());
    return orderItems(found, order, (id) => this.people.nameOf(id));
  });

  /**
   * The rows to draw. A tracker may hold thousands of items, and a row costs more than a
   * millisecond: the first screens come at once, more as somebody scrolls towards them.
   */
  readonly sections = computed(() =>
    sectionsOf(this.shown(), this.view().group, {
      today: this.session.today(),
      nameOf: (id) => this.people.nameOf(id),
      limit: this.rowLimit(),
    }),
  );

  counts(facet: Facet): readonly FacetCount[] {
    return countFacet(this.all() ?? [], this.view().filter, facet, this.session.today());
  }

  drawMoreRows(): void {
    if (this.rowLimit() < this.shown().length) this.rowLimit.update((limit) => limit + MORE_ROWS);
  }

  /** Shows a list: fetches it, or its newest form when it is already the one on screen. */
  show(scope: ListScope): void {
    if (this.scope() === scope) this.resource.reload();
    else this.scope.set(scope);
  }

  create(trackerId: number, request: CreateItemRequest): Promise<Item> {
    return this.api.create(trackerId, request);
  }
}
