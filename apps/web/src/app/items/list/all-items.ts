import { Component, inject } from '@angular/core';
import { Texts } from '../../platform/language/texts';
import { MomentControl } from '../../moments/moment-control';
import { TrackerStore } from '../../trackers/tracker-store';
import { DefaultView } from '../saved-view/default-view';
import { ItemList } from './item-list';
import { ItemListStore } from '../store/item-list-store';

/** The items of every tracker in one table. */
@Component({
  selector: 'at-all-items',
  imports: [ItemList, MomentControl],
  template: `
    <div class="page-head">
      <h1>{{ t('app.allItems') }}</h1>
      <at-moment-control />
    </div>
    <at-item-list />
  `,
})
export class AllItems {
  protected readonly t = inject(Texts).t;

  constructor() {
    inject(DefaultView);
    inject(TrackerStore).know();
    inject(ItemListStore).show('all');
  }
}
