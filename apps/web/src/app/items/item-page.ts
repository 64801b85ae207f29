import { Component, computed, effect, inject, input, viewChild } from '@angular/core';
import { Router, RouterLink } from '@angular/router';
import { mdiArrowLeft, mdiPencilOutline } from '@mdi/js';
import { ItemHistory } from '../history/item-history';
import { ValueOrigin } from '../history/value-origin';
import { Icon } from '../icons/icon';
import { Keyboard } from '../keyboard/keyboard';
import { Texts } from '../language/texts';
import { LoadState } from '../loading/load-state';
import { PageTitle } from '../navigation/page-title';
import { People } from '../people/people';
import { Polling } from '../polling/polling';
import { AddNote } from './add-note';
import { AsOfPicker } from './as-of-picker';
import { ChangeStatus } from './change-status';
import { ItemFacts } from './item-facts';
import { ItemNotes } from './item-notes';
import { PastItem } from './past-item';
import { ItemStore } from './item-store';

/** One item: what it is, what was said about it, and everything that ever happened to it. */
@Component({
  selector: 'at-item-page',
  imports: [
    AddNote,
    AsOfPicker,
    ChangeStatus,
    Icon,
    ItemFacts,
    ItemHistory,
    ItemNotes,
    LoadState,
    PastItem,
    RouterLink,
    ValueOrigin,
  ],
  templateUrl: './item-page.html',
  styleUrl: './item-page.scss',
})
export class ItemPage {
  readonly itemId = input.required<string>();
  /** From the query: a day of the past, to see the item as it was then. */
  readonly as_of = input<string>();

  protected readonly t = inject(Texts).t;
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
    inject(People); // Asks for the names that the item will need beside it, not after it.
    effect(() => this.store.show(this.itemId()));
    inject(Polling).watch(() => this.store.poll());
    const edit = (field: string) => () => this.edit(field);
    inject(Keyboard).offer({
      create: () =>
        void this.router.navigate(['/trackers', this.store.item()?.tracker_id, 'items', 'new']),
      edit: edit('title'),
      owner: edit('owner_id'),
      priority: edit('priority'),
      due: edit('due_date'),
      status: () => this.changeStatus()?.focus(),
    });
    effect(() => {
      const title = [this.itemId(), this.store.item()?.title].join(' ').trim();
      if (!this.as_of()) this.pageTitle.set(title);
    });
  }

  /** The past cannot be edited. */
  private edit(field: string): void {
    if (this.as_of()) return;
    void this.router.navigate(['/items', this.itemId(), 'edit'], { fragment: field });
  }
}
