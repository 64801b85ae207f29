import { Component, effect, inject, input } from '@angular/core';
import { mdiChartTimeline, mdiHistory } from '@mdi/js';
import type { PlainDate } from '@action-tracker/contracts';
import { DropDown } from '../platform/drop-down/drop-down';
import { Icon } from '../platform/icons/icon';
import { Texts } from '../platform/language/texts';
import { Moment } from '../platform/moment/moment';
import { PartNotLoaded } from '../platform/navigation/part-not-loaded';
import { MomentPanel } from './moment-panel';

/** In the header of a page: shows it as of a moment in the past. */
@Component({
  selector: 'at-moment-control',
  imports: [Icon, MomentPanel, PartNotLoaded],
  hostDirectives: [DropDown],
  template: `
    <button
      #opener
      type="button"
      class="button is-text"
      [attr.aria-label]="t('moment.asOf')"
      [attr.aria-expanded]="dropDown.isOpen()"
      (click)="dropDown.toggle()"
    >
      <at-icon [path]="asOfIcon" /> <span class="name">{{ t('moment.asOf') }}</span>
    </button>
    @if (dropDown.isOpen()) {
      <div class="panel" data-panel>
        @defer (on immediate) {
          <at-moment-panel
            [from]="from()"
            [isComparable]="hasTimeline()"
            (chosen)="dropDown.isOpen.set(false); opener.focus()"
          />
        } @error {
          <at-part-not-loaded />
        }
      </div>
    }
    @if (hasTimeline()) {
      <button
        type="button"
        class="button is-text"
        [attr.aria-label]="t('moment.timeline')"
        [attr.aria-expanded]="moment.isTimelineOpen()"
        (click)="moment.isTimelineOpen.set(!moment.isTimelineOpen())"
      >
        <at-icon [path]="timelineIcon" /> <span class="name">{{ t('moment.timeline') }}</span>
      </button>
    }
  `,
  styles: `
    :host {
      position: relative;
      display: flex;
    }
    .button {
      padding-inline: 8px;
    }
    .panel {
      position: absolute;
      z-index: 4;
      top: 36px;
      right: 0;
      width: 320px;
      min-height: 200px;
      padding: 14px 16px;
      border: 1px solid var(--at-line);
      border-radius: 8px;
      background: var(--at-page);
      box-shadow: 0 6px 24px rgb(0 0 0 / 18%);
    }
    @media (width < 640px) {
      .name {
        display: none;
      }
    }
    @media print {
      :host {
        display: none;
      }
    }
  `,
})
export class MomentControl {
  /** The tracker of the page, whose reviews are moments too. */
  readonly trackerId = input<number>();
  /** The first day with something to show. */
  readonly from = input<PlainDate>();
  /** Whether the page is the list of a tracker, which has a timeline and comparisons. */
  readonly hasTimeline = input(false);

  protected readonly t = inject(Texts).t;
  protected readonly moment = inject(Moment);
  protected readonly dropDown = inject(DropDown);
  protected readonly asOfIcon = mdiHistory;
  protected readonly timelineIcon = mdiChartTimeline;

  constructor() {
    effect(() => this.moment.trackerId.set(this.trackerId()));
  }
}
