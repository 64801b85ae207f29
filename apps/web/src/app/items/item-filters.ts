import { Component, computed, type ElementRef, inject, viewChild } from '@angular/core';
import { mdiMagnify } from '@mdi/js';
import { Icon } from '../icons/icon';
import { Keyboard } from '../keyboard/keyboard';
import { Formats } from '../language/formats';
import { Texts } from '../language/texts';
import { FacetMenu, type FacetOption } from './facet-menu';
import { FieldWords } from './field-words';
import { type Facet, toggleChoice } from './item-filter';
import { ItemListStore } from './item-list-store';
import { ListView } from './list-view';

const MENUS = ['category', 'owner_id', 'priority', 'due'] as const satisfies Facet[];

/** Search, status buttons and menus above a list. Each choice says how many items it would show. */
@Component({
  selector: 'at-item-filters',
  imports: [FacetMenu, Icon],
  templateUrl: './item-filters.html',
  styleUrl: './item-filters.scss',
})
export class ItemFilters {
  private readonly store = inject(ItemListStore);
  private readonly view = inject(ListView);
  protected readonly t = inject(Texts).t;
  private readonly words = inject(FieldWords);
  private readonly formats = inject(Formats);

  protected readonly filter = computed(() => this.view.current().filter);
  protected readonly statuses = computed(() => this.optionsOf('status'));
  protected readonly menus = computed(() =>
    MENUS.map((facet) => ({
      facet,
      label: this.words.label(facet),
      options: this.optionsOf(facet),
    })),
  );
  private readonly searchBox = viewChild.required<ElementRef<HTMLInputElement>>('text');
  protected readonly searchIcon = mdiMagnify;

  constructor() {
    inject(Keyboard).offer({ search: () => this.searchBox().nativeElement.focus() });
  }

  protected search(text: string): void {
    this.view.narrow({ ...this.filter(), text });
  }

  protected toggle(facet: Facet, value: string): void {
    this.view.narrow(toggleChoice(this.filter(), facet, value));
  }

  private optionsOf(facet: Facet): readonly FacetOption[] {
    const options = this.store.counts(facet).map(({ value, count }) => ({
      value,
      count,
      label: this.words.facetValue(facet, value),
    }));
    return facet === 'owner_id'
      ? options.toSorted((a, b) => this.formats.compare(a.label, b.label))
      : options;
  }
}
