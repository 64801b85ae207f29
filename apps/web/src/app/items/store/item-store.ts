import { computed, inject, linkedSignal, Service, signal } from '@angular/core';
import type {
  AddNoteRequest,
  ChangeItemRequest,
  ChangeStatusRequest,
  Item,
  ItemDetail,
  ItemEventEntry,
  Note,
} from '@action-tracker/contracts';
import { Moment } from '../../platform/moment/moment';
import { Polling } from '../../platform/polling/polling';
import { isItemDetail } from '../api/item-detail';
import { ItemsApi } from '../api/items-api';

/**
 * The displayed item with its newest notes and ledger entries. Every command reloads both; the
 * previous content stays on screen until the response arrives.
 */
@Service()
export class ItemStore {
  private readonly api = inject(ItemsApi);
  private readonly moment = inject(Moment);
  /** Id of the displayed item. */
  readonly itemId = signal<string | undefined>(undefined);

  readonly resource = this.api.one(this.itemId, this.moment.params);
  readonly events = this.api.events(this.itemId, this.moment.params);
  private readonly etag = linkedSignal(() => this.resource.headers()?.get('ETag') ?? undefined);
  readonly item = computed(() => (this.resource.hasValue() ? this.resource.value() : undefined));
  /** The current item; undefined while a newer form may still be loading. */
  readonly newest = computed(() =>
    this.resource.status() === 'resolved' ? this.item() : undefined,
  );

  constructor() {
    const polling = inject(Polling);
    polling.retry(this.resource);
    polling.retry(this.events);
  }

  /** Shows an item: loads it, or refreshes it if it is already displayed. */
  show(itemId: string): void {
    if (this.itemId() === itemId) this.refresh();
    else this.itemId.set(itemId);
  }

  refresh(): void {
    this.resource.reload();
    this.events.reload();
  }

  async change(item: ItemDetail, request: ChangeItemRequest): Promise<void> {
    await this.api.change(item, request);
    this.refresh();
  }

  /** The entries after this version of the item, oldest first. */
  eventsAfter({ id, version }: ItemDetail): Promise<readonly ItemEventEntry[]> {
    return this.api.eventsAfter(id, version);
  }

  async changeStatus(itemId: string, request: ChangeStatusRequest): Promise<void> {
    await this.api.changeStatus(itemId, request);
    this.refresh();
  }

  async addNote(itemId: string, request: AddNoteRequest): Promise<Note> {
    const note = await this.api.addNote(itemId, request);
    this.refresh();
    return note;
  }

  /** Applies the result of editing a single field. */
  receive(newest: Item): void {
    const known = this.item();
    if (known?.id !== newest.id || known.version >= newest.version) return;
    if (isItemDetail(newest)) this.resource.set(newest);
    else this.resource.reload();
    this.events.reload();
  }

  /** Loads changes by others, if any. */
  async poll(): Promise<void> {
    const item = this.item();
    if (!item || this.moment.isPast() || this.resource.isLoading()) return;
    const changed = await this.api.oneIfChanged(item.id, this.etag());
    if (!changed || changed.body.id !== this.itemId()) return;
    const { version, category } = this.item() ?? {};
    // A category may have another name.
    if (changed.body.version !== version || changed.body.category !== category) {
      this.resource.set(changed.body);
      this.events.reload();
    }
    // Last, because setting the item clears the headers and with them the ETag.
    this.etag.set(changed.etag);
  }
}
