import { Component, computed, effect, inject, input, viewChild } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { Router, RouterLink } from '@angular/router';
import { mdiArrowLeft, mdiPencilOutline } from '@mdi/js';
import { ItemHistory } from '../history/item-history';
import { Icon } from '../icons/icon';
import { Keyboard } from '../keyboard/keyboard';
import { LoadState } from '../loading/load-state';
import { PageTitle } from '../navigation/page-title';
import { Polling } from '../polling/polling';
import { AddNote } from './add-note';
import { ChangeStatus } from './change-status';
import { ItemFacts } from './item-facts';
import { ItemNotes } from './item-notes';
import { ItemStore } from './item-store';

/** One item: what it is, what was said about it, and everything that ever happened to it. */
@Component({
  selector: 'at-item-page',
  imports: [
    AddNote,
    ChangeStatus,
    Icon,
    ItemFacts,
    ItemHistory,
    ItemNotes,
    LoadState,
    MatButton,
    RouterLink,
  ],
  templateUrl: './item-page.html',
  styleUrl: './item-page.scss',
})
export class ItemPage {
  readonly itemId = input.required<string>();

  protected readonly store = inject(ItemStore);
  private readonly pageTitle = inject(PageTitle);
  private readonly router = inject(Router);
  private readonly changeStatus = viewChild(ChangeStatus);

  protected readonly events = computed(() =>
    this.store.events.hasValue() ? this.store.events.value() : undefined,
  );
  protected readonly backIcon = mdiArrowLeft;
  protected readonly editIcon = mdiPencilOutline;

  constructor() {
    effect(() => this.store.show(this.itemId()));
    inject(Polling).watch(() => this.store.poll());
    const edit = (field: string) => () =>
      void this.router.navigate(['/items', this.itemId(), 'edit'], { fragment: field });
    inject(Keyboard).offer({
      create: () =>
        void this.router.navigate(['/trackers', this.store.item()?.tracker_id, 'items', 'new']),
      edit: edit('title'),
      owner: edit('owner_id'),
      priority: edit('priority'),
      due: edit('due_date'),
      status: () => this.changeStatus()?.focus(),
    });
    effect(() => this.pageTitle.set([this.itemId(), this.store.item()?.title].join(' ').trim()));
  }
}
