import {
  Component,
  computed,
  effect,
  inject,
  input,
  linkedSignal,
  numberAttribute,
} from '@angular/core';
import { Router, RouterLink } from '@angular/router';
import { mdiClipboardCheckOutline, mdiImport, mdiPencilOutline, mdiPlus } from '@mdi/js';
import type { Tracker } from '@action-tracker/contracts';
import { MomentControl } from '../../moments/moment-control';
import { toProblem } from '../../platform/api-problem/problem';
import { Icon } from '../../platform/icons/icon';
import { Keyboard } from '../../platform/keyboard/keyboard';
import { Texts } from '../../platform/language/texts';
import { LoadState } from '../../platform/loading/load-state';
import { Moment } from '../../platform/moment/moment';
import { PageTitle } from '../../platform/navigation/page-title';
import { PartNotLoaded } from '../../platform/navigation/part-not-loaded';
import { SincePlace } from '../comparison/since-place';
import { SinceReview } from '../comparison/since-review';
import { DefaultView } from '../saved-view/default-view';
import { Timeline } from '../timeline/timeline';
import { Rights } from '../../trackers/rights';
import { RightsHint } from '../../trackers/rights-hint';
import { TrackerStore } from '../../trackers/tracker-store';
import { ViewState } from '../view/view-state';
import { ItemList } from './item-list';
import { ItemListStore } from '../store/item-list-store';

interface Loaded {
  readonly value: Tracker | undefined;
  readonly isGone: boolean;
}

/** One tracker as a table of its items. */
@Component({
  selector: 'at-tracker-items',
  imports: [
    Icon,
    ItemList,
    LoadState,
    MomentControl,
    PartNotLoaded,
    RightsHint,
    RouterLink,
    SinceReview,
    Timeline,
  ],
  template: `
    @if (tracker(); as tracker) {
      <div class="page-head">
        <h1>
          <span class="soft">{{ tracker.prefix }}</span> {{ tracker.name }}
        </h1>
        @if (!moment.isPast() && !moment.since()) {
          @defer (on idle) {
            <at-since-review />
          } @placeholder {
            @if (places.heightOf(tracker.id); as height) {
              <div class="since-place" [style.height.px]="height"></div>
            }
          } @error {
            <at-part-not-loaded />
          }
        }
        <at-moment-control [trackerId]="tracker.id" [hasTimeline]="true" />
        <a
          class="button is-text edit"
          [routerLink]="['/trackers', tracker.id, 'reviews']"
          [attr.aria-label]="t('list.reviews')"
        >
          <at-icon [path]="reviewsIcon" /> <span class="wide-only">{{ t('list.reviews') }}</span>
        </a>
        @if (!moment.isPast()) {
          @if (rights.mayImport(tracker.id)) {
            <a
              class="button is-text edit"
              [routerLink]="['/trackers', tracker.id, 'import']"
              [attr.aria-label]="t('list.importFile')"
            >
              <at-icon [path]="importIcon" />
              <span class="wide-only">{{ t('list.importFile') }}</span>
            </a>
          }
          <a
            class="button is-text edit"
            [routerLink]="['/trackers', tracker.id, 'settings']"
            [attr.aria-label]="t('trackers.editOf', { prefix: tracker.prefix })"
          >
            <at-icon [path]="editIcon" /> <span class="wide-only">{{ t('trackers.edit') }}</span>
          </a>
          @if (rights.may('create_item', tracker.id)) {
            <a class="button is-filled" [routerLink]="newItemLink()">
              <at-icon [path]="plusIcon" /> {{ t('list.newItem') }}
            </a>
          }
          @if (!rights.may('change_item', tracker.id)) {
            <div class="hint">
              @defer (on immediate) {
                <at-rights-hint [trackerId]="tracker.id" needs="change_item" />
              } @error {
                <at-part-not-loaded />
              }
            </div>
          }
        }
      </div>
      @if (moment.isTimelineOpen()) {
        @defer (on immediate) {
          <at-timeline [trackerId]="tracker.id" />
        } @error {
          <at-part-not-loaded />
        }
      }
      <at-item-list [newItemLink]="newItemLink()" />
    } @else {
      <h1 class="visually-hidden">{{ t('list.tracker') }}</h1>
      <at-load-state [resource]="resource" />
    }
  `,
  styles: `
    at-since-review,
    .since-place,
    .hint {
      order: 1;
      flex: 100%;
    }
    at-since-review:not(.is-kept, :has(p)) {
      display: none;
    }
    .hint {
      min-height: 40px;
    }
    @media (width < 860px) {
      .hint {
        min-height: 80px;
      }
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
  protected readonly moment = inject(Moment);
  protected readonly rights = inject(Rights);
  protected readonly places = inject(SincePlace);
  private readonly trackers = inject(TrackerStore);
  private readonly items = inject(ItemListStore);
  private readonly viewState = inject(ViewState);
  private readonly pageTitle = inject(PageTitle);

  protected readonly resource = this.trackers.one;
  /** Stays on screen while its form at another moment is loading. */
  protected readonly tracker = linkedSignal<Loaded, Tracker | undefined>({
    source: () => ({
      value: this.resource.hasValue() ? this.resource.value() : undefined,
      isGone: this.resource.error() !== undefined,
    }),
    computation: ({ value, isGone }, before) => {
      const known = isGone ? undefined : before?.value;
      return value ?? (known?.id === this.trackerId() ? known : undefined);
    },
  });
  protected readonly newItemLink = computed(() => `/trackers/${this.trackerId()}/items/new`);
  protected readonly plusIcon = mdiPlus;
  protected readonly importIcon = mdiImport;
  protected readonly editIcon = mdiPencilOutline;
  protected readonly reviewsIcon = mdiClipboardCheckOutline;

  constructor() {
    inject(DefaultView);
    effect(() => {
      this.trackers.show(this.trackerId());
      this.items.show(this.trackerId());
    });
    effect(() => this.rememberAsLastViewed());
    const router = inject(Router);
    const edit = () => void router.navigate(['/trackers', this.trackerId(), 'edit']);
    inject(Keyboard).offer(() =>
      this.tracker() && !this.moment.isPast() ? { editTracker: edit } : {},
    );
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
    const isMissing = failure && toProblem(failure).code === 'NOT_FOUND';
    if (isMissing && !this.moment.isPast()) this.viewState.rememberTracker(null);
  }
}
