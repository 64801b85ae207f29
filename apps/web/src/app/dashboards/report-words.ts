import { inject, Service } from '@angular/core';
import { MEASURE_DEFINITIONS } from '../charts/measure-definitions.texts';
import { FilterWords } from '../items/filters/filter-words';
import { viewOfQuery } from '../items/view/item-view';
import { Texts } from '../platform/language/texts';
import type { Report } from './report';

/** What a report counts, in words. */
@Service()
export class ReportWords {
  private readonly define = inject(Texts).with(MEASURE_DEFINITIONS).t;
  private readonly filters = inject(FilterWords);

  /** The measure, and the items that it is limited to. */
  definitionOf({ measure, filter }: Pick<Report, 'measure' | 'filter'>): string {
    const view = viewOfQuery(filter);
    const limits = view ? this.filters.of(view.filter) : '';
    const definition = this.define(`define.${measure}`);
    return limits === '' ? definition : `${definition} ${limits}.`;
  }
}
