import { httpResource } from '@angular/common/http';
import { computed, inject, Service } from '@angular/core';
import { API_PATHS, type ItemEventEntry, type Note } from '@action-tracker/contracts';
import { Moment } from '../../platform/moment/moment';
import { Polling } from '../../platform/polling/polling';
import { GatheredEntries } from './gathered-entries';
import { ItemStore } from './item-store';

/** The notes and ledger entries of the displayed item, of which there may be any number. */
@Service()
export class ItemEntries {
  private readonly store = inject(ItemStore);
  private readonly moment = inject(Moment);

  private readonly key = () => JSON.stringify([this.store.itemId(), this.moment.asked()]);

  readonly notes = new GatheredEntries<Note>({
    itemId: this.store.itemId,
    key: this.key,
    newest: () => this.store.item()?.notes,
    page: (place) =>
      httpResource<readonly Note[]>(() => {
        const wanted = place();
        if (!wanted) return undefined;
        const params = { ...this.moment.params(), after: wanted.after };
        return { url: API_PATHS.notes(wanted.itemId), params };
      }),
    positionOf: ({ id }) => id,
    compare: latestDateFirst,
  });

  readonly events = new GatheredEntries<ItemEventEntry>({
    itemId: this.store.itemId,
    key: this.key,
    newest: () => (this.store.events.hasValue() ? this.store.events.value() : undefined),
    page: (place) =>
      httpResource<readonly ItemEventEntry[]>(() => {
        const wanted = place();
        if (!wanted) return undefined;
        const params = { ...this.moment.params(), order: 'newest', after: wanted.after };
        return { url: API_PATHS.events(wanted.itemId), params };
      }),
    positionOf: ({ position }) => position,
    compare: (a, b) => b.position - a.position,
  });

  /** The loaded ledger entries, oldest first. */
  readonly history = computed(() => this.events.shown()?.toReversed());

  constructor() {
    const polling = inject(Polling);
    for (const { earlier } of [this.notes, this.events]) polling.retry(earlier);
  }
}

/** Same order as the server: by date, then by entry. */
function latestDateFirst(a: Note, b: Note): number {
  if (a.note_date !== b.note_date) return a.note_date < b.note_date ? 1 : -1;
  return b.id - a.id;
}
