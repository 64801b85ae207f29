import { Component, computed, type ElementRef, inject, model, viewChild } from '@angular/core';
import { mdiFilterVariant, mdiMagnify } from '@mdi/js';
import { Icon } from '../../platform/icons/icon';
import { isComposing } from '../../platform/keyboard/composing';
import { Keyboard } from '../../platform/keyboard/keyboard';
import { Formats } from '../../platform/formats/formats';
import { Texts } from '../../platform/language/texts';
import { FacetMenu, type FacetOption } from './facet-menu';
import { FieldWords } from '../fields/field-words';
import { type Facet, FACETS, isIdFacet, toggleChoice } from '../view/item-filter';
import { ItemListStore } from '../store/item-list-store';
import { ListView } from '../view/list-view';
import { isOpenChosen, OPEN_STATUSES, toggleOpen } from '../view/open-items';

/** Status is missing here because it has buttons instead. */
const FIRST: readonly Facet[] = ['tracker_id', 'category', 'owner_id', 'priority', 'due'];
const MENUS = [...FIRST, ...FACETS.filter((facet) => facet !== 'status' && !FIRST.includes(facet))];

/**
 * Search, status buttons and filter menus above a list. Each choice shows the number of matching
 * items. On a small screen, everything but the search is collapsed behind one button to leave room
 * for the list.
 */
@Component({
  selector: 'at-item-filters',
  imports: [FacetMenu, Icon],
  templateUrl: './item-filters.html',
  styleUrl: './item-filters.scss',
  host: { '[class.is-expanded]': 'isExpanded()' },
})
export class ItemFilters {
  /** Whether the filters are expanded on a small screen. */
  readonly isExpanded = model(false);

  private readonly store = inject(ItemListStore);
  private readonly view = inject(ListView);
  protected readonly t = inject(Texts).t;
  protected readonly number = inject(Texts).number;
  private readonly words = inject(FieldWords);
  private readonly formats = inject(Formats);
  private readonly keyboard = inject(Keyboard);

  protected readonly filter = computed(() => this.view.current().filter);
  protected readonly statuses = computed(() => this.optionsOf('status'));
  protected readonly isOpenChosen = computed(() => isOpenChosen(this.filter()));
  protected readonly openCount = computed(() =>
    this.store
      .counts('status')
      .reduce((sum, { value, count }) => sum + (OPEN_STATUSES.includes(value) ? count : 0), 0),
  );
  protected readonly chosenCount = computed(
    () => FACETS.filter((facet) => this.filter()[facet].length > 0).length,
  );
  protected readonly menus = computed(() =>
    MENUS.filter((facet) => facet !== 'tracker_id' || this.store.isOfAllTrackers()).map(
      (facet) => ({
        facet,
        label: this.words.label(facet),
        options: computed(() => this.optionsOf(facet)),
      }),
    ),
  );
  private readonly searchBox = viewChild.required<ElementRef<HTMLInputElement>>('text');
  protected readonly searchIcon = mdiMagnify;
  protected readonly filterIcon = mdiFilterVariant;

  constructor() {
    const search = () => this.searchBox().nativeElement.focus();
    this.keyboard.offer(() => ({ search, leave: true }));
  }

  /** Enter and the down arrow move from the search field to the first matching row. */
  protected followKey(event: KeyboardEvent): void {
    const leads = event.key === 'Enter' || event.key === 'ArrowDown';
    if (leads && !isComposing(event)) this.keyboard.run('next');
  }

  protected search(text: string): void {
    this.view.narrow({ ...this.filter(), text });
  }

  protected toggle(facet: Facet, value: string): void {
    this.view.narrow(toggleChoice(this.filter(), facet, value));
  }

  protected toggleOpen(): void {
    this.view.narrow(toggleOpen(this.filter()));
  }

  /** With all open statuses chosen, one click narrows to a single status. */
  protected toggleStatus(status: string): void {
    if (this.isOpenChosen()) this.view.narrow({ ...this.filter(), status: [status] });
    else this.toggle('status', status);
  }

  private optionsOf(facet: Facet): readonly FacetOption[] {
    const options = this.store.counts(facet).map(({ value, count }) => ({
      value,
      count,
      label: this.words.facetValue(facet, value),
    }));
    return isIdFacet(facet)
      ? options.toSorted((a, b) => this.formats.compare(a.label, b.label))
      : options;
  }
}
