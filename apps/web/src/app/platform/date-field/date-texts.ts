/** The texts of date fields: formatted value, interpretation, and error. */
import { computed, inject, Service } from '@angular/core';
import { isPlainDate, type PlainDate } from '@action-tracker/contracts';
import { Texts } from '../language/texts';
import { Session } from '../session/session';
import { CLOCK } from '../clock/clock';
import { formatPlainDate, sayPlainDate } from '../dates/plain-date';
import { type DateContext, type DateReading, readDate } from '../dates/read-date';
import { plainDateIn } from '../dates/timestamp';
import { DATE_TEXTS } from './date.texts';
import { TBD } from './tbd';

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
  private readonly t = this.texts.with(DATE_TEXTS).t;
  private readonly session = inject(Session);
  private readonly clock = inject(CLOCK);
  /** The server's date; until it has answered, the date in its time zone, if known. */
  private readonly today = computed(
    () => this.session.today() ?? plainDateIn(this.session.timeZone(), this.clock()),
  );

  /** The text of a value in its field, in the date format of the language. */
  textOf(value: string): string {
    if (value === TBD) return this.t('time.tbd');
    return isPlainDate(value) ? formatPlainDate(value, this.texts.language()) : value;
  }

  read(text: string, lean: DateContext['lean']): DateReading {
    return readDate(text, { lean, language: this.texts.language(), today: this.today() });
  }

  /** The value of a text: a plain date or TBD; other text is returned unchanged. */
  valueOf(text: string, lean: DateContext['lean']): string {
    const reading = this.read(text, lean);
    if (reading.kind === 'date') return reading.date;
    return reading.kind === 'tbd' ? TBD : text;
  }

  /** `Tue, Dec 15, 2026`; '' for a value that is not a date. */
  understood(value: string): string {
    if (value === TBD) return this.t('date.none');
    return isPlainDate(value) ? this.say(value) : '';
  }

  say(date: PlainDate): string {
    return sayPlainDate(date, this.texts.locale());
  }

  /** Why the field cannot have this value; undefined when it can. */
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

  /** Names the year only if it was typed, except for February 29, which exists in other years. */
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
