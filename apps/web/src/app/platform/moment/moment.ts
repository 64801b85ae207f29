/**
 * The moment at which pages show their data: now, or one in the past that the URL names
 * (`?as_of=2026-11-20T14:00:00Z`, `?as_of=review:3`). Every read adds `params`, so that a page
 * needs no request of its own for the past.
 */
import { computed, inject, Service, signal } from '@angular/core';
import { toSignal } from '@angular/core/rxjs-interop';
import { NavigationEnd, type Params, Router } from '@angular/router';
import { isPlainDate, type PlainDate, type Timestamp } from '@action-tracker/contracts';
import { filter, map } from 'rxjs';
import { plainDateIn } from '../dates/timestamp';
import { Session } from '../session/session';

/** A moment as the API names it. */
export interface AskedMoment {
  readonly as_of: string;
  /** What had been recorded by then; if left out, what had happened by then. */
  readonly axis?: 'recorded';
}

/** The server's resolution of a moment. */
interface Answer {
  readonly asked: string;
  readonly instant: Timestamp;
}

const INSTANT = /^\d{4}-\d\d-\d\dT.*Z$/;
/** Pages of one tracker. */
const ONE_TRACKER = /^\/(trackers|items)\/\w/;
/** Moments that only one tracker has. */
export const OF_ONE_TRACKER = /^(position|review):/;
/** The page of changes shows the later of its two moments. */
const CHANGES_PAGE = /^\/trackers\/\d+\/changes\b/;

/** Whether a moment is the same one whenever it is asked for. */
export const isResolved = (asOf: string): boolean =>
  INSTANT.test(asOf) || OF_ONE_TRACKER.test(asOf);

/** Counts back from now. */
export const isDuration = (asOf: string): boolean => asOf.startsWith('-P');

@Service()
export class Moment {
  private readonly router = inject(Router);
  private readonly session = inject(Session);
  private readonly url = toSignal(
    this.router.events.pipe(
      filter((event) => event instanceof NavigationEnd),
      map(({ urlAfterRedirects }) => urlAfterRedirects),
    ),
    { initialValue: this.router.url },
  );
  /** The parameters of the URL. */
  readonly query = computed(() => this.router.parseUrl(this.url()).queryParams);
  /** The parameter that names the moment of the page. */
  private readonly name = computed(() => (CHANGES_PAGE.test(this.url()) ? 'to' : 'as_of'));
  /** The moment in the URL; undefined for now. */
  readonly asked = computed(() => momentIn(this.query(), this.name()), { equal: isSame });
  /** The earlier end of a comparison, whose later end is the moment shown. */
  readonly since = computed(() => momentIn(this.query(), 'since')?.as_of);
  /** Whether a comparison shows only what changed. */
  readonly isChangedOnly = computed(() => this.query()['changed'] === 'only');
  /** Query parameters for requests. */
  readonly params = computed<Params>(() => ({ ...this.asked() }));
  /** For the list of trackers, which has neither positions nor reviews: a page of one tracker only needs names. */
  readonly paramsOfAll = computed<Params>(() => {
    const isNamed = ONE_TRACKER.test(this.url()) && OF_ONE_TRACKER.test(this.asked()?.as_of ?? '');
    return isNamed ? {} : this.params();
  });
  /** Shown before the URL names it, while somebody moves along the timeline. */
  readonly preview = signal<{ readonly moment: AskedMoment | undefined } | undefined>(undefined);
  readonly shown = computed(() => {
    const preview = this.preview();
    return preview ? preview.moment : this.asked();
  });
  readonly isPast = computed(() => this.shown() !== undefined);
  /** The tracker of the page, whose reviews are moments too. */
  readonly trackerId = signal<number | undefined>(undefined);
  readonly isTimelineOpen = signal(false);
  private readonly answer = signal<Answer | undefined>(undefined);

  /** Undefined for now, and until the server has resolved a moment that is not an instant. */
  readonly instant = computed<Timestamp | undefined>(() => {
    const { as_of = '' } = this.shown() ?? {};
    if (INSTANT.test(as_of)) return as_of;
    return this.answer()?.asked === as_of ? this.answer()?.instant : undefined;
  });
  /** The day of the moment, with which due dates are compared; undefined while unknown. */
  readonly today = computed<PlainDate | undefined>(() => {
    const shown = this.shown();
    if (!shown) return this.session.today();
    if (isPlainDate(shown.as_of)) return shown.as_of;
    const instant = this.instant();
    return instant && plainDateIn(this.session.timeZone(), Date.parse(instant));
  });

  /**
   * Notes how the server resolved a moment. The address then names the instant, so that whoever gets
   * the address sees the same.
   */
  resolve(asked: string, instant: Timestamp): void {
    const isFirst = this.answer()?.asked !== asked;
    this.answer.set({ asked, instant });
    const now = this.asked();
    if (isFirst && now?.as_of === asked && !isResolved(asked)) {
      void this.go({ ...now, as_of: instant }, true);
    }
  }

  /** Shows the page at another moment. */
  go(moment: AskedMoment | undefined, replaceUrl = false): Promise<boolean> {
    const { as_of = null, axis = null } = moment ?? {};
    // The axis of two moments stays with the other one.
    return this.change(this.name() === 'to' ? { to: as_of } : { as_of, axis }, replaceUrl);
  }

  /** Changes parameters of the URL and keeps the others; null removes one. */
  change(queryParams: Params, replaceUrl = false): Promise<boolean> {
    return this.router.navigate([], {
      ...{ queryParams, replaceUrl, scroll: 'manual' },
      ...{ queryParamsHandling: 'merge', preserveFragment: true },
    });
  }
}

function momentIn(query: Params, name: string): AskedMoment | undefined {
  const as_of: unknown = query[name];
  if (typeof as_of !== 'string' || as_of === '') return undefined;
  return query['axis'] === 'recorded' ? { as_of, axis: 'recorded' } : { as_of };
}

const isSame = (a: AskedMoment | undefined, b: AskedMoment | undefined): boolean =>
  a?.as_of === b?.as_of && a?.axis === b?.axis;
