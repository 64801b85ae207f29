import { Component, computed, inject } from '@angular/core';
import { RouterLink } from '@angular/router';
import { ProblemWords } from '../../platform/api-problem/problem-words';
import { Texts } from '../../platform/language/texts';
import { ItemSelection } from '../store/item-selection';
import { BULK_TEXTS } from './bulk.texts';
import { BulkChanges } from './bulk-changes';

/** Refused items beyond these are counted only. */
const MAX_LISTED = 20;

/** What a change of many items did, and which items were refused with the reason. */
@Component({
  selector: 'at-bulk-outcome',
  imports: [RouterLink],
  template: `
    @if (changes.outcome(); as result) {
      <div class="callout" [class.is-warning]="result.refused.length > 0" role="status">
        <div>
          <strong>{{ texts.counted('bulk.changed', result.changed) }}</strong>
          @if (result.unchanged > 0) {
            {{ texts.counted('bulk.unchanged', result.unchanged) }}
          }
          @if (result.refused.length > 0) {
            <p>{{ texts.counted('bulk.refused', result.refused.length) }}</p>
            <ul>
              @for (one of listed(); track one.item_id) {
                <li>
                  <a [routerLink]="['/items', one.item_id]">{{ one.item_id }}</a>
                  {{ one.error ? words.of(one.error) : '' }}
                </li>
              }
            </ul>
            @if (result.refused.length > listed().length) {
              <p>{{ texts.counted('bulk.more', result.refused.length - listed().length) }}</p>
            }
          }
        </div>
        <div class="choices">
          @if (result.batch; as batch) {
            <button type="button" class="button" (click)="changes.undo(batch)">
              {{ t('bulk.undo') }}
            </button>
          }
          @if (result.refused.length > 0) {
            <button type="button" class="plain" (click)="selectRefused()">
              {{ t('bulk.selectRefused') }}
            </button>
          }
          <button type="button" class="plain" (click)="changes.outcome.set(undefined)">
            {{ t('bulk.close') }}
          </button>
        </div>
      </div>
    }
  `,
  styles: `
    .callout {
      flex-wrap: wrap;
      align-items: center;
      width: fit-content;
      max-width: min(100%, 720px);
      margin: 10px auto 0;
      border: 1px solid var(--at-line);
      background: var(--at-raised);
      font-size: 13px;
      box-shadow: 0 4px 24px rgb(0 0 0 / 22%);
    }
    .is-warning {
      background: var(--at-warning-soft);
    }
    .callout > div:first-child {
      /* On a phone the choices are below the reasons. */
      flex: 1 1 260px;
    }
    ul {
      max-height: 30vh;
      overflow-y: auto;
      margin: 4px 0 0;
      padding: 0;
      list-style: none;
    }
    .choices {
      display: flex;
      flex-wrap: wrap;
      gap: 4px;
    }
  `,
})
export class BulkOutcome {
  protected readonly texts = inject(Texts).with(BULK_TEXTS);
  protected readonly t = this.texts.t;
  protected readonly words = inject(ProblemWords);
  protected readonly changes = inject(BulkChanges);
  private readonly selection = inject(ItemSelection);
  protected readonly listed = computed(() =>
    (this.changes.outcome()?.refused ?? []).slice(0, MAX_LISTED),
  );

  protected selectRefused(): void {
    this.selection.select((this.changes.outcome()?.refused ?? []).map(({ item_id }) => item_id));
  }
}
