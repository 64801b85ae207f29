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
import { Polling } from '../../platform/polling/polling';
import { isItemDetail } from '../api/item-detail';
import { ItemsApi } from '../api/items-api';

/**
 * The one item on screen with its newest notes and ledger entries. After every command both are
 * fetched again; what was there stays on screen until the new answer arrives.
 */
@Service()
export class ItemStore {
  private readonly api = inject(ItemsApi);
  /** The one that is shown. */
  readonly itemId = signal<string | undefined>(undefined);

  readonly resource = this.api.one(this.itemId);
  readonly events = this.api.events(this.itemId);
  private readonly etag = linkedSignal(() => this.resource.headers()?.get('ETag') ?? undefined);
  readonly item = computed(() => (this.resource.hasValue() ? this.resource.value() : undefined));
  /** The item as it is now: undefined while a newer form may still be on its way. */
  readonly newest = computed(() =>
    this.resource.status() === 'resolved' ? this.item() : undefined,
  );

  constructor() {
    const polling = inject(Polling);
    polling.retry(this.resource);
    polling.retry(this.events);
  }

  /** Shows an item: fetches it, or its newest form when it is already the one on screen. */
  show(itemId: string): void {
    if (this.itemId() === itemId) this.refresh();
    else this.itemId.set(itemId);
  }

  async change(item: ItemDetail, request: ChangeItemRequest): Promise<void> {
    await this.api.change(item, request);
    this.refresh();
  }

  /** What was written since this form of the item, oldest first. */
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

  /** Takes over what an edit of a single field has led to. */
  receive(newest: Item): void {
    const known = this.item();
    if (known?.id !== newest.id || known.version >= newest.version) return;
    if (isItemDetail(newest)) this.resource.set(newest);
    else this.resource.reload();
    this.events.reload();
  }

  /** Takes over what others changed, if they did. */
  async poll(): Promise<void> {
    const item = this.item();
    if (!item || this.resource.isLoading()) return;
    const changed = await this.api.oneIfChanged(item.id, this.etag());
    if (!changed || changed.body.id !== this.itemId()) return;
    if (changed.body.version !== this.item()?.version) {
      this.resource.set(changed.body);
      this.events.reload();
    }
    // Last: an item that is set has no headers, and the tag is theirs until it is set.
    this.etag.set(changed.etag);
  }

  private refresh(): void {
    this.resource.reload();
    this.events.reload();
  }
}
