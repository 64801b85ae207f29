import {
  afterNextRender,
  Component,
  computed,
  effect,
  inject,
  Injector,
  input,
  numberAttribute,
  signal,
} from '@angular/core';
import { Router, RouterLink } from '@angular/router';
import { mdiArrowLeft, mdiArrowRight, mdiClose, mdiPrinterOutline } from '@mdi/js';
import { DASHBOARD_MAX_REPORTS, type SavedReport } from '@action-tracker/contracts';
import { DOCUMENT } from '@angular/core';
import { MomentControl } from '../moments/moment-control';
import { Announcer } from '../platform/announcer/announcer';
import { type Problem, toProblem } from '../platform/api-problem/problem';
import { Refusal } from '../platform/api-problem/refusal';
import { Icon } from '../platform/icons/icon';
import { Keyboard } from '../platform/keyboard/keyboard';
import { Texts } from '../platform/language/texts';
import { LoadState } from '../platform/loading/load-state';
import { PageTitle } from '../platform/navigation/page-title';
import { Polling } from '../platform/polling/polling';
import { SavedApi } from '../saved/saved-api';
import { SAVED_TEXTS } from '../saved/saved.texts';
import { TrackerStore } from '../trackers/tracker-store';
import { DASHBOARD_TEXTS } from './dashboard.texts';
import { DashboardCard } from './dashboard-card';
import { cardOf, reportIn, scopeOf } from './report';
import { ReportWords } from './report-words';

/** A dashboard that somebody put together from saved reports; its owner arranges them. */
@Component({
  selector: 'at-own-dashboard',
  imports: [DashboardCard, Icon, LoadState, MomentControl, Refusal, RouterLink],
  templateUrl: './own-dashboard.html',
  styleUrl: './own-dashboard.scss',
})
export class OwnDashboard {
  readonly dashboardId = input(undefined, { transform: numberAttribute });

  private readonly texts = inject(Texts);
  protected readonly t = this.texts.with(SAVED_TEXTS).t;
  protected readonly say = this.texts.with(DASHBOARD_TEXTS).t;
  private readonly api = inject(SavedApi);
  private readonly router = inject(Router);
  private readonly injector = inject(Injector);
  private readonly words = inject(ReportWords);
  private readonly announcer = inject(Announcer);
  private readonly window = inject(DOCUMENT).defaultView;
  protected readonly icons = {
    ...{ earlier: mdiArrowLeft, later: mdiArrowRight },
    ...{ remove: mdiClose, print: mdiPrinterOutline },
  };
  protected readonly isArranging = signal(false);
  protected readonly refusal = signal<Problem | undefined>(undefined);
  protected readonly resource = this.api.one('dashboard', () => this.dashboardId());
  protected readonly dashboard = computed(() =>
    this.resource.hasValue() ? this.resource.value() : undefined,
  );
  private readonly reports = this.api.all('report', () => this.isArranging());
  protected readonly cards = computed(() =>
    (this.dashboard()?.reports ?? []).map((saved) => {
      const report = reportIn(this.router.parseUrl(`/?${saved.query}`).queryParams);
      return {
        ...{ saved, card: cardOf(report), scope: scopeOf(report) },
        definition: this.words.definitionOf(report),
      };
    }),
  );
  /** What can be added: in a shared dashboard only what others see too. */
  protected readonly addable = computed(() => {
    const { reports = [], is_shared = false } = this.dashboard() ?? {};
    if (reports.length >= DASHBOARD_MAX_REPORTS || !this.reports.hasValue()) return [];
    return this.reports
      .value()
      .filter((one) => (one.is_shared || !is_shared) && !reports.some(({ id }) => id === one.id));
  });

  constructor() {
    inject(TrackerStore).know();
    inject(Polling).retry(this.resource);
    const title = inject(PageTitle);
    effect(() => title.set(this.dashboard()?.name ?? this.t('saved.dashboard')));
    inject(Keyboard).offer(() => ({ print: () => this.print() }));
  }

  protected print(): void {
    this.window?.print();
  }

  protected async add(id: string): Promise<void> {
    const report = this.addable().find((one) => String(one.id) === id);
    if (report) await this.arrange([...this.ids(), report.id]);
  }

  protected async remove({ id }: SavedReport): Promise<void> {
    await this.arrange(this.ids().filter((one) => one !== id));
  }

  /**
   * The card moves with the button, which loses the focus by that and would be left behind.
   *
   * @param by 1 to the back, -1 to the front
   */
  protected async move(
    { id, name }: SavedReport,
    by: 1 | -1,
    button: HTMLButtonElement,
  ): Promise<void> {
    const ids = [...this.ids()];
    const from = ids.indexOf(id);
    const to = from + by;
    if (to < 0 || to >= ids.length) return;
    ids.splice(from, 1);
    ids.splice(to, 0, id);
    await this.arrange(ids);
    afterNextRender(() => button.focus(), { injector: this.injector });
    this.announcer.announce(this.t('own.moved', { name, place: to + 1 }));
  }

  private ids(): readonly number[] {
    return this.dashboard()?.reports.map(({ id }) => id) ?? [];
  }

  private async arrange(report_ids: readonly number[]): Promise<void> {
    const dashboard = this.dashboard();
    if (!dashboard) return;
    this.refusal.set(undefined);
    try {
      this.resource.set(await this.api.change('dashboard', dashboard, { report_ids }));
    } catch (failure) {
      this.refusal.set(toProblem(failure));
      this.resource.reload();
    }
  }
}
