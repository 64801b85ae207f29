import { Component, computed, inject, input } from '@angular/core';
import {
  DIMENSIONS,
  type Dimension,
  MEASURE_TRAITS,
  type Measure,
  MEASURES,
  REPORT_STEPS,
  type ReportStep,
} from '@action-tracker/contracts';
import type { Params } from '@angular/router';
import { CHART_KINDS, type ChartKind } from '../../charts/chart-layout';
import { MEASURE_DEFINITIONS } from '../../charts/measure-definitions.texts';
import { MeasureWords } from '../../charts/measure-words';
import type { Card } from '../../dashboards/cards';
import { DASHBOARD_TEXTS } from '../../dashboards/dashboard.texts';
import { DashboardCard, type DashboardScope } from '../../dashboards/dashboard-card';
import { periodOf, type Range, rangeIn, RANGES, stepIn } from '../../dashboards/period';
import { MomentControl } from '../../moments/moment-control';
import { Texts } from '../../platform/language/texts';
import { Moment } from '../../platform/moment/moment';
import { PageTitle } from '../../platform/navigation/page-title';
import { TrackerStore } from '../../trackers/tracker-store';
import { BUILDER_TEXTS } from './builder.texts';

/** Any measure, by any dimension, as any chart; the address holds all of it. */
@Component({
  selector: 'at-report-builder',
  imports: [DashboardCard, MomentControl],
  templateUrl: './report-builder.html',
  styleUrl: '../../dashboards/dashboard-page.scss',
})
export class ReportBuilder {
  /** From the query. */
  readonly measure = input<string>();
  readonly by = input<string>();
  readonly chart = input<string>();
  readonly range = input<string>();
  readonly step = input<string>();
  readonly tracker_id = input<string>();

  private readonly texts = inject(Texts);
  protected readonly t = this.texts.with(BUILDER_TEXTS).t;
  protected readonly say = this.texts.with(DASHBOARD_TEXTS).t;
  private readonly define = this.texts.with(MEASURE_DEFINITIONS).t;
  protected readonly words = inject(MeasureWords);
  private readonly moment = inject(Moment);
  private readonly trackers = inject(TrackerStore);
  protected readonly measures = MEASURES;
  protected readonly kinds = CHART_KINDS;
  protected readonly ranges = RANGES;
  protected readonly steps = REPORT_STEPS;

  protected readonly shownMeasure = computed<Measure>(
    () => MEASURES.find((one) => one === this.measure()) ?? 'open',
  );
  protected readonly kind = computed<ChartKind>(
    () => CHART_KINDS.find((one) => one === this.chart()) ?? 'line',
  );
  protected readonly dimensions = computed(() =>
    DIMENSIONS.filter((one) => one !== 'bucket' || MEASURE_TRAITS[this.shownMeasure()].hasBuckets),
  );
  /** Bars need groups. */
  protected readonly dimension = computed<Dimension | undefined>(
    () =>
      this.dimensions().find((one) => one === this.by()) ??
      (this.kind() === 'bar' ? 'owner' : undefined),
  );
  protected readonly shownRange = computed(() => rangeIn(this.range()));
  protected readonly shownStep = computed(() => stepIn(this.step(), this.shownRange()));
  protected readonly trackerId = computed(() =>
    /^\d{1,9}$/.test(this.tracker_id() ?? '') ? Number(this.tracker_id()) : undefined,
  );
  protected readonly choices = computed(() =>
    this.trackers.all.hasValue() ? this.trackers.all.value() : [],
  );
  protected readonly card = computed<Card>(() => {
    const by = this.dimension();
    const figure = { measure: this.shownMeasure(), ...(by ? { by } : {}) };
    const over = this.kind() === 'bar' ? 'groups' : 'time';
    return { id: 'flow', kind: this.kind(), over, figures: [figure] };
  });
  protected readonly heading = computed(() => this.words.nameOf(this.shownMeasure()));
  protected readonly definition = computed(() => this.define(`define.${this.shownMeasure()}`));
  protected readonly scope = computed<DashboardScope>(() => {
    const id = this.trackerId();
    return {
      filter: id === undefined ? {} : { tracker_id: id },
      period: periodOf(this.shownRange(), this.shownStep()),
      ownerId: undefined,
      listPath: id === undefined ? '/items' : `/trackers/${id}`,
    };
  });

  constructor() {
    this.trackers.know();
    inject(PageTitle).set(this.t('builder.title'));
  }

  protected choose(query: Params): void {
    void this.moment.change(query);
  }

  protected byKey(by: Dimension): `by.${Dimension}` {
    return `by.${by}`;
  }

  protected kindKey(kind: ChartKind): `kind.${ChartKind}` {
    return `kind.${kind}`;
  }

  protected rangeKey(range: Range): `range.${Range}` {
    return `range.${range}`;
  }

  protected stepKey(step: ReportStep): `step.${ReportStep}` {
    return `step.${step}`;
  }
}
