import { Component, computed, inject, input, linkedSignal, signal, viewChild } from '@angular/core';
import { Router } from '@angular/router';
import { isPlainDate, type PlainDate } from '@action-tracker/contracts';
import { DateField } from '../../platform/date-field/date-field';
import { DateTexts } from '../../platform/date-field/date-texts';
import { addDays } from '../../platform/dates/plain-date';
import { isComposing } from '../../platform/keyboard/composing';
import { Texts } from '../../platform/language/texts';
import { Session } from '../../platform/session/session';

/** Picks a past date at which to view an item: with Enter, in the calendar, or on blur. */
@Component({
  selector: 'at-as-of-picker',
  imports: [DateField],
  template: `
    <span class="label" aria-hidden="true" (click)="focus()">{{ t('item.asOf') }}</span>
    <at-date-field
      lean="back"
      [isBare]="true"
      [label]="t('item.asOf')"
      [from]="from()"
      [to]="yesterday()"
      [refusal]="refusal()"
      [(value)]="day"
      (keydown)="followKey($event)"
      (chosen)="look()"
      (touch)="look()"
    />
  `,
  styles: `
    :host {
      display: flex;
      align-items: center;
      gap: 8px;
    }
    .label {
      color: var(--at-text-soft);
      font-size: 13px;
    }
    at-date-field {
      --at-says-right: 0;
      --at-says-left: auto;

      width: 150px;
    }
  `,
})
export class AsOfPicker {
  /** The first date with something to show. */
  readonly from = input.required<PlainDate>();

  protected readonly t = inject(Texts).t;
  private readonly dates = inject(DateTexts);
  private readonly session = inject(Session);
  private readonly router = inject(Router);
  private readonly field = viewChild.required(DateField);

  protected readonly day = signal('');
  /** The most recent completed day. */
  protected readonly yesterday = computed(() => {
    const today = this.session.today();
    return today === undefined ? undefined : addDays(today, -1);
  });
  /** Cleared as soon as another date is typed. */
  protected readonly refusal = linkedSignal<string, string>({
    source: this.day,
    computation: () => '',
  });

  protected focus(): void {
    this.field().focus();
  }

  protected followKey(event: KeyboardEvent): void {
    if (event.key === 'Enter' && !isComposing(event)) this.look();
  }

  /** Does nothing until the date is complete; the field itself shows the reason. */
  protected look(): void {
    const day = this.day();
    if (!isPlainDate(day)) return;
    const yesterday = this.yesterday();
    if (yesterday === undefined || day <= yesterday) {
      void this.router.navigate([], { queryParams: { as_of: day } });
      return;
    }
    this.refusal.set(this.t('past.notOver', { day: this.dates.say(day) }));
  }
}
