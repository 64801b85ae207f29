import { Component, computed, DOCUMENT, effect, inject, input } from '@angular/core';
import { Router, RouterLink } from '@angular/router';
import { mdiHistory } from '@mdi/js';
import { isPlainDate, type ItemAsOf } from '@action-tracker/contracts';
import { toProblem } from '../../platform/api-problem/problem';
import { endOfDay } from '../../platform/dates/end-of-day';
import { IS_PAST } from '../../platform/formats/time-ago';
import { Icon } from '../../platform/icons/icon';
import { isComposing } from '../../platform/keyboard/composing';
import { Formats } from '../../platform/formats/formats';
import { Texts } from '../../platform/language/texts';
import { LoadState } from '../../platform/loading/load-state';
import { PageTitle } from '../../platform/navigation/page-title';
import { Polling } from '../../platform/polling/polling';
import { Session } from '../../platform/session/session';
import { ItemEntries } from '../store/item-entries';
import { ItemFacts } from './item-facts';
import { ItemNotes } from './item-notes';
import { ItemStore } from '../store/item-store';
import { ItemsApi } from '../api/items-api';

/**
 * An item as it was at the end of a day, read-only and labelled as such throughout. An invalid
 * date, a day that is not over and one before the item existed show the reason instead of the
 * current item.
 */
@Component({
  selector: 'at-past-item',
  imports: [Icon, ItemFacts, ItemNotes, LoadState, RouterLink],
  providers: [{ provide: IS_PAST, useValue: true }],
  host: { '(document:keydown.escape)': 'leavePast($event)' },
  template: `
    <div class="past" role="region" [attr.aria-label]="t('past.label', { day: date() })">
      <p class="banner">
        <at-icon [path]="pastIcon" />
        <span>
          @if (refusal(); as reason) {
            <strong role="alert">{{ reason }}</strong>
          } @else {
            <strong>{{ t('past.asItWas', { item: itemId(), day: date() }) }}</strong>
            {{ t('past.readOnly') }}
          }
        </span>
        <a class="button" aria-keyshortcuts="Escape" [routerLink]="['/items', itemId()]">{{
          t('past.backToNow')
        }}</a>
      </p>
      @if (item(); as item) {
        <h1>
          <span class="soft">{{ item.id }}</span> {{ item.title }}
        </h1>
        <at-item-facts [item]="item" [today]="asOf()" />
        <h2>{{ t('past.notesByThen') }}</h2>
        <at-item-notes [notes]="item.notes" />
        @if (item.notes.length < item.note_count) {
          <p class="soft">
            {{ t('earlier.shown', { shown: item.notes.length, count: item.note_count }) }}
          </p>
        }
      } @else if (!refusal()) {
        <at-load-state [resource]="resource" />
      }
    </div>
  `,
  styles: `
    .past {
      padding: 0 20px 20px;
      border: 3px solid var(--at-warning);
      border-radius: 12px;
    }
    .banner {
      display: flex;
      flex-wrap: wrap;
      align-items: center;
      gap: 8px 12px;
      margin: 0 -20px 16px;
      padding: 10px 20px;
      border-radius: 8px 8px 0 0;
      background: var(--at-warning-soft);
    }
    .banner:last-child {
      margin-bottom: -20px;
      border-radius: 8px;
    }
    .banner span {
      flex: 1;
      min-width: 200px;
    }
    h1 {
      margin-bottom: 14px;
      overflow-wrap: anywhere;
    }
    h2 {
      margin-top: 20px;
    }
    at-item-facts {
      display: block;
      max-width: 420px;
    }
  `,
})
export class PastItem {
  readonly itemId = input.required<string>();
  /** As in the URL: a past date, if valid. */
  readonly asOf = input.required<string>();

  protected readonly t = inject(Texts).t;
  private readonly formats = inject(Formats);
  private readonly session = inject(Session);
  private readonly store = inject(ItemStore);
  protected readonly resource = inject(ItemsApi).past(() => this.moment());
  private readonly history = inject(ItemEntries).history;
  private readonly events = computed(() => this.history() ?? []);
  protected readonly item = computed(() =>
    this.resource.hasValue() ? this.asItHappened(this.resource.value()) : undefined,
  );
  protected readonly date = computed(() =>
    isPlainDate(this.asOf()) ? this.formats.plainDate(this.asOf()) : this.asOf(),
  );
  /** Why there is nothing to show for that date. */
  protected readonly refusal = computed(() => {
    if (!isPlainDate(this.asOf())) return this.t('past.noDay', { text: this.asOf() });
    if (this.isToCome()) return this.t('past.notOver', { day: this.date() });
    const failure = this.resource.error();
    const isMissing = failure !== undefined && toProblem(failure).code === 'NOT_FOUND';
    const creation = this.events().find(({ version }) => version === 1);
    const first = creation?.occurred_at ?? this.store.item()?.created_at;
    if (!isMissing || first === undefined) return undefined;
    const created = this.formats.timestamp(first);
    return this.t('past.notYet', { item: this.itemId(), day: this.date(), created });
  });
  private readonly router = inject(Router);
  private readonly document = inject(DOCUMENT);
  protected readonly pastIcon = mdiHistory;

  constructor() {
    inject(Polling).retry(this.resource);
    const pageTitle = inject(PageTitle);
    effect(() => pageTitle.set(this.t('past.title', { item: this.itemId(), day: this.date() })));
  }

  /** Escape closes an open dialog first. */
  protected leavePast(event: Event): void {
    const isComposed = event instanceof KeyboardEvent && isComposing(event);
    if (isComposed || this.document.querySelector('dialog[open]')) return;
    void this.router.navigate(['/items', this.itemId()]);
  }

  /**
   * The end of the day depends on the server's time zone, which is known once the session is
   * loaded.
   */
  private moment(): { itemId: string; asOf: string } | undefined {
    if (!this.session.me() || !isPlainDate(this.asOf()) || this.isToCome()) return undefined;
    return { itemId: this.itemId(), asOf: endOfDay(this.asOf(), this.session.timeZone()) };
  }

  private isToCome(): boolean {
    const today = this.session.today();
    return today !== undefined && this.asOf() >= today;
  }

  /** Shows the time of the last change, not the time at which an import recorded it. */
  private asItHappened(item: ItemAsOf): ItemAsOf {
    const last = this.events().find(({ version }) => version === item.version);
    return { ...item, updated_at: last?.occurred_at ?? item.updated_at };
  }
}
