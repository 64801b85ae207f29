import { computed, inject, Injectable, linkedSignal, untracked } from '@angular/core';
import type { AgendaItem } from '@action-tracker/contracts';
import { BrowserStorage } from '../../platform/browser-storage/browser-storage';
import type { ReviewKey } from '../api/reviews-api';
import { AgendaStore } from './agenda-store';

const PLACES_KEY = 'action-tracker-agenda-places';
const VERSION = 1;
/** Only one review of a tracker is open, so the place of an earlier one is of no use. */
type Places = Readonly<Record<string, { readonly number: number; readonly itemId: string }>>;

interface Agenda {
  readonly key: ReviewKey | undefined;
  readonly items: readonly AgendaItem[];
}

/** Where somebody is on the agenda. Leaving the page and coming back leads to the same item. */
@Injectable()
export class Walk {
  private readonly store = inject(AgendaStore);
  private readonly storage = inject(BrowserStorage);
  private readonly places = computed(
    () => new Map(this.store.items().map(({ id }, index) => [id, index])),
  );

  private readonly currentId = linkedSignal<Agenda, string | undefined>({
    source: () => ({ key: this.store.key(), items: this.store.items() }),
    computation: ({ key, items }, before) => {
      const places = this.places();
      const known = before?.source.key === key ? before?.value : undefined;
      const place = [known, this.stored(key)].find((id) => id !== undefined && places.has(id));
      return place ?? untracked(() => this.firstUndiscussed(items));
    },
  });
  /** Undefined while the agenda loads, and for an empty one. */
  readonly current = computed(() => this.store.byId().get(this.currentId() ?? ''));
  /** From 0; -1 for none. */
  readonly index = computed(() => this.places().get(this.current()?.id ?? '') ?? -1);
  readonly next = computed(() => this.store.items()[this.index() + 1]);
  readonly previous = computed(() => this.store.items()[this.index() - 1]);
  /** The section of the current item. */
  readonly section = computed(() => {
    const current = this.current();
    return this.store.sections().find(({ items }) => current && items.includes(current));
  });

  go(itemId: string): void {
    this.currentId.set(itemId);
    const key = this.store.key();
    if (!key) return;
    const place = { number: key.number, itemId };
    this.storage.write(PLACES_KEY, {
      version: VERSION,
      places: { ...this.read(), [key.trackerId]: place },
    });
  }

  private firstUndiscussed(items: readonly AgendaItem[]): string | undefined {
    const discussed = this.store.discussed();
    return (items.find(({ id }) => !discussed.has(id)) ?? items[0])?.id;
  }

  private stored(key: ReviewKey | undefined): string | undefined {
    const place = key && this.read()[String(key.trackerId)];
    return place?.number === key?.number ? place?.itemId : undefined;
  }

  private read(): Places {
    const stored = this.storage.read(PLACES_KEY);
    return isStored(stored) ? stored.places : {};
  }
}

function isStored(stored: unknown): stored is { readonly places: Places } {
  if (typeof stored !== 'object' || stored === null) return false;
  if (!('version' in stored) || stored.version !== VERSION || !('places' in stored)) return false;
  const { places } = stored;
  return (
    typeof places === 'object' &&
    places !== null &&
    Object.values(places).every(
      (place: unknown) =>
        typeof place === 'object' && place !== null && 'number' in place && 'itemId' in place,
    )
  );
}
