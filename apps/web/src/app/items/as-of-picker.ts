import { Component, inject, input } from '@angular/core';
import { Router } from '@angular/router';
import { isPlainDate, type PlainDate } from '@action-tracker/contracts';
import { Texts } from '../language/texts';
import { Session } from '../session/session';

/** Chooses a day of the past to look at an item as it was then. */
@Component({
  selector: 'at-as-of-picker',
  template: `
    <label>
      {{ t('item.asOf') }}
      <input
        type="date"
        #day
        [min]="from()"
        [max]="session.today() ?? ''"
        (change)="look(day.value)"
      />
    </label>
  `,
  styles: `
    label {
      display: flex;
      align-items: center;
      gap: 8px;
      color: var(--at-text-soft);
      font-size: 13px;
    }
    input {
      height: 28px;
      padding: 0 6px;
      border: 1px solid var(--at-control);
      border-radius: 6px;
      background: var(--at-page);
      color: var(--at-text);
      font: inherit;
    }
  `,
})
export class AsOfPicker {
  /** The first day on which there is something to see. */
  readonly from = input.required<PlainDate>();

  protected readonly t = inject(Texts).t;
  protected readonly session = inject(Session);
  private readonly router = inject(Router);

  protected look(day: string): void {
    const { today } = this.session;
    if (!isPlainDate(day) || day >= (today() ?? '')) return;
    void this.router.navigate([], { queryParams: { as_of: day } });
  }
}
