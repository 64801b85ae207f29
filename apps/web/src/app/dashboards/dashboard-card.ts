import { httpResource } from '@angular/common/http';
import { Component, computed, inject, input } from '@angular/core';
import {
  REPORT_PATHS,
  type Breakdown,
  type Dimension,
  MEASURE_TRAITS,
  type Series,
  type Unit,
} from '@action-tracker/contracts/measures';
import { ChartCard } from '../charts/chart-card';
import type { ChartData } from '../charts/chart-data';
import { CHART_TEXTS } from '../charts/charts.texts';
import { MeasureWords } from '../charts/measure-words';
import { FieldWords } from '../items/fields/field-words';
import { toProblem } from '../platform/api-problem/problem';
import { Formats } from '../platform/formats/formats';
import { Texts } from '../platform/language/texts';
import { LoadState } from '../platform/loading/load-state';
import { Moment } from '../platform/moment/moment';
import type { AskedFigure, Card } from './cards';
import { DASHBOARD_TEXTS } from './dashboard.texts';
import { burnUpOf, chartOfGroups, chartOfSeries, type Context, crossOf } from './dashboard-data';
import { FreshFigures } from './fresh-figures';
import type { DashboardScope } from './report';

const FIELDS: Readonly<Record<Exclude<Dimension, 'bucket'>, string>> = {
  ...{ status: 'status', owner: 'owner_id', category: 'category' },
  ...{ priority: 'priority', tracker: 'tracker_id' },
};

/** A chart of a dashboard, loaded on its own. */
@Component({
  selector: 'at-dashboard-card',
  host: { '[class.is-number]': "card()?.kind === 'number'" },
  imports: [ChartCard, LoadState],
  template: `
    @if (chart(); as data) {
      <at-chart-card
        [heading]="heading() ?? t(titleKey())"
        [definition]="definition() ?? t(definitionKey())"
        [unit]="t(unitKey())"
        [kind]="card()?.kind ?? 'line'"
        [data]="data"
        [placeName]="t(card()?.over === 'time' ? 'chart.date' : 'chart.group')"
        [listPath]="scope()?.listPath ?? ''"
      />
    } @else if (isTooFine()) {
      <section class="state" role="alert">
        <h2>{{ t('figure.tooFine') }}</h2>
        <p>{{ t('figure.coarser') }}</p>
      </section>
    } @else {
      <at-load-state [resource]="waiting()" />
    }
  `,
  styles: `
    :host {
      display: block;
      min-width: 0;
      min-height: 340px;
      /* A third of a dashboard is in view at first; the rest need not be laid out for that. */
      content-visibility: auto;
      contain-intrinsic-height: auto 340px;
    }

    :host(.is-number) {
      min-height: 0;
      content-visibility: visible;
    }

    @media print {
      :host {
        content-visibility: visible;
      }
    }
  `,
})
export class DashboardCard {
  // Not required, because a resource may read them before they are set.
  readonly card = input<Card>();
  readonly scope = input<DashboardScope>();
  /** Instead of those of the card. */
  readonly heading = input<string>();
  readonly definition = input<string>();

  private readonly texts = inject(Texts);
  protected readonly t = this.texts.with({
    en: { ...CHART_TEXTS.en, ...DASHBOARD_TEXTS.en },
    'pt-BR': { ...CHART_TEXTS['pt-BR'], ...DASHBOARD_TEXTS['pt-BR'] },
  }).t;
  private readonly words = inject(FieldWords);
  private readonly measures = inject(MeasureWords);
  private readonly formats = inject(Formats);
  private readonly moment = inject(Moment);

  private readonly resources = [0, 1, 2, 3].map((n) =>
    httpResource<Series | Breakdown>(() => this.request(this.card()?.figures[n])),
  );
  private readonly used = computed(() => this.resources.slice(0, this.card()?.figures.length ?? 0));
  protected readonly waiting = computed(
    () => this.used().find((resource) => !resource.hasValue()) ?? this.firstOf(this.resources),
  );
  /** More points than the server counts at once: only the reader can say what to do without. */
  protected readonly isTooFine = computed(() =>
    this.used().some((resource) =>
      toProblem(resource.error()).details.some(({ field }) => field === 'step'),
    ),
  );
  protected readonly titleKey = computed(() => `card.${this.card()?.id ?? 'flow'}` as const);
  protected readonly definitionKey = computed(
    () => `card.${this.card()?.id ?? 'flow'}.is` as const,
  );
  protected readonly unitKey = computed<`chart.${Unit}`>(() => {
    const [first] = this.used();
    return `chart.${first?.hasValue() ? first.value().unit : 'items'}`;
  });
  private readonly context = computed<Context>(() => ({
    nameOf: (by, key) =>
      by === 'bucket'
        ? this.t('chart.bucket', { bucket: String(key) })
        : this.words.value(FIELDS[by], key),
    measureName: (measure) => this.measures.nameOf(measure),
    dateOf: (date) => this.formats.plainDate(date),
    moment: this.moment.params(),
    today: this.moment.today(),
    filter: this.scope()?.listFilter ?? {},
    percentile: this.t('chart.p85'),
  }));
  /** Undefined until everything has arrived; the list behind the last step depends on the day. */
  protected readonly chart = computed<ChartData | undefined>(() => {
    const card = this.card();
    const used = this.used();
    if (!card || this.moment.today() === undefined) return undefined;
    if (!used.every((resource) => resource.hasValue())) return undefined;
    const answers = used.map((resource) => resource.value());
    const series = answers.filter((answer): answer is Series => 'points' in answer);
    if (card.over === 'time') return this.overTime(card, series);
    const groups = answers.filter((answer): answer is Breakdown => 'cells' in answer);
    const [figure] = card.figures;
    const [first] = groups;
    if (figure?.by2 && first) return crossOf(figure, first, this.context());
    return chartOfGroups(card.figures, groups, this.context());
  });

  constructor() {
    inject(FreshFigures).keep(this.resources);
  }

  private overTime(card: Card, series: readonly Series[]): ChartData {
    const data = chartOfSeries(card.figures, series, this.context());
    const [first] = series;
    if (card.id !== 'burnUp' || !first) return data;
    return burnUpOf(data, first, [this.t('dashboard.everything'), this.t('dashboard.complete')]);
  }

  private request(figure: AskedFigure | undefined) {
    const card = this.card();
    const scope = this.scope();
    if (!card || !scope || !figure) return undefined;
    const { measure, by, by2, filter } = figure;
    const isOverTime = card.over === 'time';
    const { from } = scope.period;
    const isLimited = from !== undefined && MEASURE_TRAITS[measure].over === 'period';
    return {
      url: isOverTime ? REPORT_PATHS.series : REPORT_PATHS.breakdown,
      params: {
        ...{ measure, ...(by ? { by } : {}), ...(by2 ? { by2 } : {}) },
        ...scope.filter,
        ...filter,
        ...(isOverTime ? scope.period : isLimited ? { from } : {}),
        ...this.moment.params(),
      },
    };
  }

  private firstOf<T>(all: readonly T[]): T {
    const [first] = all;
    if (first === undefined) throw new Error('Expected a resource');
    return first;
  }
}
