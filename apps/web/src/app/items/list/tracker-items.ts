import { Component, computed, effect, inject, input, numberAttribute } from '@angular/core';
import { Router, RouterLink } from '@angular/router';
import { mdiPencilOutline, mdiPlus } from '@mdi/js';
import { toProblem } from '../../platform/api-problem/problem';
import { Icon } from '../../platform/icons/icon';
import { Keyboard } from '../../platform/keyboard/keyboard';
import { Texts } from '../../platform/language/texts';
import { LoadState } from '../../platform/loading/load-state';
import { PageTitle } from '../../platform/navigation/page-title';
import { TrackerStore } from '../../trackers/tracker-store';
import { ViewState } from '../view/view-state';
import { ItemList } from './item-list';
import { ItemListStore } from '../store/item-list-store';

/** One tracker as a table of its items. */
@Component({
  selector: 'at-tracker-items',
  imports: [Icon, ItemList, LoadState, RouterLink],
  template: `
    @if (tracker(); as tracker) {
      <div class="page-head">
        <h1>
          <span class="soft">{{ tracker.prefix }}</span> {{ tracker.name }}
        </h1>
        <a
          class="button is-text edit"
          [routerLink]="['/trackers', tracker.id, 'edit']"
          [attr.aria-label]="t('trackers.editOf', { prefix: tracker.prefix })"
        >
          <at-icon [path]="editIcon" /> <span class="wide-only">{{ t('trackers.edit') }}</span>
        </a>
        <a class="button is-filled" [routerLink]="newItemLink()">
          <at-icon [path]="plusIcon" /> {{ t('list.newItem') }}
        </a>
      </div>
      <at-item-list [newItemLink]="newItemLink()" />
    } @else {
      <h1 class="visually-hidden">{{ t('list.tracker') }}</h1>
      <at-load-state [resource]="resource" />
    }
  `,
  styles: `
    @media (width < 860px) {
      .edit {
        padding-inline: 8px;
      }
      .wide-only {
        display: none;
      }
    }
  `,
})
export class TrackerItems {
  readonly trackerId = input.required({ transform: numberAttribute });

  protected readonly t = inject(Texts).t;
  private readonly trackers = inject(TrackerStore);
  private readonly items = inject(ItemListStore);
  private readonly viewState = inject(ViewState);
  private readonly pageTitle = inject(PageTitle);

  protected readonly resource = this.trackers.one;
  protected readonly tracker = computed(() =>
    this.resource.hasValue() ? this.resource.value() : undefined,
  );
  protected readonly newItemLink = computed(() => `/trackers/${this.trackerId()}/items/new`);
  protected readonly plusIcon = mdiPlus;
  protected readonly editIcon = mdiPencilOutline;

  constructor() {
    effect(() => {
      this.trackers.show(this.trackerId());
      this.items.show(this.trackerId());
    });
    effect(() => this.rememberAsLastViewed());
    const router = inject(Router);
    const edit = () => void router.navigate(['/trackers', this.trackerId(), 'edit']);
    inject(Keyboard).offer(() => (this.tracker() ? { editTracker: edit } : {}));
  }

  private rememberAsLastViewed(): void {
    const tracker = this.tracker();
    if (tracker) {
      this.viewState.rememberTracker(tracker.id);
      this.pageTitle.set(`${tracker.prefix} ${tracker.name}`);
      return;
    }
    // Forget a deleted tracker, or "/" would always redirect to it.
    const failure = this.resource.error();
    if (failure && toProblem(failure).code === 'NOT_FOUND') this.viewState.rememberTracker(null);
  }
}
