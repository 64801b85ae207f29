import {
  Component,
  computed,
  DestroyRef,
  effect,
  inject,
  input,
  linkedSignal,
  signal,
  untracked,
} from '@angular/core';
import { mdiChevronLeft, mdiChevronRight, mdiPause, mdiPlay } from '@mdi/js';
import { daysBetween, type PlainDate } from '@action-tracker/contracts';
import { endOfDay } from '../../platform/dates/end-of-day';
import { addDays } from '../../platform/dates/plain-date';
import { plainDateIn } from '../../platform/dates/timestamp';
import { Formats } from '../../platform/formats/formats';
import { isComposing } from '../../platform/keyboard/composing';
import { Icon } from '../../platform/icons/icon';
import { Texts } from '../../platform/language/texts';
import { LoadState } from '../../platform/loading/load-state';
import { type AskedMoment, Moment } from '../../platform/moment/moment';
import { Session } from '../../platform/session/session';
import { ItemListStore } from '../store/item-list-store';
import { ListView } from '../view/list-view';
import { Player, type Speed, SPEEDS } from './player';
import { TIMELINE_TEXTS } from './timeline.texts';
import { TimelineData } from './timeline-data';

const PERIODS = { sixWeeks: 42, sixMonths: 183, all: Infinity } as const;
type Period = keyof typeof PERIODS;

/** Safari allows 100 URL changes in ten seconds, so the URL follows when the moment rests. */
const REST_MS = 400;
/** Height of the highest bar, in the units of the drawing. */
const HIGHEST = 100;
const BAR_WIDTH = 0.7;

/** What decides which days the strip shows. */
interface Wanted {
  /** The day of the moment. */
  readonly day: PlainDate;
  readonly first: PlainDate;
  readonly today: PlainDate;
  readonly length: number;
}

/**
 * The days of a tracker as bars, with a slider over them: the list follows it from versions that
 * are already loaded. On the last day, the slider stands at now.
 */
@Component({
  selector: 'at-timeline',
  imports: [Icon, LoadState],
  providers: [Player, TimelineData],
  templateUrl: './timeline.html',
  styleUrl: './timeline.scss',
})
export class Timeline {
  readonly trackerId = input.required<number>();

  private readonly texts = inject(Texts).with(TIMELINE_TEXTS);
  protected readonly t = this.texts.t;
  private readonly formats = inject(Formats);
  private readonly session = inject(Session);
  private readonly moment = inject(Moment);
  private readonly items = inject(ItemListStore);
  private readonly view = inject(ListView);
  protected readonly data = inject(TimelineData);
  protected readonly player = inject(Player);

  protected readonly period = signal<Period>('sixWeeks');
  protected readonly periods = Object.keys(PERIODS).filter(isPeriod);
  protected readonly speeds = SPEEDS;
  private readonly whole = computed(() =>
    this.data.days.hasValue() ? this.data.days.value() : undefined,
  );
  /** As far as the server's date is known. */
  private readonly today = computed(() => this.session.today() ?? this.whole()?.to ?? '');
  private readonly first = computed(() => this.whole()?.from ?? this.today());
  private readonly day = computed(
    () => (this.moment.isPast() ? this.moment.today() : undefined) ?? this.today(),
  );
  /** The last day of the strip, which moves only when the moment leaves the strip. */
  private readonly to = linkedSignal<Wanted, PlainDate>({
    source: () => ({
      ...{ day: this.day(), first: this.first(), today: this.today() },
      length: PERIODS[this.period()],
    }),
    computation: ({ day, today, length }, previous) => {
      const before = previous?.value || today;
      const isShown = day <= before && daysBetween(day, before) <= length;
      return isShown ? before : this.noLater(addDays(day, Math.floor(length / 2)));
    },
  });
  private readonly from = computed(() => {
    const start = addDays(this.to(), -PERIODS[this.period()]) ?? this.first();
    return start > this.first() ? start : this.first();
  });
  protected readonly last = computed(() => Math.max(daysBetween(this.from(), this.to()), 1));
  protected readonly place = computed(() =>
    Math.min(Math.max(0, daysBetween(this.from(), this.day())), this.last()),
  );
  /** The nearest day with entries on either side of the strip. */
  protected readonly earlier = computed(() =>
    this.whole()?.days.findLast(({ date }) => date < this.from()),
  );
  protected readonly later = computed(() =>
    this.whole()?.days.find(({ date }) => date > this.to()),
  );
  private readonly entries = computed(
    () => new Map(this.whole()?.days.map(({ date, entries }) => [date, entries])),
  );
  private readonly reviews = computed(
    () =>
      new Map(
        this.whole()?.reviews.map((review) => [
          plainDateIn(this.session.timeZone(), Date.parse(review.closed_at)),
          review,
        ]),
      ),
  );
  private readonly dayList = computed(() =>
    Array.from({ length: this.last() + 1 }, (_, place) => this.dayAt(place)),
  );
  protected readonly isEmpty = computed(() => this.whole()?.days.length === 0);
  /** The bars as one path, because a year has 365 of them. */
  protected readonly bars = computed(() => {
    const counts = this.dayList().map((day) => this.entries().get(day) ?? 0);
    const most = Math.max(...counts, 1);
    return counts.map((count, at) => barOf(at, (count / most) * HIGHEST)).join('');
  });
  protected readonly marks = computed(() => {
    const days = this.dayList();
    return [...this.reviews()]
      .map(([day, { name }]) => ({ name, at: days.indexOf(day) }))
      .filter(({ at }) => at >= 0)
      .map(({ name, at }) => ({ name, share: at / this.last() }));
  });
  protected readonly caption = computed(() => {
    if (!this.moment.isPast()) return this.t('timeline.now');
    const day = this.dayAt(this.place());
    const review = this.reviews().get(day);
    return [
      this.formats.plainDate(day),
      this.texts.counted('timeline.entries', this.entries().get(day) ?? 0),
      ...(review ? [this.t('timeline.review', { name: review.name })] : []),
    ].join(' · ');
  });
  protected readonly earlierIcon = mdiChevronLeft;
  protected readonly laterIcon = mdiChevronRight;
  protected readonly playIcon = mdiPlay;
  protected readonly pauseIcon = mdiPause;
  private rest: ReturnType<typeof setTimeout> | undefined;

