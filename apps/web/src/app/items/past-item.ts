import { Component, computed, effect, inject, input } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { RouterLink } from '@angular/router';
import { mdiHistory } from '@mdi/js';
import type { PlainDate } from '@action-tracker/contracts';
import { endOfDay, formatPlainDate } from '../dates/plain-date';
import { Icon } from '../icons/icon';
import { LoadState } from '../loading/load-state';
import { PageTitle } from '../navigation/page-title';
import { Session } from '../session/session';
import { ItemFacts } from './item-facts';
import { ItemNotes } from './item-notes';
import { ItemsApi } from './items-api';

/** An item as it was at the end of a day. It says so at every turn, and nothing here can write. */
@Component({
  selector: 'at-past-item',
  imports: [Icon, ItemFacts, ItemNotes, LoadState, MatButton, RouterLink],
  template: `
    <div class="past" role="region" [attr.aria-label]="'As it was on ' + date()">
      <p class="banner">
        <at-icon [path]="pastIcon" />
        <span>
          <strong>{{ itemId() }} as it was at the end of {{ date() }}.</strong>
          This is the past: nothing can be changed here.
        </span>
        <a matButton="outlined" [routerLink]="['/items', itemId()]">Back to now</a>
      </p>
      @if (item(); as item) {
        <h1>
          <span class="soft">{{ item.id }}</span> {{ item.title }}
        </h1>
        <at-item-facts [item]="item" [today]="day()" />
        <h2>Notes by then</h2>
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

  private readonly session = inject(Session);
  protected readonly resource = inject(ItemsApi).past(() => this.moment());
  protected readonly item = computed(() =>
    this.resource.hasValue() ? this.resource.value() : undefined,
  );
  protected readonly date = computed(() => formatPlainDate(this.day()));
  protected readonly pastIcon = mdiHistory;

  constructor() {
    const pageTitle = inject(PageTitle);
    effect(() => pageTitle.set(`${this.itemId()} as of ${this.date()}`));
  }

  /** A day ends where the server lives, which is known once it has said who is signed in. */
  private moment(): { itemId: string; asOf: string } | undefined {
    if (!this.session.me()) return undefined;
    return { itemId: this.itemId(), asOf: endOfDay(this.day(), this.session.timeZone()) };
  }
}
