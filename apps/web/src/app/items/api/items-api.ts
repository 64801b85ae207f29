import { HttpClient, httpResource, type HttpResourceRef } from '@angular/common/http';
import { inject, Service } from '@angular/core';
import {
  type AddNoteRequest,
  API_PATHS,
  type ChangeItemRequest,
  type ChangeStatusRequest,
  type CreateItemRequest,
  type Item,
  type ItemDetail,
  type ItemEventEntry,
  type ListedItem,
  type Note,
  PAGE_MAX_ITEMS,
  type StatusEntry,
} from '@action-tracker/contracts';
import type { Params } from '@angular/router';
import { firstValueFrom } from 'rxjs';
import { type Changed, getIfChanged } from '../../platform/polling/get-if-changed';

/** The items of one tracker by id, or of all trackers. */
export type ListScope = number | 'all';

const NO_PARAMS = (): Params => ({});

/** HTTP access to action items. A read stays idle while its id is undefined. */
@Service()
export class ItemsApi {
  private readonly http = inject(HttpClient);

  /** @param params They name the moment. */
  list(
    scope: () => ListScope | undefined,
    params: () => Params = NO_PARAMS,
  ): HttpResourceRef<readonly ListedItem[] | undefined> {
    return httpResource<readonly ListedItem[]>(() => {
      const wanted = scope();
      return wanted === undefined ? undefined : { url: pathOf(wanted), params: params() };
    });
  }

  /** Searches a list on the server; the answer says where each item matched. */
  search(
    question: () => { readonly scope: ListScope; readonly text: string } | undefined,
    params: () => Params = NO_PARAMS,
  ): HttpResourceRef<readonly ListedItem[] | undefined> {
    return httpResource<readonly ListedItem[]>(() => {
      const asked = question();
      return asked && { url: pathOf(asked.scope), params: { ...params(), q: asked.text } };
    });
  }

  /** The list, unless the ETag is still current. */
  listIfChanged(
    scope: ListScope,
    etag: string | undefined,
    params: Params = {},
  ): Promise<Changed<readonly ListedItem[]> | undefined> {
    return getIfChanged<readonly ListedItem[]>(this.http, pathOf(scope), etag, params);
  }

  /** The item, unless the ETag is still current. */
  oneIfChanged(id: string, etag: string | undefined): Promise<Changed<ItemDetail> | undefined> {
    return getIfChanged<ItemDetail>(this.http, API_PATHS.item(id), etag);
  }

  one(
    itemId: () => string | undefined,
    params: () => Params,
  ): HttpResourceRef<ItemDetail | undefined> {
    return httpResource<ItemDetail>(() => {
      const id = itemId();
      return id === undefined ? undefined : { url: API_PATHS.item(id), params: params() };
    });
  }

  /** The newest ledger entries of an item, newest first; all of them unless there are very many. */
  events(
    itemId: () => string | undefined,
    params: () => Params,
  ): HttpResourceRef<readonly ItemEventEntry[] | undefined> {
    return httpResource<readonly ItemEventEntry[]>(() => {
      const id = itemId();
      return id === undefined
        ? undefined
        : { url: API_PATHS.events(id), params: { ...params(), order: 'newest' } };
    });
  }

  create(trackerId: number, request: CreateItemRequest): Promise<Item> {
    return firstValueFrom(this.http.post<Item>(API_PATHS.trackerItems(trackerId), request));
  }

  /** Changes fields if the item still has the given version; otherwise the server answers 412. */
  change(item: Pick<Item, 'id' | 'version'>, request: ChangeItemRequest): Promise<ItemDetail> {
    const headers = { 'If-Match': `"${item.version}"` };
    return firstValueFrom(
      this.http.patch<ItemDetail>(API_PATHS.item(item.id), request, { headers }),
    );
  }

  /**
   * @param version The server answers 412 if the item has another one; any version is accepted if
   *   left out.
   */
  changeStatus(
    itemId: string,
    request: ChangeStatusRequest,
    version?: number,
  ): Promise<StatusEntry> {
    const headers = version === undefined ? {} : { 'If-Match': `"${version}"` };
    return firstValueFrom(
      this.http.post<StatusEntry>(API_PATHS.status(itemId), request, { headers }),
    );
  }

  read(itemId: string): Promise<ItemDetail> {
    return firstValueFrom(this.http.get<ItemDetail>(API_PATHS.item(itemId)));
  }

  /** The ledger entries of an item after the given version. */
  async eventsAfter(itemId: string, version: number): Promise<readonly ItemEventEntry[]> {
    const events: ItemEventEntry[] = [];
    for (;;) {
      const params = { after_version: events.at(-1)?.version ?? version };
      const page = await firstValueFrom(
        this.http.get<readonly ItemEventEntry[]>(API_PATHS.events(itemId), { params }),
      );
      events.push(...page);
      if (page.length < PAGE_MAX_ITEMS) return events;
    }
  }

  addNote(itemId: string, request: AddNoteRequest): Promise<Note> {
    return firstValueFrom(this.http.post<Note>(API_PATHS.notes(itemId), request));
  }
}

export const pathOf = (scope: ListScope): string =>
  scope === 'all' ? API_PATHS.items : API_PATHS.trackerItems(scope);
