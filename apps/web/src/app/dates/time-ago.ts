import { Component, computed, inject, input } from '@angular/core';
import type { Timestamp } from '@action-tracker/contracts';
import { MatTooltip } from '@angular/material/tooltip';
import { Session } from '../session/session';
import { CLOCK } from './clock';
import { formatTimestamp, relativeTime } from './timestamp';

/** "3 hours ago"; the exact instant shows on hover and on focus. */
@Component({
  selector: 'at-time-ago',
  imports: [MatTooltip],
  template: `<time tabindex="0" [attr.datetime]="instant()" [matTooltip]="absolute()">{{
    relative()
  }}</time>`,
  styles: `
    time {
      border-radius: 4px;
      text-decoration: underline dotted color-mix(in srgb, currentColor 45%, transparent);
      text-underline-offset: 3px;
    }
  `,
})
export class TimeAgo {
  readonly instant = input.required<Timestamp>();

  private readonly clock = inject(CLOCK);
  private readonly session = inject(Session);
  protected readonly relative = computed(() => relativeTime(this.instant(), this.clock()));
  protected readonly absolute = computed(() =>
    formatTimestamp(this.instant(), this.session.timeZone()),
  );
}
