import { Component, computed, effect, inject, input } from '@angular/core';
import { RouterLink } from '@angular/router';
import { mdiHistory } from '@mdi/js';
import type { PlainDate } from '@action-tracker/contracts';
import { endOfDay } from '../dates/end-of-day';
import { Icon } from '../icons/icon';
import { Formats } from '../language/formats';
import { Texts } from '../language/texts';
import { LoadState } from '../loading/load-state';
import { PageTitle } from '../navigation/page-title';
import { Session } from '../session/session';
import { ItemFacts } from './item-facts';
import { ItemNotes } from './item-notes';
import { ItemsApi } from './items-api';

/** An item as it was at the end of a day. It says so at every turn, and nothing here can write. */
@Component({
  selector: 'at-past-item',
  imports: [Icon, ItemFacts, ItemNotes, LoadState, RouterLink],
  template: `
    <div class="past" role="region" [attr.aria-label]="t('past.label', { day: date() })">
      <p class="banner">
        <at-icon [path]="pastIcon" />
        <span>
          <strong>{{ t('past.asItWas', { item: itemId(), day: date() }) }}</strong>
          {{ t('past.readOnly') }}
        </span>
        <a class="button" [routerLink]="['/items', itemId()]">{{ t('past.backToNow') }}</a>
      </p>
      @if (item(); as item) {
        <h1>
          <span class="soft">{{ item.id }}</span> {{ item.title }}
        </h1>
        <at-item-facts [item]="item" [today]="day()" />
        <h2>{{ t('past.notesByThen') }}</h2>
        <at-item-notes [notes]="item.notes" />
      } @else {
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
  readonly day = input.required<PlainDate>();

  protected readonly t = inject(Texts).t;
  private readonly formats = inject(Formats);
  private readonly session = inject(Session);
  protected readonly resource = inject(ItemsApi).past(() => this.moment());
  protected readonly item = computed(() =>
    this.resource.hasValue() ? this.resource.value() : undefined,
  );
  protected readonly date = computed(() => this.formats.plainDate(this.day()));
  protected readonly pastIcon = mdiHistory;

  constructor() {
    const pageTitle = inject(PageTitle);
    effect(() => pageTitle.set(this.t('past.title', { item: this.itemId(), day: this.date() })));
  }

  /** A day ends where the server lives, which is known once it has said who is signed in. */
  private moment(): { itemId: string; asOf: string } | undefined {
    if (!this.session.me()) return undefined;
    return { itemId: this.itemId(), asOf: endOfDay(this.day(), this.session.timeZone()) };
  }
}
