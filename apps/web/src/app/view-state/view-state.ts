/**
 * What the browser remembers between visits, in localStorage. The form of it has a version: older,
 * newer or broken content is thrown away rather than guessed at (planning document, "View State
 * Persistence").
 */
import { inject, Service, signal, untracked } from '@angular/core';
import { BrowserStorage } from '../browser-storage/browser-storage';
import type { Facet } from '../items/item-filter';
import { DEFAULT_ORDER, ITEM_COLUMNS, type ItemOrder } from '../items/item-order';
import { knownValues } from '../items/item-view';

export const VIEW_STATE_KEY = 'action-tracker-view-state';
const VIEW_STATE_VERSION = 1;

const REMEMBERED_FACETS = ['status', 'category', 'owner_id', 'priority'] as const satisfies Facet[];
type RememberedFacet = (typeof REMEMBERED_FACETS)[number];

/** Null is "all"; owners are ids. */
type StoredFilters = Readonly<Record<RememberedFacet, readonly (string | number)[] | null>>;

interface StoredViewState {
  readonly version: typeof VIEW_STATE_VERSION;
  readonly lastTrackerId: number | null;
  readonly filters: StoredFilters;
  readonly sort: ItemOrder;
}

/** How lists were looked at last: what was chosen per facet, and the order. */
export interface RememberedList {
  readonly filters: Readonly<Record<RememberedFacet, readonly string[]>>;
  readonly sort: ItemOrder;
}

const FRESH: StoredViewState = {
  version: VIEW_STATE_VERSION,
  lastTrackerId: null,
  filters: { status: null, category: null, owner_id: null, priority: null },
  sort: DEFAULT_ORDER,
};

@Service()
export class ViewState {
  private readonly storage = inject(BrowserStorage);
  private readonly state = signal(this.read());

  lastTrackerId(): number | null {
    return this.state().lastTrackerId;
  }

  list(): RememberedList {
    const { filters, sort } = this.state();
    const textsOf = (facet: RememberedFacet) => (filters[facet] ?? []).map(String);
    return {
      filters: {
        status: textsOf('status'),
        category: textsOf('category'),
        owner_id: textsOf('owner_id'),
        priority: textsOf('priority'),
      },
      sort,
    };
  }

  rememberTracker(lastTrackerId: number | null): void {
    this.write({ lastTrackerId });
  }

  rememberList({ filters, sort }: RememberedList): void {
    const { status, category, owner_id, priority } = filters;
    this.write({
      filters: {
        status: nullIfNone(status),
        category: nullIfNone(category),
        owner_id: nullIfNone(owner_id.map(Number)),
        priority: nullIfNone(priority),
      },
      sort,
    });
  }

  private write(given: Partial<StoredViewState>): void {
    // Effects write here; reading the state outright would make them run again, for ever.
    const state = { ...untracked(this.state), ...given };
    this.state.set(state);
    this.storage.write(VIEW_STATE_KEY, state);
  }

  private read(): StoredViewState {
    const stored = this.storage.read(VIEW_STATE_KEY);
    if (isViewState(stored)) return stored;
    this.storage.remove(VIEW_STATE_KEY);
    return FRESH;
  }
}

const nullIfNone = <Value>(values: readonly Value[]): readonly Value[] | null =>
  values.length > 0 ? values : null;

function isViewState(value: unknown): value is StoredViewState {
  if (!isObject(value) || value['version'] !== VIEW_STATE_VERSION) return false;
  const { lastTrackerId } = value;
  if (lastTrackerId !== null && !Number.isSafeInteger(lastTrackerId)) return false;
  return isFilters(value['filters']) && isSort(value['sort']);
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;

const isFilters = (value: unknown): boolean =>
  isObject(value) && REMEMBERED_FACETS.every((facet) => isChoice(facet, value[facet]));

function isChoice(facet: RememberedFacet, value: unknown): boolean {
  if (value === null) return true;
  if (!Array.isArray(value)) return false;
  return knownValues(facet, value.map(String)).length === value.length;
}

const isSort = (value: unknown): boolean =>
  isObject(value) &&
  ITEM_COLUMNS.some((column) => column === value['column']) &&
  (value['direction'] === 'asc' || value['direction'] === 'desc');