  constructor() {
    effect(() => this.data.trackerId.set(this.trackerId()));
    effect(() => this.replay());
    inject(DestroyRef).onDestroy(() => {
      clearTimeout(this.rest);
      this.items.replayed.set(undefined);
      this.moment.preview.set(undefined);
    });
  }

  protected moveTo(place: number): void {
    this.moveToDay(this.dayAt(place));
  }

  private moveToDay(day: PlainDate): void {
    const moment = this.momentOf(day);
    this.moment.preview.set({ moment });
    clearTimeout(this.rest);
    this.rest = setTimeout(() => void this.settle(moment), REST_MS);
  }

  /** Shows the days up to an earlier day, or from a later day on. */
  protected turnTo(day: PlainDate): void {
    const isLater = day > this.to();
    this.to.set(isLater ? this.noLater(addDays(day, PERIODS[this.period()])) : day);
    this.moveToDay(day);
  }

  protected togglePlay(): void {
    if (this.player.isPlaying()) {
      this.player.pause();
      return;
    }
    if (this.place() === this.last()) this.moveTo(0);
    this.player.play((days) => {
      this.moveTo(Math.min(this.place() + days, this.last()));
      return this.place() < this.last();
    });
  }

  protected choosePeriod(name: string): void {
    this.period.set(this.periods.find((period) => period === name) ?? 'all');
  }

  protected chooseSpeed(name: string): void {
    this.player.speed.set(SPEEDS.find((speed) => speed === name) ?? 'medium');
  }

  protected periodKey(period: Period): `timeline.${Period}` {
    return `timeline.${period}`;
  }

  protected speedKey(speed: Speed): `timeline.${Speed}` {
    return `timeline.${speed}`;
  }

  /** A slider takes keys, so the banner of the past leaves Escape to it. */
  protected followKey(event: KeyboardEvent): void {
    if (event.key !== 'Escape' || isComposing(event)) return;
    event.preventDefault();
    clearTimeout(this.rest);
    this.moment.preview.set(undefined);
    void this.moment.go(undefined);
  }

  /** Puts the moment into the URL, unless another one has been chosen meanwhile. */
  private async settle(moment: AskedMoment | undefined): Promise<void> {
    await this.moment.go(moment, true);
    if (this.moment.preview()?.moment === moment) this.moment.preview.set(undefined);
  }

  private replay(): void {
    const shown = this.moment.shown();
    const isPlaced = shown !== undefined || this.moment.preview() !== undefined;
    const { moved, completed } = this.view.narrowing();
    // Only the server knows by which date an item was completed, so its list follows the URL.
    const items = isPlaced && !completed ? this.data.itemsAt(shown) : undefined;
    const narrowed = moved ? items?.filter((item) => item.due_date_moves > 0) : items;
    untracked(() => this.items.replayed.set(narrowed));
  }

  private momentOf(day: PlainDate): AskedMoment | undefined {
    if (day >= this.today()) return undefined;
    const as_of = endOfDay(day, this.session.timeZone());
    return { as_of, ...this.data.axis() };
  }

  private noLater(day: PlainDate | undefined): PlainDate {
    return day !== undefined && day < this.today() ? day : this.today();
  }

  private dayAt(place: number): PlainDate {
    return addDays(this.from(), place) ?? this.from();
  }
}

const isPeriod = (name: string): name is Period => name in PERIODS;

const barOf = (at: number, height: number): string =>
  height === 0
    ? ''
    : `M${at - BAR_WIDTH / 2} ${HIGHEST}v${-Math.max(height, 4)}h${BAR_WIDTH}V${HIGHEST}z`;
