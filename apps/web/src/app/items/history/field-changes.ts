import { Component, inject, input } from '@angular/core';
import { Texts } from '../../platform/language/texts';
import { FieldWords } from '../fields/field-words';
import type { FieldChange } from './history-entries';
import { HISTORY_TEXTS } from './history.texts';

/** Fields with their values before and after. */
@Component({
  selector: 'at-field-changes',
  template: `
    <dl>
      @for (change of changes(); track $index) {
        <div>
          <dt>{{ words.label(change.field) }}</dt>
          <dd>
            @if (change.from !== undefined) {
              <span class="visually-hidden">{{ t('history.from') }}</span>
              <span class="before">{{ words.value(change.field, change.from) }}</span>
              <span class="arrow" aria-hidden="true">→</span>
              <span class="visually-hidden">{{ t('history.to') }}</span>
            }
            <span>{{ words.value(change.field, change.to) }}</span>
          </dd>
        </div>
      }
    </dl>
  `,
  styles: `
    dl {
      display: grid;
      gap: 2px;
      margin: 4px 0 0 37px;
      font-size: 13px;
    }
    dl > div {
      display: grid;
      grid-template-columns: 76px minmax(0, 1fr);
      gap: 8px;
    }
    dt,
    .before,
    .arrow {
      color: var(--at-text-soft);
    }
    dd {
      margin: 0;
      overflow-wrap: anywhere;
    }
    .before {
      text-decoration: line-through;
      text-decoration-color: color-mix(in srgb, currentColor 50%, transparent);
    }
    .arrow {
      margin-inline: 4px;
    }
  `,
})
export class FieldChanges {
  readonly changes = input.required<readonly FieldChange[]>();

  protected readonly t = inject(Texts).with(HISTORY_TEXTS).t;
  protected readonly words = inject(FieldWords);
}
