import { HttpClient } from '@angular/common/http';
import { inject, Service } from '@angular/core';
import {
  type AmendNoteRequest,
  API_PATHS,
  type ItemDetail,
  type Note,
  type WithdrawRequest,
} from '@action-tracker/contracts';
import { firstValueFrom } from 'rxjs';
import { ItemStore } from '../store/item-store';

/** Withdraws and corrects what the displayed item consists of. */
@Service()
export class Corrections {
  private readonly http = inject(HttpClient);
  private readonly store = inject(ItemStore);

  async withdraw(itemId: string, request: WithdrawRequest): Promise<void> {
    const path = API_PATHS.withdraw(itemId);
    this.store.receive(await firstValueFrom(this.http.post<ItemDetail>(path, request)));
  }

  async reinstate(itemId: string): Promise<void> {
    const path = API_PATHS.reinstate(itemId);
    this.store.receive(await firstValueFrom(this.http.post<ItemDetail>(path, {})));
  }

  async amendNote({ action_item_id, entry }: Note, request: AmendNoteRequest): Promise<Note> {
    const path = API_PATHS.note(action_item_id, entry);
    const amended = await firstValueFrom(this.http.patch<Note>(path, request));
    this.store.refresh();
    return amended;
  }

  async withdrawNote({ action_item_id, entry }: Note, request: WithdrawRequest): Promise<Note> {
    const path = API_PATHS.withdrawNote(action_item_id, entry);
    const withdrawn = await firstValueFrom(this.http.post<Note>(path, request));
    this.store.refresh();
    return withdrawn;
  }
}
