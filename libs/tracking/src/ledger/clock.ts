import type { PlainDate } from '@action-tracker/domain';

/** The current time, and the current date in the tracker's time zone. */
export class Clock {
  private readonly dayFormat: Intl.DateTimeFormat;
  /** Caches the date per second; a date only changes on a full second. */
  private known: { readonly second: number; readonly day: PlainDate } | undefined;

  /**
   * @param timeZone IANA zone that determines the date
   * @param now returns the current instant; tests pass a fixed one
   */
  constructor(
    readonly timeZone: string,
    readonly now: () => Date = () => new Date(),
  ) {
    // The en-CA locale formats dates as YYYY-MM-DD.
    this.dayFormat = new Intl.DateTimeFormat('en-CA', {
      timeZone,
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
    });
  }

  today(): PlainDate {
    const now = this.now();
    const second = Math.floor(now.getTime() / 1_000);
    if (this.known?.second !== second) this.known = { second, day: this.dayOf(now) };
    return this.known.day;
  }

  /** The date of an instant in the tracker's time zone. */
  dayOf(instant: Date): PlainDate {
    return this.dayFormat.format(instant);
  }
}
