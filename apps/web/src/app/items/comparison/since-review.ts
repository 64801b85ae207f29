import {
  afterRenderEffect,
  Component,
  computed,
  DestroyRef,
  effect,
  ElementRef,
  inject,
  untracked,
} from '@angular/core';
import { type Params, RouterLink } from '@angular/router';
import { TrackerReviews } from '../../moments/tracker-reviews';
import { Formats } from '../../platform/formats/formats';
import { Texts } from '../../platform/language/texts';
import { Moment } from '../../platform/moment/moment';
import { ItemListStore } from '../store/item-list-store';
import { CHANGE_KINDS, ChangesApi } from './changes-api';
import { CHANGE_TEXTS } from './comparison.texts';
import { SincePlace } from './since-place';

/** Comparing a large tracker is work for the server, so a series of changes is compared once. */
const REST_MS = 1_500;

/** What has changed since the last review, by kind; each number leads to what it counts. */
@Component({
  selector: 'at-since-review',
  imports: [RouterLink],
  host: { '[style.min-height.px]': 'place()', '[class.is-kept]': 'place() > 0' },
  template: `
    @if (last(); as last) {
      @if (changes.hasValue()) {
        <p>
          <a
            [routerLink]="[]"
            [queryParams]="since()"
            queryParamsHandling="merge"
            [title]="last.name + ': ' + t('changes.markHint')"
            >{{ t('changes.sinceReview', { day: day() }) }}</a
          >
          @for (count of counts(); track count.kind) {
            <a class="count" [routerLink]="page()" [queryParams]="from()" [fragment]="count.kind">
              {{ count.name }} <strong>{{ number(count.count) }}</strong>
            </a>
          } @empty {
            {{ t('changes.none') }}
          }
        </p>
      }
    }
  `,
  styles: `
    p {
      display: flex;
      flex-wrap: wrap;
      align-items: center;
      gap: 4px 6px;
      font-size: 12.5px;
    }
    a {
      color: var(--at-text-soft);
      text-decoration: none;
      &:hover {
        color: var(--at-accent);
        text-decoration: underline;
      }
    }
    .count {
      padding: 1px 8px;
      border: 1px solid var(--at-line);
      border-radius: 10px;
    }
    strong {
      color: var(--at-text);
      font-variant-numeric: tabular-nums;
      font-weight: 500;
    }
    @media print {
      p {
        display: none;
      }
    }
  `,
})
export class SinceReview {
  protected readonly t = inject(Texts).with(CHANGE_TEXTS).t;
  protected readonly number = inject(Texts).number;
  private readonly formats = inject(Formats);
  private readonly items = inject(ItemListStore);
  private readonly reviews = inject(TrackerReviews);
  private readonly places = inject(SincePlace);
  private readonly trackerId = inject(Moment).trackerId;
  /** Kept free until the line is there or it is known that there is none. */
  protected readonly place = computed(() => {
    const isKnown = this.changes.hasValue() || this.reviews.closed()?.length === 0;
    const id = this.trackerId();
    return isKnown || id === undefined ? 0 : this.places.heightOf(id);
  });

  protected readonly last = computed(() => this.reviews.closed()?.[0]);
  protected readonly day = computed(() => this.formats.timestampDay(this.last()?.closed_at ?? ''));
  private readonly start = computed(() => {
    const last = this.last();
    return last && `review:${last.number}`;
  });
  protected readonly from = computed<Params>(() => ({ from: this.start() }));
  protected readonly since = computed<Params>(() => ({ since: this.start() }));
  protected readonly page = computed(() => ['/trackers', this.trackerId(), 'changes']);
  protected readonly changes = inject(ChangesApi).between(this.trackerId, () =>
    this.start() === undefined ? undefined : this.from(),
  );
  protected readonly counts = computed(() => {
    if (!this.changes.hasValue()) return [];
    const { items, untouched } = this.changes.value();
    const changed = CHANGE_KINDS.map((kind) => ({
      kind,
      name: this.t(`kind.${kind}`),
      count: items.filter(({ kinds }) => kinds.includes(kind)).length,
    }));
    const rest = { kind: 'untouched', name: this.t('changes.untouched'), count: untouched.length };
    return [...changed, rest].filter(({ count }) => count > 0);
  });

  constructor() {
    this.reviews.refresh();
    const host = inject<ElementRef<HTMLElement>>(ElementRef).nativeElement;
    afterRenderEffect(() => {
      const id = this.trackerId();
      if (id !== undefined && this.place() === 0) this.places.remember(id, host.offsetHeight);
    });
    let timer: ReturnType<typeof setTimeout> | undefined;
    let compared = this.items.all();
    effect(() => {
      const items = this.items.all();
      if (items === undefined || items === compared) return;
      compared = items;
      clearTimeout(timer);
      timer = setTimeout(() => untracked(() => this.changes.reload()), REST_MS);
    });
    inject(DestroyRef).onDestroy(() => clearTimeout(timer));
  }
}
