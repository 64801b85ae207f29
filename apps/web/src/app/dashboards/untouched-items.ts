import { httpResource } from '@angular/common/http';
import { Component, computed, inject, input } from '@angular/core';
import { type Params, RouterLink } from '@angular/router';
import { REPORT_PATHS, type UntouchedItem } from '@action-tracker/contracts/measures';
import { People } from '../people/people';
import { Texts } from '../platform/language/texts';
import { LoadState } from '../platform/loading/load-state';
import { Moment } from '../platform/moment/moment';
import { CHART_TEXTS } from '../charts/charts.texts';
import { DASHBOARD_TEXTS } from './dashboard.texts';
import { FreshFigures } from './fresh-figures';

/** The open items that nobody has touched for the longest time, as links. */
@Component({
  selector: 'at-untouched-items',
  imports: [LoadState, RouterLink],
  template: `
    <section aria-labelledby="untouched-items">
      <h2 id="untouched-items">{{ t('card.untouched') }}</h2>
      <p class="soft">{{ t('card.untouched.is') }}</p>
      @if (items(); as items) {
        @if (items.length > 0) {
          <table class="data">
            <thead>
              <tr>
                <th scope="col">{{ t('untouched.item') }}</th>
                <th scope="col">{{ t('untouched.owner') }}</th>
                <th scope="col" class="number">{{ t('untouched.days') }}</th>
              </tr>
            </thead>
            <tbody>
              @for (item of items; track item.item_id) {
                <tr>
                  <td class="item">
                    <a
                      [routerLink]="['/items', item.item_id]"
                      [queryParams]="moment.params()"
                      [title]="item.title"
                      ><span class="soft">{{ item.item_id }}</span> {{ item.title }}</a
                    >
                  </td>
                  <td>{{ people.nameOf(item.owner_id) }}</td>
                  <td class="number">{{ texts.number(item.days) }}</td>
                </tr>
              }
            </tbody>
          </table>
        } @else {
          <p class="soft">{{ say('chart.none') }}</p>
        }
      } @else {
        <at-load-state [resource]="resource" />
      }
    </section>
  `,
  styles: `
    :host {
      display: block;
      min-width: 0;
      padding: 14px 16px;
      border: 1px solid var(--at-line);
      border-radius: 8px;
      background: var(--at-page);
      break-inside: avoid;
    }
    h2 {
      margin: 0;
      font-size: 15px;
    }
    p {
      margin: 2px 0 10px;
      font-size: 13px;
    }
    table {
      table-layout: fixed;
    }
    th:nth-child(2) {
      width: 30%;
    }
    th.number {
      width: 64px;
    }
    thead th {
      top: 0;
    }
    td {
      overflow: hidden;
      text-overflow: ellipsis;
      white-space: nowrap;
    }
  `,
})
export class UntouchedItems {
  /** The filters of the dashboard. */
  readonly filter = input<Params>();

  protected readonly texts = inject(Texts);
  protected readonly t = this.texts.with(DASHBOARD_TEXTS).t;
  protected readonly say = this.texts.with(CHART_TEXTS).t;
  protected readonly people = inject(People);
  protected readonly moment = inject(Moment);
  protected readonly resource = httpResource<readonly UntouchedItem[]>(() => {
    const filter = this.filter();
    return (
      filter && { url: REPORT_PATHS.untouched, params: { ...filter, ...this.moment.params() } }
    );
  });
  protected readonly items = computed(() =>
    this.resource.hasValue() ? this.resource.value() : undefined,
  );

  constructor() {
    inject(FreshFigures).keep([this.resource]);
  }
}
