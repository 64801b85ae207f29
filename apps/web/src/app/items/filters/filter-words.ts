/** The active filters as one line for print: `Status: Open · Owner: Ana Souza`. */
import { inject, Service } from '@angular/core';
import { Texts } from '../../platform/language/texts';
import { FieldWords } from '../fields/field-words';
import { type Facet, FACETS, type ItemFilter } from '../view/item-filter';
import { isOpenChosen } from '../view/open-items';

@Service()
export class FilterWords {
  private readonly t = inject(Texts).t;
  private readonly words = inject(FieldWords);

  /** Empty when nothing is filtered. */
  of(filter: ItemFilter): string {
    const parts = FACETS.filter((facet) => filter[facet].length > 0).map(
      (facet) => `${this.words.label(facet)}: ${this.valuesOf(facet, filter)}`,
    );
    const text = filter.text.trim();
    if (text !== '') parts.push(`${this.t('list.searchedFor')}: ${text}`);
    return parts.join(' · ');
  }

  private valuesOf(facet: Facet, filter: ItemFilter): string {
    if (facet === 'status' && isOpenChosen(filter)) return this.t('list.open');
    return filter[facet].map((value) => this.words.facetValue(facet, value)).join(', ');
  }
}
