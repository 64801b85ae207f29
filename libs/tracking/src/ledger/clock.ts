import type { PlainDate } from '@action-tracker/domain';

/** What time it is, and what day it is where the tracker is kept. */
export class Clock {
  private readonly dayFormat: Intl.DateTimeFormat;
  /** The day in a second: a day begins with a whole one. */
  private known: { readonly second: number; readonly day: PlainDate } | undefined;

  /**
   * @param timeZone IANA zone that decides what day it is
   * @param now answers the present instant; tests give a fixed one
   */
  constructor(
    readonly timeZone: string,
    readonly now: () => Date = () => new Date(),
  ) {
    // The Canadian way of writing dates is YYYY-MM-DD.
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
    if (this.known?.second !== second) this.known = { second, day: this.dayFormat.format(now) };
    return this.known.day;
  }
}
