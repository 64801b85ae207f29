import { Component, computed, effect, inject, input, linkedSignal } from '@angular/core';
import type { ItemDetail } from '@action-tracker/contracts';
import { Texts } from '../../platform/language/texts';
import { ITEM_FORM_TEXTS } from './item-forms.texts';
import { LoadState } from '../../platform/loading/load-state';
import { PageTitle } from '../../platform/navigation/page-title';
import { People } from '../../people/people';
import { RightsHint } from '../../trackers/rights-hint';
import { EditForm } from './edit-form';
import { ItemStore } from '../store/item-store';

/** Loads an item for editing. Later responses do not disturb what is being typed. */
@Component({
  selector: 'at-edit-item',
  imports: [EditForm, LoadState, RightsHint],
  template: `
    <div class="narrow">
      <h1>{{ title() }}</h1>
      @if (opened(); as item) {
        <at-rights-hint [trackerId]="item.tracker_id" needs="change_item" />
        <at-edit-form [item]="item" />
      } @else {
        <at-load-state [resource]="store.resource" />
      }
    </div>
  `,
})
export class EditItem {
  readonly itemId = input.required<string>();

  private readonly t = inject(Texts).with(ITEM_FORM_TEXTS).t;
  protected readonly title = computed(() => this.t('editItem.title', { item: this.itemId() }));
  protected readonly store = inject(ItemStore);
  protected readonly opened = linkedSignal<ItemDetail | undefined, ItemDetail | undefined>({
    source: () => this.store.newest(),
    computation: (newest, previous) => (this.isThis(previous?.value) ? previous?.value : newest),
  });

  constructor() {
    const pageTitle = inject(PageTitle);
    inject(People).refresh();
    effect(() => this.store.show(this.itemId()));
    effect(() => pageTitle.set(this.title()));
  }

  private isThis(item: ItemDetail | undefined): boolean {
    return item?.id === this.itemId();
  }
}
