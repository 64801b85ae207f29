/** The list on screen: the loaded items, filtered and ordered by the view in the URL. */
import { computed, inject, linkedSignal, Service, signal } from '@angular/core';
import type { Params } from '@angular/router';
import type { CreateItemRequest, Item, ListedItem } from '@action-tracker/contracts';
import { Formats } from '../../platform/formats/formats';
import { Moment } from '../../platform/moment/moment';
import { Polling } from '../../platform/polling/polling';
import { People } from '../../people/people';
import { TrackerStore } from '../../trackers/tracker-store';
import { FieldWords } from '../fields/field-words';
import { byFacet, countFacet, type Facet, type FacetCount, filterItems } from '../view/item-filter';
import { type ItemColumn, orderItems } from '../view/item-order';
import { itemSearch } from './item-search';
import { type ItemSection, sectionsOf } from './item-sections';
import { ItemsApi, type ListScope } from '../api/items-api';
import { ListView } from '../view/list-view';
import { narrowedParams } from '../view/narrowing';
import { listedItem } from '../api/listed-item';

const NONE: ReadonlySet<string> = new Set();

/** How an item differs between the two moments of a comparison. */
export interface ItemMarks {
  /** What happened to the item itself, such as its creation. */
  readonly badge?: { readonly icon: string; readonly text: string } | undefined;
  /** The earlier value of each field that differs, as text. */
  readonly before: Readonly<Partial<Record<ItemColumn, string>>>;
}

type Overlays = ReadonlyMap<string, Partial<Item>>;

@Service()
export class ItemListStore {
  private readonly api = inject(ItemsApi);
  private readonly words = inject(FieldWords);
  private readonly formats = inject(Formats);
  private readonly moment = inject(Moment);
  private readonly people = inject(People);
  private readonly trackers = inject(TrackerStore);
  private readonly listView = inject(ListView);
  private readonly view = this.listView.current;
  readonly scope = signal<ListScope | undefined>(undefined);

  /** Undefined for all of them. */
  readonly trackerId = computed(() => {
    const scope = this.scope();
    return scope === 'all' ? undefined : scope;
  });

  /** Items of the timeline, shown in place of those of the server. */
  readonly replayed = signal<readonly ListedItem[] | undefined>(undefined);
  /** What a comparison found, by item id; undefined without one. */
  readonly marks = signal<ReadonlyMap<string, ItemMarks> | undefined>(undefined);

  readonly resource = this.api.list(
    () => (this.replayed() ? undefined : this.scope()),
    () => this.params(),
  );
  /** Whether no newer form of the list is loading. */
  readonly isCurrent = computed(() => !this.resource.isLoading());
  readonly isOfAllTrackers = computed(() => this.scope() === 'all');

  /** Unconfirmed changes by item, shown optimistically. */
  private readonly overlays = signal<Overlays>(new Map());

  private readonly etag = linkedSignal(() => this.resource.headers()?.get('ETag') ?? undefined);

  /** All loaded items including unconfirmed changes; undefined until loaded. */
  readonly all = computed(() => {
    const overlays = this.overlays();
    const items = this.replayed() ?? (this.resource.hasValue() ? this.resource.value() : undefined);
    return !items || overlays.size === 0
      ? items
      : items.map((item) => ({ ...item, ...overlays.get(item.id) }));
  });
  /**
   * Sorting does not change the filter, so the counts stay. A merged user's items belong to the
   * user they were merged into.
   */
  private readonly filter = computed(() => {
    const { filter } = this.view();
    if (filter.owner_id.length === 0) return filter;
    const owners = filter.owner_id.map((id) => String(this.people.realId(Number(id))));
    return { ...filter, owner_id: [...new Set(owners)] };
  });
  private readonly search = itemSearch(
    this.scope,
    () => this.view().filter.text,
    () => this.params(),
  );
  private readonly categories = computed(() => this.trackers.offeredCategories(this.trackerId()));
  private readonly filterContext = computed(() => ({
    today: this.moment.today(),
    found: this.search.matches(),
    categories: this.categories(),
  }));
  private readonly found = computed(() => {
    const found = filterItems(this.all() ?? [], this.filter(), this.filterContext());
    const marks = this.moment.isChangedOnly() ? this.marks() : undefined;
    return marks ? found.filter(({ id }) => marks.has(id)) : found;
  });
  /** Several parts of the page show the same counts. */
  private readonly countsByFacet = byFacet((facet) =>
    computed(() => countFacet(this.all() ?? [], this.filter(), facet, this.filterContext())),
  );
  /** Whether the server's search results for the text are still pending. */
  readonly isSearching = this.search.isPending;
  /** The items of the view, in its order. */
  readonly shown = computed(() =>
    orderItems(this.found(), this.view().order, {
      value: (field, value) => this.words.value(field, value),
      compare: this.formats.compare,
    }),
  );

  /**
   * The row order from when something changed while the table was in use: a row must not jump away
   * from the pointer or the cell being edited. Another view resets it.
   */
  private readonly held = linkedSignal<unknown, readonly ListedItem[] | undefined>({
    source: () => [this.scope(), this.view()],
    computation: () => undefined,
  });
  private isInUse = false;

  /** Whether the held rows differ from what the view would show. */
  readonly isOutOfOrder = computed(() => {
    const held = this.held();
    return held !== undefined && this.placesOf(held) !== this.placesOf(this.shown());
  });

