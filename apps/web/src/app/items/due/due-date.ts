import { Component, computed, inject, input } from '@angular/core';
import { mdiClockAlertOutline } from '@mdi/js';
import type { Item } from '@action-tracker/contracts';
import { Icon } from '../../platform/icons/icon';
import { Formats } from '../../platform/formats/formats';
import { Texts } from '../../platform/language/texts';
import { Moment } from '../../platform/moment/moment';
import { dueInWords, isOverdue } from './due';

/** A due date or TBD. Uses an icon and words when it is near or past, never color alone. */
@Component({
  selector: 'at-due-date',
  imports: [Icon],
  template: `
    <span class="due" [class.is-overdue]="isOverdue()" [class.is-tbd]="item().due_date === null">{{
      date()
    }}</span>
    @if (words(); as words) {
      <span class="aside">
        @if (isOverdue()) {
          <at-icon [path]="overdueIcon" />
        }
        {{ words }}
      </span>
    }
  `,
  styles: `
    :host {
      display: inline-flex;
      flex-wrap: wrap;
    }
  `,
})
export class DueDate {
  readonly item = input.required<Pick<Item, 'due_date' | 'status'>>();

  private readonly t = inject(Texts).t;
  private readonly formats = inject(Formats);
  private readonly today = inject(Moment).today;
  protected readonly isOverdue = computed(() => isOverdue(this.item(), this.today()));
  protected readonly words = computed(() => dueInWords(this.item(), this.today(), this.t));
  protected readonly date = computed(() => this.formats.dueDate(this.item().due_date));
  protected readonly overdueIcon = mdiClockAlertOutline;
}
