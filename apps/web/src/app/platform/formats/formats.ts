import { computed, inject, Service } from '@angular/core';
import type { PlainDate, Timestamp } from '@action-tracker/contracts';
import { formatPlainDate } from '../dates/plain-date';
import { relativeTime, timestampFormats } from '../dates/timestamp';
import { Session } from '../session/session';
import { CLOCK } from '../clock/clock';
import { Texts } from '../language/texts';

/** Formats dates, times, lists and sorts words in the user's language. */
@Service()
export class Formats {
  private readonly texts = inject(Texts);
  private readonly session = inject(Session);
  private readonly clock = inject(CLOCK);

  /** Cached, because creating one takes longer than using it a hundred times. */
  private readonly timestamps = computed(() =>
    timestampFormats(this.texts.locale(), this.session.timeZone()),
  );
  private readonly lists = computed(
    () => new Intl.ListFormat(this.texts.locale(), { type: 'conjunction' }),
  );
  private readonly collator = computed(
    () => new Intl.Collator(this.texts.locale(), { sensitivity: 'base', numeric: true }),
  );

  plainDate(date: PlainDate): string {
    return formatPlainDate(date, this.texts.language());
  }

  /** A due date, or TBD. */
  dueDate(date: PlainDate | null): string {
    return date === null ? this.texts.t('time.tbd') : this.plainDate(date);
  }

  /** The full instant: `01/26/2026, 16:05 UTC`. */
  timestamp(instant: Timestamp): string {
    return this.timestamps().full(instant);
  }

  /** The date of an instant. */
  timestampDay(instant: Timestamp): string {
    return this.timestamps().day(instant);
  }

  /** `Tuesday, 01/26/2026, 16:05 UTC`, from milliseconds since the epoch. */
  moment(instantMs: number): string {
    return this.timestamps().remembered(instantMs);
  }

  /** `3 hours ago`; `just now` under a minute or in the future. */
  timeAgo(instant: Timestamp): string {
    const ago = relativeTime(instant, this.clock(), this.texts.locale());
    return ago ?? this.texts.t('time.justNow');
  }

  /** `one, two, and three` */
  list(words: readonly string[]): string {
    return this.lists().format(words);
  }

  /** Compares words like a dictionary: ignores case and accents, compares numbers by value. */
  readonly compare = (a: string, b: string): number => this.collator().compare(a, b);
}
