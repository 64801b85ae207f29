/** What date fields say: the text of a value, what was understood, and why something is no date. */
import { computed, inject, Service } from '@angular/core';
import { isPlainDate, type PlainDate } from '@action-tracker/contracts';
import { Texts } from '../language/texts';
import { Session } from '../session/session';
import { CLOCK } from '../clock/clock';
import { formatPlainDate, sayPlainDate } from '../dates/plain-date';
import { type DateContext, type DateReading, readDate } from '../dates/read-date';
import { plainDateIn } from '../dates/timestamp';

/** The value of a date field that says "no date yet"; others are a plain date, or text that is none. */
export const TBD = 'TBD';

const FEBRUARY = 2;
const LEAP_DAY = 29;

type NoDay = Extract<DateReading, { kind: 'noDay' }>;

export interface DateRules {
  readonly isTbdAllowed: boolean;
  readonly lean: DateContext['lean'];
}

@Service()
export class DateTexts {
  private readonly texts = inject(Texts);
  private readonly t = this.texts.t;
  private readonly session = inject(Session);
  private readonly clock = inject(CLOCK);
  /** The day of the server; until it has answered, that of its time zone as far as it is known. */
  private readonly today = computed(
    () => this.session.today() ?? plainDateIn(this.session.timeZone(), this.clock()),
  );

  /** How a value stands in its field, as the language writes dates. */
  textOf(value: string): string {
    if (value === TBD) return this.t('time.tbd');
    return isPlainDate(value) ? formatPlainDate(value, this.texts.language()) : value;
  }

  read(text: string, lean: DateContext['lean']): DateReading {
    return readDate(text, { lean, language: this.texts.language(), today: this.today() });
  }

  /** The value that a text means: a plain date or TBD; text that means neither stays as it is. */
  valueOf(text: string, lean: DateContext['lean']): string {
    const reading = this.read(text, lean);
    if (reading.kind === 'date') return reading.date;
    return reading.kind === 'tbd' ? TBD : text;
  }

  /** `Tue, Dec 15, 2026`; '' for a value that is no date. */
  understood(value: string): string {
    if (value === TBD) return this.t('date.none');
    return isPlainDate(value) ? this.say(value) : '';
  }

  say(date: PlainDate): string {
    return sayPlainDate(date, this.texts.locale());
  }

  /** Why a value is none that the field may have; undefined when it is one. */
  problemOf(value: string, { isTbdAllowed, lean }: DateRules): string | undefined {
    const reading = this.read(this.textOf(value), lean);
    switch (reading.kind) {
      case 'date':
        return undefined;
      case 'tbd':
        return isTbdAllowed ? undefined : this.t('date.needed');
      case 'empty':
        return this.t(isTbdAllowed ? 'date.emptyOrTbd' : 'date.needed');
      case 'incomplete':
        return this.t('date.incomplete', { example: this.t('date.example') });
      case 'unknown':
        return this.t('date.unknown', { example: this.t('date.example') });
      case 'noMonth':
        return this.t('date.noMonth', { month: reading.month, order: this.t('date.order') });
      case 'noDay':
        return this.sayNoDay(reading);
      case 'outOfRange':
        return this.t('date.outOfRange', { year: reading.year });
    }
  }

  /** Names no year that was not typed; February 29 alone may be a day of another one. */
  private sayNoDay({ day, month, year }: NoDay): string {
    if (year === undefined && month === FEBRUARY && Number(day) === LEAP_DAY) {
      return this.t('date.leapDay');
    }
    const date = new Date(0);
    date.setUTCFullYear(Number(year ?? 2000), month - 1, 1);
    const format = new Intl.DateTimeFormat(this.texts.locale(), {
      month: 'long',
      ...(year === undefined ? {} : { year: 'numeric' }),
      timeZone: 'UTC',
    });
    return this.t('date.noDay', { day, month: format.format(date) });
  }
}
