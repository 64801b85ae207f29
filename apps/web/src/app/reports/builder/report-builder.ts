import { Component, computed, inject, signal } from '@angular/core';
import { RouterLink } from '@angular/router';
import {
  REPORT_CHARTS,
  REPORT_RANGES,
  type ReportChart,
  type ReportRange,
} from '@action-tracker/contracts';
import {
  type Dimension,
  type Measure,
  MEASURES,
  REPORT_STEPS,
  type ReportStep,
} from '@action-tracker/contracts/measures';
import { type Params, Router } from '@angular/router';
import { MeasureWords } from '../../charts/measure-words';
import { DASHBOARD_TEXTS } from '../../dashboards/dashboard.texts';
import { DashboardCard } from '../../dashboards/dashboard-card';
import { FigureFilters } from '../../dashboards/figure-filters';
import {
  cardOf,
  dimensionsOf,
  isOfGroups,
  isOfPeriod,
  paramsOfReport,
  reportIn,
  scopeOf,
} from '../../dashboards/report';
import { ReportWords } from '../../dashboards/report-words';
import { MomentControl } from '../../moments/moment-control';
import { Announcer } from '../../platform/announcer/announcer';
import { type Problem, toProblem } from '../../platform/api-problem/problem';
import { Refusal } from '../../platform/api-problem/refusal';
import { Texts } from '../../platform/language/texts';
import { Moment } from '../../platform/moment/moment';
import { PageTitle } from '../../platform/navigation/page-title';
import { SavedApi } from '../../saved/saved-api';
import { type SaveChoice, SaveDialog } from '../../saved/save-dialog';
import { SAVED_TEXTS } from '../../saved/saved.texts';
import { TrackerStore } from '../../trackers/tracker-store';
import { BUILDER_TEXTS } from './builder.texts';

/** Any measure, by any dimension, as any chart; the address holds all of it. */
@Component({
  selector: 'at-report-builder',
  imports: [DashboardCard, FigureFilters, MomentControl, Refusal, RouterLink, SaveDialog],
  templateUrl: './report-builder.html',
  styleUrl: '../../dashboards/dashboard-page.scss',
})
export class ReportBuilder {
  private readonly texts = inject(Texts);
  protected readonly t = this.texts.with(BUILDER_TEXTS).t;
  protected readonly say = this.texts.with(DASHBOARD_TEXTS).t;
  protected readonly saying = this.texts.with(SAVED_TEXTS).t;
  protected readonly words = inject(MeasureWords);
  private readonly reportWords = inject(ReportWords);
  private readonly moment = inject(Moment);
  private readonly router = inject(Router);
  private readonly api = inject(SavedApi);
  private readonly announcer = inject(Announcer);
  protected readonly measures = MEASURES;
  protected readonly charts = REPORT_CHARTS;
  protected readonly ranges = REPORT_RANGES;
  protected readonly steps = REPORT_STEPS;
  protected readonly isSaving = signal(false);
  protected readonly refusal = signal<Problem | undefined>(undefined);

  protected readonly report = computed(() => reportIn(this.moment.query()));
  protected readonly dimensions = computed(() => dimensionsOf(this.report().measure));
  protected readonly isOverTime = computed(() => !isOfGroups(this.report().chart));
  protected readonly hasPeriod = computed(() => isOfPeriod(this.report()));
  protected readonly hasGroups = computed(() => this.report().chart !== 'number');
  protected readonly card = computed(() => cardOf(this.report()));
  protected readonly scope = computed(() => scopeOf(this.report()));
  protected readonly heading = computed(
    () => this.saved()?.name ?? this.words.nameOf(this.report().measure),
  );
  protected readonly definition = computed(() => this.reportWords.definitionOf(this.report()));

  /** The saved report that the address began with. */
  private readonly savedId = computed(() => {
    const id: unknown = this.moment.query()['saved'];
    return typeof id === 'string' && /^[1-9]\d{0,8}$/.test(id) ? Number(id) : undefined;
  });
  private readonly resource = this.api.one('report', () => this.savedId());
  protected readonly saved = computed(() =>
    this.resource.hasValue() ? this.resource.value() : undefined,
  );
  private readonly query = computed(() => {
    const tree = this.router.createUrlTree(['/'], { queryParams: paramsOfReport(this.report()) });
    return this.router.serializeUrl(tree).split('?')[1] ?? '';
  });
  /** Whether it is one's own and no longer as it was saved. */
  protected readonly isChanged = computed(() => {
    const saved = this.saved();
    return saved?.is_own === true && saved.query !== this.query();
  });

  constructor() {
    inject(TrackerStore).know();
    inject(PageTitle).set(this.t('builder.title'));
  }

  protected choose(query: Params): void {
    void this.moment.change(query);
  }

  protected readonly save = async ({ name, is_shared }: SaveChoice): Promise<void> => {
    const { id } = await this.api.add('report', { name, is_shared, query: this.query() });
    this.announcer.announce(this.saying('saved.done', { name }));
    await this.moment.change({ saved: id }, true);
  };

  protected async update(): Promise<void> {
    const saved = this.saved();
    if (!saved) return;
    this.refusal.set(undefined);
    try {
      this.resource.set(await this.api.change('report', saved, { query: this.query() }));
      this.announcer.announce(this.saying('saved.done', { name: saved.name }));
    } catch (failure) {
      this.refusal.set(toProblem(failure));
    }
  }

  protected byKey(by: Dimension): `by.${Dimension}` {
    return `by.${by}`;
  }

  protected chartKey(chart: ReportChart): `kind.${ReportChart}` {
    return `kind.${chart}`;
  }

  protected rangeKey(range: ReportRange): `range.${ReportRange}` {
    return `range.${range}`;
  }

  protected stepKey(step: ReportStep): `step.${ReportStep}` {
    return `step.${step}`;
  }

  protected nameOf(measure: Measure): string {
    return this.words.nameOf(measure);
  }
}
