/** Resolves the names of moments against the clock and a ledger. */
import type { Moment, Timestamp } from '@action-tracker/contracts';
import {
  DomainError,
  hasPosition,
  MOMENT_FORMS,
  readMoment,
  shown,
  type Axis,
} from '@action-tracker/domain';
import { findPositionAt, findRecordedPlace } from '@action-tracker/event-store';
import { Injectable } from '@nestjs/common';
import { Clock } from '../ledger/clock';
import { ReadLedgers } from '../ledger/ledgers';
import type { PastMoment } from '../ledger/scope';
import { before, endOfDay } from './calendar';
import { closedReviews } from './closed-reviews';

/** A moment in the words of the caller. */
export interface AskedMoment {
  /** The parameter that holds it, for refusals. */
  readonly field: string;
  readonly text: string;
  readonly axis: Axis;
  /** The one tracker in question; `null` when there are several. */
  readonly trackerId: number | null;
}

const NOW = '-PT0S';

/** The two ends of a comparison in the words of the caller. */
export interface AskedSpan {
  readonly trackerId: number;
  readonly from: string;
  /** Now if unset. */
  readonly to: string | undefined;
  readonly axis: Axis;
}

export interface Span {
  readonly from: PastMoment;
  readonly to: PastMoment;
}

@Injectable()
export class Moments {
  constructor(
    private readonly ledgers: ReadLedgers,
    private readonly clock: Clock,
  ) {}

  /**
   * @throws DomainError VALIDATION_ERROR for a moment that is malformed, in the future, or not one
   *   of this tracker
   */
  async resolve(asked: AskedMoment): Promise<PastMoment> {
    const { text, axis } = asked;
    const named = readMoment(text);
    switch (named?.kind) {
      case undefined:
        throw refused(asked, `expected ${MOMENT_FORMS}; found ${shown(text)}`);
      case 'position':
        return this.atPosition(asked, named.position);
      case 'review':
        return this.atReview(asked, named.number);
      case 'instant':
        return this.atInstant(asked, named.instant, axis);
      case 'ago': {
        const instant = before(this.clock.now(), named.duration, this.clock.timeZone);
        return this.atInstant(asked, instant, axis);
      }
      case 'date':
        return this.atInstant(asked, this.endOf(named.date), axis);
    }
  }

  /**
   * The two ends of a comparison. If one of them is a position, the other one resolves on the axis
   * `recorded`. @throws DomainError as `resolve`, and when `from` is after `to`
   */
  async resolveBoth({ trackerId, from, to, axis: asked }: AskedSpan): Promise<Span> {
    const axis = hasPosition(from) || hasPosition(to ?? '') ? 'recorded' : asked;
    const first = { field: 'from', text: from, axis, trackerId };
    const [start, end] = await Promise.all([
      this.resolve(first),
      this.resolve({ field: 'to', text: to ?? NOW, axis, trackerId }),
    ]);
    const isInOrder =
      axis === 'recorded'
        ? (start.position ?? 0) <= (end.position ?? 0)
        : Date.parse(start.instant) <= Date.parse(end.instant);
    if (isInOrder) return { from: start, to: end };
    throw refused(first, `expected a moment before ${end.instant}, found ${start.instant}`);
  }

  /** The end of a day; of today, the end of what has happened so far. */
  private endOf(date: string): Timestamp {
    const isToday = date === this.clock.today();
    return isToday ? this.clock.now().toISOString() : endOfDay(date, this.clock.timeZone);
  }

  private async atInstant(asked: AskedMoment, instant: Timestamp, axis: Axis): Promise<PastMoment> {
    const now = this.clock.now();
    if (Date.parse(instant) > now.getTime()) {
      const message = `expected a moment up to now (${now.toISOString()}), found ${asked.text}`;
      throw refused(asked, message);
    }
    const { trackerId } = asked;
    // By what had happened, a moment has no position: later entries may be about it.
    const isPinned = trackerId !== null && axis === 'recorded';
    const position = isPinned ? await findPositionAt(this.ledgers.pool, trackerId, instant) : null;
    return { axis, instant, position, review: null };
  }

  /** The position at which a review was closed. */
  private async atReview(asked: AskedMoment, number: number): Promise<PastMoment> {
    const [closed] = await closedReviews(this.ledgers.pool, oneTracker(asked), number);
    if (!closed) throw refused(asked, `expected a closed review, found review ${number}`);
    const { position, closed_at } = closed;
    return { axis: 'recorded', instant: closed_at, position, review: number };
  }

  private async atPosition(asked: AskedMoment, position: number): Promise<PastMoment> {
    const trackerId = oneTracker(asked);
    const { pool } = this.ledgers;
    // Position 0 is the moment before the first entry.
    const place = await findRecordedPlace(pool, trackerId, Math.max(1, position));
    if (!place?.recordedAt) {
      const message = `expected a position from 0 to ${place?.head ?? 0}, found ${position}`;
      throw refused(asked, message);
    }
    const time = Date.parse(place.recordedAt) - (position === 0 ? 1 : 0);
    return { axis: 'recorded', instant: new Date(time).toISOString(), position, review: null };
  }
}

/** The tracker that a position or a review belongs to. */
function oneTracker(asked: AskedMoment): number {
  if (asked.trackerId !== null) return asked.trackerId;
  throw refused(asked, 'expected a moment of all trackers, found one of a single tracker');
}

/** How an answer states a moment. */
export const momentOnWire = ({ instant, axis, position, review }: PastMoment): Moment => ({
  instant,
  position: axis === 'recorded' ? position : null,
  review,
  axis,
});

const refused = ({ field }: AskedMoment, message: string): DomainError =>
  DomainError.invalid([{ field, message }]);