  /** Rows that are displayed only because they are held; they no longer match the view. */
  readonly leaving = computed<ReadonlySet<string>>(() => {
    const held = this.held();
    if (!held) return NONE;
    const found = new Set(this.found().map(({ id }) => id));
    const known = new Set(this.all()?.map(({ id }) => id));
    return new Set(held.map(({ id }) => id).filter((id) => known.has(id) && !found.has(id)));
  });

  /** The groups of the view, in the held order. */
  readonly sections = computed(() => {
    const sections = this.sectionsOf(this.held() ?? this.shown());
    if (!this.held()) return sections;
    const byId = new Map(this.all()?.map((item) => [item.id, item]));
    return sections.map((section) => ({
      ...section,
      items: section.items.flatMap(({ id }) => byId.get(id) ?? []),
    }));
  });

  constructor() {
    inject(Polling).retry(this.resource);
  }

  /** The items of the view in display order, group after group. */
  inOrderOfView(): readonly ListedItem[] {
    return this.sectionsOf(this.shown()).flatMap(({ items }) => items);
  }

  counts(facet: Facet): readonly FacetCount[] {
    return this.countsByFacet[facet]();
  }

  /** Whether the text matched only in a note of the item, which the table does not show. */
  isFoundInNote({ id }: Pick<Item, 'id'>): boolean {
    const matched = this.search.matches().get(id);
    return matched !== undefined && matched.length > 0 && matched.every((at) => at === 'note');
  }

  /** Shows a list: loads it, or refreshes it if it was the last one. Releases held rows. */
  show(scope: ListScope): void {
    this.releaseOrder();
    if (this.scope() === scope) this.resource.reload();
    else this.scope.set(scope);
  }

  /** Set while the pointer or the focus is in the table; rows may move once it is unset. */
  setInUse(isInUse: boolean): void {
    this.isInUse = isInUse;
    if (!isInUse) this.releaseOrder();
  }

  releaseOrder(): void {
    this.held.set(undefined);
  }

  /** Shows a change that is not confirmed yet. */
  overlay(itemId: string, change: Partial<Item>): void {
    this.holdOrder();
    this.overlays.update((overlays) =>
      new Map(overlays).set(itemId, { ...overlays.get(itemId), ...change }),
    );
  }

  /** Removes a change, unless a later one of the same field has replaced it. */
  dropOverlay(itemId: string, change: Partial<Item>): void {
    this.overlays.update((overlays) => {
      const left = Object.entries(overlays.get(itemId) ?? {}).filter(
        ([field, value]) => !Object.entries(change).some(([f, v]) => f === field && v === value),
      );
      const next = new Map(overlays);
      if (left.length === 0) next.delete(itemId);
      else next.set(itemId, Object.fromEntries(left));
      return next;
    });
  }

  /** Applies the server's answer about one item; ignores an older one that arrives late. */
  receiveOne(newest: Item): void {
    if (!this.resource.hasValue()) return;
    this.holdOrder();
    this.search.refresh();
    this.resource.set(
      this.resource
        .value()
        .map((item) =>
          item.id === newest.id && item.version <= newest.version ? listedItem(newest, item) : item,
        )
        .filter(({ withdrawn }) => (withdrawn !== null) === this.listView.isWithdrawn()),
    );
  }

  /** What the server selects the items by. */
  private params(): Params {
    return { ...this.moment.params(), ...narrowedParams(this.listView.narrowing()) };
  }

  /** Loads changes by others, if any. */
  async poll(): Promise<void> {
    const scope = this.scope();
    if (scope === undefined || this.moment.isPast() || !this.resource.hasValue()) return;
    const narrowing = this.listView.narrowing();
    const changed = await this.api.listIfChanged(scope, this.etag(), narrowedParams(narrowing));
    if (!changed || scope !== this.scope() || narrowing !== this.listView.narrowing()) return;
    this.receive(changed.body);
    this.search.refresh();
    this.etag.set(changed.etag);
    await (scope === 'all' ? this.trackers.poll() : this.trackers.pollOne());
  }

  create(trackerId: number, request: CreateItemRequest): Promise<Item> {
    return this.api.create(trackerId, request);
  }

  private receive(newest: readonly ListedItem[]): void {
    if (!this.resource.hasValue()) return;
    const known = new Map(this.resource.value().map((item) => [item.id, item]));
    this.holdOrder();
    this.resource.set(newest.map((item) => newerOf(known.get(item.id), item)));
  }

  /** Keeps the rows in place while the table is in use. */
  holdOrder(): void {
    if (this.isInUse && !this.held()) this.held.set(this.shown());
  }

  private placesOf(items: readonly ListedItem[]): string {
    const sections = this.sectionsOf(items);
    return sections.map(({ key, items }) => [key, ...items.map(({ id }) => id)].join()).join(';');
  }

  private sectionsOf(items: readonly ListedItem[]): readonly ItemSection[] {
    return sectionsOf(items, this.view().group, {
      today: this.moment.today(),
      facetValue: (facet, value) => this.words.facetValue(facet, value),
      compare: this.formats.compare,
      categories: this.categories(),
    });
  }
}

/**
 * An item saved by this client may be newer than a response already on its way. Another name of its
 * category does not change the version of an item.
 */
const newerOf = (known: ListedItem | undefined, item: ListedItem): ListedItem => {
  const isAsKnown = known?.version === item.version && known.category === item.category;
  return known && (isAsKnown || known.version > item.version) ? known : item;
};
