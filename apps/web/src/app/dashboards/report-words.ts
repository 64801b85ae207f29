import { inject, Service } from '@angular/core';
import type { Params } from '@angular/router';
import { MEASURE_DEFINITIONS } from '../charts/measure-definitions.texts';
import { FilterWords } from '../items/filters/filter-words';
import { viewOfQuery } from '../items/view/item-view';
import { Texts } from '../platform/language/texts';
import { DASHBOARD_TEXTS } from './dashboard.texts';
import { isOfGroups, isOfPeriod, type Report } from './report';

/** What a report counts, in words. */
@Service()
export class ReportWords {
  private readonly define = inject(Texts).with(MEASURE_DEFINITIONS).t;
  private readonly filters = inject(FilterWords);
  private readonly t = inject(Texts).with(DASHBOARD_TEXTS).t;

  /** The measure, the period of groups, which no axis shows, and the items that it is limited to. */
  definitionOf(report: Pick<Report, 'measure' | 'chart' | 'range' | 'filter'>): string {
    const { measure, chart, range = 'all', filter } = report;
    const limits = this.limitsOf(filter);
    const period = `${this.t('dashboard.range')}: ${this.t(`range.${range}`)}.`;
    return [
      this.define(`define.${measure}`),
      ...(isOfGroups(chart) && isOfPeriod(report) ? [period] : []),
      ...(limits === '' ? [] : [`${limits}.`]),
    ].join(' ');
  }

  /** The filters; empty if there are none. */
  limitsOf(filter: Params): string {
    const view = viewOfQuery(filter);
    return view ? this.filters.of(view.filter) : '';
  }
}
