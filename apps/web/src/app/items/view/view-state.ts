/** What the browser remembers between visits: the last page, and the view of each list. */
import { computed, inject, Service, signal, untracked } from '@angular/core';
import { BrowserStorage } from '../../platform/browser-storage/browser-storage';
import { byFacet, type Choices, type Facet, isIdFacet } from './item-filter';
import type { ItemOrder } from './item-order';
import type { Group } from './item-view';
import type { ListScope } from '../api/items-api';
import {
  FRESH_VIEW_STATE,
  type StoredList,
  type StoredTable,
  type StoredViewState,
  viewStateBefore,
  viewStateOf,
} from './stored-view-state';

export const VIEW_STATE_KEY = 'action-tracker-view-state';
/** Storage key of columns and density in the previous format. */
const TABLE_KEY_BEFORE = 'action-tracker-table-layout';

/** The last view of a list. The search text is not remembered. */
export interface RememberedList {
  readonly filters: Choices;
  readonly sort: ItemOrder;
  readonly group: Group | undefined;
}

@Service()
export class ViewState {
  private readonly storage = inject(BrowserStorage);
  private readonly state = signal(this.read());

  /** Display options of the table in every list. */
  readonly table = computed(() => this.state().table);

  lastTrackerId(): number | null {
    return this.state().lastTrackerId;
  }

  /** Undefined for a list that was never viewed. */
  list(scope: ListScope): RememberedList | undefined {
    const stored = this.state().lists[scope];
    if (!stored) return undefined;
    const { filters, sort, group } = stored;
    const texts = (facet: Facet) => (filters[facet] ?? []).map(String);
    return {
      filters: byFacet(texts),
      sort,
      group: group ?? undefined,
    };
  }

  rememberTracker(lastTrackerId: number | null): void {
    this.write({ lastTrackerId });
  }

  rememberList(scope: ListScope, { filters, sort, group }: RememberedList): void {
    const list: StoredList = {
      filters: byFacet((facet) =>
        nullIfNone(isIdFacet(facet) ? filters[facet].map(Number) : filters[facet]),
      ),
      sort,
      group: group ?? null,
    };
    this.write({ lists: { ...untracked(this.state).lists, [scope]: list } });
  }

  rememberTable(given: Partial<StoredTable>): void {
    this.write({ table: { ...untracked(this.state).table, ...given } });
  }

  private write(given: Partial<StoredViewState>): void {
    // Untracked: an effect that writes the state and also tracks it would run forever.
    const state = { ...untracked(this.state), ...given };
    this.state.set(state);
    this.storage.write(VIEW_STATE_KEY, state);
  }

  private read(): StoredViewState {
    const stored = this.storage.read(VIEW_STATE_KEY);
    const known = viewStateOf(stored);
    if (known) return known;
    const migrated = viewStateBefore(stored, this.storage.read(TABLE_KEY_BEFORE));
    this.storage.remove(VIEW_STATE_KEY);
    this.storage.remove(TABLE_KEY_BEFORE);
    if (migrated) this.storage.write(VIEW_STATE_KEY, migrated);
    return migrated ?? FRESH_VIEW_STATE;
  }
}

const nullIfNone = (values: readonly (string | number)[]) => (values.length > 0 ? values : null);
