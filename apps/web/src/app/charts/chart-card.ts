import { Component, computed, inject, input, signal, viewChild } from '@angular/core';
import { Router, RouterLink } from '@angular/router';
import type { ReportChart } from '@action-tracker/contracts';
import { OFFER_FILE } from '../platform/files/offer-file';
import { Texts } from '../platform/language/texts';
import { Chart } from './chart';
import {
  type ChartData,
  type ChartPoint,
  hasPercentiles,
  isEmpty,
  rowsOf,
  withOtherBars,
  withOthers,
} from './chart-data';
import { type Picture, pngOf, svgText } from './chart-download';
import { CHART_KINDS } from './chart-scale';
import { CHART_TEXTS } from './charts.texts';

let cards = 0;

/** A chart with its title, unit and definition, its numbers as a table of links, and downloads. */
@Component({
  selector: 'at-chart-card',
  imports: [Chart, RouterLink],
  templateUrl: './chart-card.html',
  styleUrl: './chart-card.scss',
})
export class ChartCard {
  readonly heading = input.required<string>();
  readonly definition = input.required<string>();
  readonly unit = input.required<string>();
  readonly kind = input.required<ReportChart>();
  readonly data = input.required<ChartData>();
  /** The name of the first column of the table. */
  readonly placeName = input.required<string>();
  /** The path of the lists behind the numbers. */
  readonly listPath = input.required<string>();

  protected readonly texts = inject(Texts);
  protected readonly t = this.texts.with(CHART_TEXTS).t;
  private readonly offer = inject(OFFER_FILE);
  private readonly router = inject(Router);
  private readonly chart = viewChild(Chart);
  protected readonly id = `chart-card-${(cards += 1)}`;
  private readonly isTableAskedFor = signal(false);
  /** A table is nothing else; the others have one beside them. */
  protected readonly isTableOpen = computed(
    () => this.isTableAskedFor() || this.kind() === 'table',
  );
  /** How it is drawn; undefined for a table and a single number. */
  protected readonly drawnAs = computed(() => CHART_KINDS.find((kind) => kind === this.kind()));
  protected readonly isEmpty = computed(() => isEmpty(this.data()));
  protected readonly drawn = computed(() => {
    const name = this.t('chart.others');
    const data = withOthers(this.data(), name);
    return this.kind() === 'bar' ? withOtherBars(data, name) : data;
  });
  /** Whether only the table has all of it. */
  protected readonly isCut = computed(
    () =>
      this.drawn().series.length < this.data().series.length ||
      this.drawn().places.length < this.data().places.length,
  );

  protected open({ query }: ChartPoint): void {
    if (query) void this.router.navigate([this.listPath()], { queryParams: query });
  }

  protected toggleTable(): void {
    this.isTableAskedFor.update((isOpen) => !isOpen);
  }

  /** The newest point of a series, and the one before. */
  protected latest(before = 0): ChartPoint | undefined {
    return this.data().series[0]?.points.at(-1 - before);
  }

  /** The value of a point; medians with the 85th percentile, where there is no line for it. */
  protected textOf(point: ChartPoint | undefined): string {
    const { value = null, p85 } = point ?? {};
    if (value === null) return '–';
    const shown = this.texts.number(value);
    return p85 === undefined || p85 === null || hasPercentiles(this.data())
      ? shown
      : this.t('chart.withP85', { value: shown, p85: this.texts.number(p85) });
  }

  protected async saveCsv(): Promise<void> {
    const { stringify } = await import('csv-stringify/browser/esm/sync');
    const rows = rowsOf(this.data(), this.placeName(), this.t('chart.p85'));
    const text = stringify([...rows], { bom: true, record_delimiter: 'windows' });
    this.offer(new Blob([text], { type: 'text/csv;charset=utf-8' }), `${this.heading()}.csv`);
  }

  protected saveSvg(): void {
    const picture = this.picture();
    if (!picture) return;
    this.offer(new Blob([svgText(picture)], { type: 'image/svg+xml' }), `${this.heading()}.svg`);
  }

  protected async savePng(): Promise<void> {
    const picture = this.picture();
    const png = picture && (await pngOf(picture));
    if (png) this.offer(png, `${this.heading()}.png`);
  }

  private picture(): Picture | undefined {
    const chart = this.chart();
    const drawn = chart?.picture;
    const title = `${this.heading()} (${this.unit()})`;
    return drawn ? { drawn, legend: chart.legend, title } : undefined;
  }
}
