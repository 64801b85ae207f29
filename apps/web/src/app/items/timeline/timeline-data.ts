import { httpResource, type HttpResourceRef } from '@angular/common/http';
import { computed, inject, Injectable, signal } from '@angular/core';
import { API_PATHS, isPlainDate, type ListedItem, type PlainDate } from '@action-tracker/contracts';
import { endOfDay } from '../../platform/dates/end-of-day';
import { type AskedMoment, Moment } from '../../platform/moment/moment';
import { Polling } from '../../platform/polling/polling';
import { Session } from '../../platform/session/session';
import { ItemReplay, type ItemVersion } from './item-replay';

interface TimelineDays {
  readonly from: PlainDate;
  readonly to: PlainDate;
  readonly days: readonly { readonly date: PlainDate; readonly entries: number }[];
  readonly reviews: readonly TimelineReview[];
}

export interface TimelineReview {
  readonly number: number;
  readonly name: string;
  readonly closed_at: string;
  readonly position: number;
}

const OF_TRACKER = /^(review|position):(\d+)$/;

/** What the timeline of a tracker shows, and the items at each of its moments. */
@Injectable()
export class TimelineData {
  readonly trackerId = signal<number | undefined>(undefined);
  private readonly session = inject(Session);
  private readonly moment = inject(Moment);
  readonly axis = computed<Pick<AskedMoment, 'axis'>>(
    () => (this.moment.asked()?.axis ? { axis: 'recorded' } : {}),
    { equal: (a, b) => a.axis === b.axis },
  );
  readonly days = this.read<TimelineDays>('timeline');
  readonly versions = this.read<readonly ItemVersion[]>('versions');
  private readonly byTime = computed(() => this.replay(({ at }) => Date.parse(at)));
  private readonly byPosition = computed(() => this.replay(({ position }) => position));

  constructor() {
    const polling = inject(Polling);
    polling.retry(this.days);
    polling.retry(this.versions);
  }

  /** The newest items for now; undefined until the versions are loaded, or for no known moment. */
  itemsAt(moment: AskedMoment | undefined): readonly ListedItem[] | undefined {
    if (!moment) return this.byTime()?.upTo(Infinity);
    const { as_of } = moment;
    const position = this.positionOf(as_of);
    if (position !== undefined) return this.byPosition()?.upTo(position);
    const instant = isPlainDate(as_of) ? endOfDay(as_of, this.session.timeZone()) : as_of;
    const ms = Date.parse(instant);
    return Number.isNaN(ms) ? undefined : this.byTime()?.upTo(ms);
  }

  private positionOf(asOf: string): number | undefined {
    const [, kind, digits] = OF_TRACKER.exec(asOf) ?? [];
    const reviews = this.days.hasValue() ? this.days.value().reviews : [];
    if (kind === 'position') return Number(digits);
    return reviews.find(({ number }) => kind === 'review' && number === Number(digits))?.position;
  }

  private replay(orderOf: (version: ItemVersion) => number): ItemReplay | undefined {
    return this.versions.hasValue() ? new ItemReplay(this.versions.value(), orderOf) : undefined;
  }

  private read<Body>(what: 'timeline' | 'versions'): HttpResourceRef<Body | undefined> {
    return httpResource<Body>(() => {
      const id = this.trackerId();
      if (id === undefined) return undefined;
      return { url: `${API_PATHS.tracker(id)}/${what}`, params: this.axis() };
    });
  }
}
