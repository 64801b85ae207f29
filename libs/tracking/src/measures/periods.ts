/** Resolves the period of a report against the clock and the moment of the scope. */
import { DomainError, readMoment, shown, type PlainDate } from '@action-tracker/domain';
import { Injectable } from '@nestjs/common';
import { Clock } from '../ledger/clock';
import type { Scope } from '../ledger/scope';
import { before } from '../moments/calendar';
import { NOW, addDays, beginOf, type Days } from './steps';

/** The first and last day in the words of the caller. */
export interface AskedPeriod {
  readonly from?: string | undefined;
  readonly to?: string | undefined;
}

export interface Period extends Days {
  /** The instant at which it ends, not included; `NOW` when it goes on. */
  readonly end: string;
}

const DAY_FORMS = 'a date (2026-01-31) or a duration back from the moment of the report (-P90D)';

@Injectable()
export class Periods {
  constructor(private readonly clock: Clock) {}

  /** The last day of what the scope can see: today, or the day of its moment. */
  lastDay({ moment }: Scope): PlainDate {
    return moment ? this.clock.dayOf(new Date(moment.instant)) : this.clock.today();
  }

  /**
   * @param first the first day if the caller names none, given the last
   * @throws DomainError VALIDATION_ERROR
   */
  async resolve(
    scope: Scope,
    asked: AskedPeriod,
    first: (to: PlainDate) => PlainDate | Promise<PlainDate>,
  ): Promise<Period> {
    const latest = this.lastDay(scope);
    const to = asked.to === undefined ? latest : this.dayOf('to', asked.to, scope);
    if (to > latest) throw refused('to', `expected a day up to ${latest}, found ${to}`);
    const from = asked.from === undefined ? await first(to) : this.dayOf('from', asked.from, scope);
    if (from > to) throw refused('from', `expected a day up to ${to}, found ${from}`);
    return { from, to, end: to === latest ? this.endOf(scope) : this.midnightAfter(to) };
  }

  private endOf({ moment }: Scope): string {
    // A position says by itself which entries count, whenever they happened or were recorded.
    if (moment?.position !== null) return NOW;
    // A microsecond, which is as exactly as PostgreSQL knows times, after the millisecond.
    return new Date(moment.instant).toISOString().replace('Z', '001Z');
  }

  private midnightAfter(day: PlainDate): string {
    return beginOf(addDays(day, 1), this.clock.timeZone);
  }

  private dayOf(field: string, text: string, { moment }: Scope): PlainDate {
    const named = readMoment(text);
    if (named?.kind === 'date') return named.date;
    if (named?.kind !== 'ago') {
      throw refused(field, `expected ${DAY_FORMS}; found ${shown(text)}`);
    }
    const now = moment ? new Date(moment.instant) : this.clock.now();
    return this.clock.dayOf(new Date(before(now, named.duration, this.clock.timeZone)));
  }
}

const refused = (field: string, message: string): DomainError =>
  DomainError.invalid([{ field, message }]);
