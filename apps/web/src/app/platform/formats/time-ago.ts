import { Component, computed, inject, input } from '@angular/core';
import type { Timestamp } from '@action-tracker/contracts';
import { MatTooltip } from '@angular/material/tooltip';
import { Moment } from '../moment/moment';
import { Formats } from './formats';

/**
 * "3 hours ago"; the exact instant is shown on hover, on focus and in print, and alone in the past,
 * where a relative time would be misleading.
 */
@Component({
  selector: 'at-time-ago',
  imports: [MatTooltip],
  template: `<time
    tabindex="0"
    [attr.datetime]="instant()"
    [attr.data-absolute]="absolute()"
    [matTooltip]="absolute()"
    >{{ relative() }}</time
  >`,
  styles: `
    time {
      border-radius: 4px;
      text-decoration: underline dotted color-mix(in srgb, currentColor 45%, transparent);
      text-underline-offset: 3px;
    }
    @media print {
      time {
        font-size: 0;
        text-decoration: none;
      }
      time::after {
        font-size: 10px;
        content: attr(data-absolute);
      }
    }
  `,
})
export class TimeAgo {
  readonly instant = input.required<Timestamp>();

  private readonly formats = inject(Formats);
  private readonly isPast = inject(Moment).isPast;
  protected readonly relative = computed(() =>
    this.isPast() ? this.absolute() : this.formats.timeAgo(this.instant()),
  );
  protected readonly absolute = computed(() => this.formats.timestamp(this.instant()));
}
