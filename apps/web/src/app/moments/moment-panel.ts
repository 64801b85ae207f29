import { Component, computed, inject, input, linkedSignal, output, signal } from '@angular/core';
import { isPlainDate, type PlainDate } from '@action-tracker/contracts';
import { CLOCK } from '../platform/clock/clock';
import { DateField } from '../platform/date-field/date-field';
import { DateTexts } from '../platform/date-field/date-texts';
import { daysBefore } from '../platform/dates/days-before';
import { endOfDay } from '../platform/dates/end-of-day';
import { addDays } from '../platform/dates/plain-date';
import { Formats } from '../platform/formats/formats';
import { isComposing } from '../platform/keyboard/composing';
import { Texts } from '../platform/language/texts';
import { Moment } from '../platform/moment/moment';
import { Session } from '../platform/session/session';
import { MOMENT_TEXTS } from './moments.texts';
import { TrackerReviews } from './tracker-reviews';

const WEEK_DAYS = 7;

/** Chooses a moment: a day, a week ago, or a review; to show, or to compare with. */
@Component({
  selector: 'at-moment-panel',
  imports: [DateField],
  templateUrl: './moment-panel.html',
  styleUrl: './moment-panel.scss',
})
export class MomentPanel {
  /** The first day with something to show. */
  readonly from = input<PlainDate>();
  readonly isComparable = input(false);
  /** A moment was chosen. */
  readonly chosen = output();

  protected readonly t = inject(Texts).with(MOMENT_TEXTS).t;
  protected readonly formats = inject(Formats);
  protected readonly moment = inject(Moment);
  private readonly dates = inject(DateTexts);
  private readonly session = inject(Session);
  private readonly clock = inject(CLOCK);
  protected readonly reviews = inject(TrackerReviews).closed;

  /** Whether the moment is compared with what is shown, rather than shown. */
  protected readonly isComparing = signal(this.moment.since() !== undefined);
  protected readonly isRecorded = signal(this.moment.asked()?.axis === 'recorded');
  protected readonly day = signal('');
  protected readonly yesterday = computed(() => {
    const today = this.session.today();
    return today === undefined ? undefined : addDays(today, -1);
  });
  /** Cleared as soon as another date is typed. */
  protected readonly refusal = linkedSignal<string, string>({
    source: this.day,
    computation: () => '',
  });

  protected followKey(event: KeyboardEvent): void {
    if (event.key === 'Enter' && !isComposing(event)) this.lookAtDay();
  }

  /** Does nothing until the date is complete; the field itself shows the reason. */
  protected lookAtDay(): void {
    const day = this.day();
    const yesterday = this.yesterday();
    if (!isPlainDate(day)) return;
    if (yesterday === undefined || day <= yesterday) {
      this.look(endOfDay(day, this.session.timeZone()));
      return;
    }
    this.refusal.set(this.t('moments.notOver', { day: this.dates.say(day) }));
  }

  protected lookAtLastWeek(): void {
    this.look(daysBefore(this.clock(), WEEK_DAYS, this.session.timeZone()));
  }

  protected lookAtReview(number: number): void {
    this.look(`review:${number}`);
  }

  /** A moment that is shown already follows at once. */
  protected chooseAxis(): void {
    this.isRecorded.update((isRecorded) => !isRecorded);
    const asked = this.moment.asked();
    if (asked) void this.moment.go({ as_of: asked.as_of, ...(this.isRecorded() ? RECORDED : {}) });
  }

  private look(asOf: string): void {
    this.chosen.emit();
    if (this.isComparing()) void this.moment.change({ since: asOf });
    else void this.moment.go({ as_of: asOf, ...(this.isRecorded() ? RECORDED : {}) });
  }
}

const RECORDED = { axis: 'recorded' } as const;
