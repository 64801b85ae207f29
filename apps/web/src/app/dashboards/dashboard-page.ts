import { Component, computed, DOCUMENT, effect, inject, input, untracked } from '@angular/core';
import { type Params, Router, RouterLink } from '@angular/router';
import { mdiPrinterOutline } from '@mdi/js';
import { REPORT_RANGES, type ReportRange } from '@action-tracker/contracts';
import { REPORT_STEPS, type ReportStep } from '@action-tracker/contracts/measures';
import type { Facet } from '../items/view/item-filter';
import { MomentControl } from '../moments/moment-control';
import { Icon } from '../platform/icons/icon';
import { Keyboard } from '../platform/keyboard/keyboard';
import { Texts } from '../platform/language/texts';
import { LoadState } from '../platform/loading/load-state';
import { Moment } from '../platform/moment/moment';
import { PageTitle } from '../platform/navigation/page-title';
import { Session } from '../platform/session/session';
import { TrackerStore } from '../trackers/tracker-store';
import { CARDS } from './cards';
import { DASHBOARD_TEXTS } from './dashboard.texts';
import { SavedApi } from '../saved/saved-api';
import { DashboardCard } from './dashboard-card';
import { FigureFilters } from './figure-filters';
import { rangeIn, stepIn } from './period';
import { type DashboardScope, filterIn, scopeOf } from './report';
import { ReportWords } from './report-words';
import { UntouchedItems } from './untouched-items';

const EVERYTHING = '/dashboard';
const MINE = '/dashboard/me';

/** The numbers of a tracker, of everything, or of one's own items, at any moment. */
@Component({
  selector: 'at-dashboard-page',
  imports: [
    DashboardCard,
    FigureFilters,
    Icon,
    LoadState,
    MomentControl,
    RouterLink,
    UntouchedItems,
  ],
  templateUrl: './dashboard-page.html',
  styleUrl: './dashboard-page.scss',
})
export class DashboardPage {
  /** Of a tracker; of everything if missing. */
  readonly trackerId = input<string>();
  /** From the route: only one's own items. */
  readonly isMine = input(false);
  /** From the query. */
  readonly range = input<string>();
  readonly step = input<string>();

  protected readonly t = inject(Texts).with(DASHBOARD_TEXTS).t;
  private readonly moment = inject(Moment);
  private readonly session = inject(Session);
  private readonly words = inject(ReportWords);
  private readonly trackers = inject(TrackerStore);
  private readonly own = inject(SavedApi).all('dashboard');
  private readonly router = inject(Router);
  private readonly window = inject(DOCUMENT).defaultView;
  protected readonly printIcon = mdiPrinterOutline;
  protected readonly cards = CARDS;
  protected readonly ranges = REPORT_RANGES;
  protected readonly steps = REPORT_STEPS;

  protected readonly tracker = computed(() => {
    const id = this.trackerId();
    return id === undefined ? undefined : Number(id);
  });
  protected readonly shownRange = computed<ReportRange>(() => rangeIn(this.range()));
  protected readonly shownStep = computed<ReportStep>(() => stepIn(this.step(), this.shownRange()));
  protected readonly fixed = computed<readonly Facet[]>(() => [
    ...(this.tracker() === undefined ? [] : ['tracker_id' as const]),
    ...(this.isMine() ? ['owner_id' as const] : []),
  ]);
  protected readonly heading = computed(() => {
    const id = this.tracker();
    if (id !== undefined) return this.t('dashboard.tracker', { name: this.trackers.nameOf(id) });
    return this.t(this.isMine() ? 'dashboard.me' : 'dashboard.all');
  });
  /** Of one's own items, undefined until the user is known. */
  protected readonly scope = computed<DashboardScope | undefined>(() => {
    const owner = this.isMine() ? this.session.me() : undefined;
    if (this.isMine() && !owner) return undefined;
    const id = this.tracker();
    return scopeOf({
      filter: {
        ...filterIn(this.moment.query()),
        ...(id === undefined ? {} : { tracker_id: [id] }),
        ...(owner ? { owner_id: [owner.id] } : {}),
      },
      ...{ range: this.shownRange(), step: this.shownStep() },
    });
  });

  /** The tracker if no list has it: archived, not there yet, or none that one may see. */
  private readonly unlisted = computed(() => {
    const { all } = this.trackers;
    const isListed = () => all.value()?.some(({ id }) => id === this.tracker());
    return all.hasValue() && !isListed() ? this.tracker() : undefined;
  });
  /**
   * What stands instead of all charts: one refusal of a moment instead of eleven, or that there is no
   * such tracker instead of empty charts, which look like those of one in which nothing happens.
   */
  protected readonly refused = computed(() => {
    const { all, one } = this.trackers;
    if (this.moment.isPast() && all.error()) return all;
    return this.unlisted() !== undefined && one.error() ? one : undefined;
  });

  /** What the controls say, which are not printed. */
  protected readonly limits = computed(() => {
    const chosen = Object.entries(filterIn(this.moment.query()));
    const others = chosen.filter(([name]) => !this.fixed().some((facet) => facet === name));
    return [
      `${this.t('dashboard.range')}: ${this.t(this.rangeKey(this.shownRange()))}`,
      `${this.t('dashboard.step')}: ${this.t(this.stepKey(this.shownStep()))}`,
      ...[this.words.limitsOf(Object.fromEntries(others))].filter((text) => text !== ''),
    ].join(' · ');
  });
  /** A report that is put together begins with what the dashboard is about. */
  protected readonly reportQuery = computed<Params>(() => ({
    ...{ range: this.shownRange(), step: this.shownStep() },
    ...this.scope()?.filter,
  }));

  protected readonly here = computed(() => {
    const id = this.tracker();
    if (id !== undefined) return `/trackers/${id}/dashboard`;
    return this.isMine() ? MINE : EVERYTHING;
  });
  /** The other dashboards. */
  protected readonly places = computed(() => [
    { path: EVERYTHING, name: this.t('dashboard.toAll') },
    { path: MINE, name: this.t('dashboard.toMe') },
    ...(this.trackers.all.hasValue() ? this.trackers.all.value() : []).map(
      ({ id, prefix, name }) => ({ path: `/trackers/${id}/dashboard`, name: `${prefix} ${name}` }),
    ),
    ...[this.unlisted() ?? []].flat().map((id) => ({
      ...{ path: `/trackers/${id}/dashboard`, name: this.trackers.nameOf(id) },
    })),
    ...(this.own.hasValue() ? this.own.value() : []).map(({ id, name }) => ({
      ...{ path: `/dashboards/${id}`, name },
    })),
  ]);

  constructor() {
    this.trackers.know();
    const title = inject(PageTitle);
    effect(() => title.set(this.heading()));
    effect(() => {
      const unlisted = this.unlisted();
      if (unlisted !== undefined) untracked(() => this.trackers.show(unlisted));
    });
    inject(Keyboard).offer(() => ({ print: () => this.print() }));
  }

  protected goTo(path: string): void {
    void this.router.navigate([path], { queryParamsHandling: 'preserve' });
  }

  protected choose(query: { readonly range?: string; readonly step?: string | null }): void {
    void this.moment.change(query);
  }

  protected print(): void {
    this.window?.print();
  }

  protected rangeKey(range: ReportRange): `range.${ReportRange}` {
    return `range.${range}`;
  }

  protected stepKey(step: ReportStep): `step.${ReportStep}` {
    return `step.${step}`;
  }
}
