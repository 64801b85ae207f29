import { Component, computed, inject, input, output } from '@angular/core';
import { RouterLink } from '@angular/router';
import { Texts } from '../../platform/language/texts';
import { Moment } from '../../platform/moment/moment';
import { Rights } from '../../trackers/rights';
import { RightsHint } from '../../trackers/rights-hint';
import { DropToImport } from './drop-to-import';
import { isFiltering } from '../view/item-filter';
import { ItemListStore } from '../store/item-list-store';
import { ListView } from '../view/list-view';
import { isOpenChosen } from '../view/open-items';
import { EMPTY_LIST_TEXTS } from './empty-list.texts';

/** Replaces the table of a list without rows: nothing matches the filters, or there is nothing yet. */
@Component({
  selector: 'at-empty-list',
  imports: [DropToImport, RightsHint, RouterLink],
  template: `
    @let all = store.all()?.length ?? 0;
    <section class="state">
      @if (all > 0 || view.isNarrowed()) {
        @if (isAllDone()) {
          <h2>{{ t('list.allDone') }}</h2>
          <p>{{ texts.counted('list.allDoneOf', all) }}</p>
        } @else {
          <h2>{{ t('list.noMatch') }}</h2>
          @if (all > 0) {
            <p>{{ texts.counted('list.noMatchOf', all) }}</p>
          }
        }
        <button class="button" type="button" (click)="cleared.emit()">
          {{ t(isAllDone() ? 'list.showAll' : 'list.clear') }}
        </button>
      } @else {
        <h2>{{ t('list.empty') }}</h2>
        @if (moment.isPast()) {
        } @else if (newItemLink() && !rights.may('create_item', trackerId())) {
          <at-rights-hint [trackerId]="trackerId()" needs="create_item" />
        } @else if (newItemLink(); as link) {
          <p>{{ t('list.writeFirst') }}</p>
          <div class="actions">
            @if (rights.mayImport(trackerId())) {
              <a class="button is-filled" [routerLink]="importLink()">{{ t('list.import') }}</a>
            }
            <a class="button" [routerLink]="link">{{ t('list.newItem') }}</a>
          </div>
          @if (rights.mayImport(trackerId())) {
            <at-drop-to-import [trackerId]="trackerId()" />
          }
        } @else {
          <p>{{ t('list.openTracker') }}</p>
          <a class="button" routerLink="/trackers">{{ t('list.allTrackers') }}</a>
        }
      }
    </section>
  `,
})
export class EmptyList {
  /** Target of "New item"; undefined for the list of all trackers. */
  readonly newItemLink = input<string>();
  /** Emitted when the filters are to be cleared. */
  readonly cleared = output();

  protected readonly texts = inject(Texts).with(EMPTY_LIST_TEXTS);
  protected readonly t = this.texts.t;
  protected readonly rights = inject(Rights);
  protected readonly store = inject(ItemListStore);
  protected readonly trackerId = computed(() => Number(this.store.scope()));
  protected readonly importLink = computed(() => `/trackers/${this.trackerId()}/import`);
  protected readonly view = inject(ListView);
  protected readonly moment = inject(Moment);
  /** No open items, and no other filter hides any: success, not an empty search result. */
  protected readonly isAllDone = computed(() => {
    const { filter } = this.view.current();
    return isOpenChosen(filter) && !isFiltering({ ...filter, status: [] });
  });
}
