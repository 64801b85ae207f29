import { inject, Service } from '@angular/core';
import { isPlainDate, type PlainDate } from '@action-tracker/contracts';
import { endOfDay } from '../platform/dates/end-of-day';
import { plainDateIn } from '../platform/dates/timestamp';
import { Formats } from '../platform/formats/formats';
import { Texts } from '../platform/language/texts';
import { isDuration } from '../platform/moment/moment';
import { Session } from '../platform/session/session';
import { MOMENT_TEXTS } from './moments.texts';
import { TrackerReviews } from './tracker-reviews';

const OF_REVIEW = /^review:(\d+)$/;
const OF_POSITION = /^position:(\d+)$/;

/** A moment in the user's words: `the end of 11/20/2026`, `review “CDR”, 11/13/2026, 15:00 UTC`. */
@Service()
export class MomentWords {
  private readonly t = inject(Texts).with(MOMENT_TEXTS).t;
  private readonly formats = inject(Formats);
  private readonly session = inject(Session);
  private readonly reviews = inject(TrackerReviews);

  of(asOf: string): string {
    const review = OF_REVIEW.exec(asOf)?.[1];
    if (review !== undefined) return this.ofReview(Number(review));
    const position = OF_POSITION.exec(asOf)?.[1];
    if (position !== undefined) return this.t('moments.position', { position: Number(position) });
    return isPlainDate(asOf) ? this.ofDay(asOf) : this.ofInstant(asOf);
  }

  private ofInstant(asOf: string): string {
    // The server resolves it within a moment.
    if (isDuration(asOf)) return '…';
    const ms = Date.parse(asOf);
    if (Number.isNaN(ms)) return `“${asOf}”`;
    const zone = this.session.timeZone();
    const day = plainDateIn(zone, ms);
    return endOfDay(day, zone) === asOf ? this.ofDay(day) : this.formats.timestamp(asOf);
  }

  private ofDay(day: PlainDate): string {
    return this.t('moments.endOf', { day: this.formats.plainDate(day) });
  }

  private ofReview(number: number): string {
    const review = this.reviews.closed()?.find((known) => known.number === number);
    if (!review) return this.t('moments.reviewNumber', { number });
    const when = this.formats.timestamp(review.closed_at);
    return this.t('moments.review', { name: review.name, when });
  }
}
