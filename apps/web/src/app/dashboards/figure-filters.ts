import { Component, computed, inject, input } from '@angular/core';
import { FieldWords } from '../items/fields/field-words';
import { FacetMenu, type FacetOption } from '../items/filters/facet-menu';
import { type Facet, FACETS, facetValues, NO_FILTER } from '../items/view/item-filter';
import { viewOfQuery } from '../items/view/item-view';
import { People } from '../people/people';
import { Texts } from '../platform/language/texts';
import { Moment } from '../platform/moment/moment';
import { TrackerStore } from '../trackers/tracker-store';
import { DASHBOARD_TEXTS } from './dashboard.texts';
import { filterIn } from './report';

/** The filters of items above charts; the address holds them, as it does those of lists. */
@Component({
  selector: 'at-figure-filters',
  imports: [FacetMenu],
  template: `
    @for (menu of menus(); track menu.facet) {
      <at-facet-menu
        [label]="menu.label"
        [options]="menu.options"
        [chosen]="filter()[menu.facet]"
        (toggled)="toggle(menu.facet, $event)"
      />
    }
    <input
      #text
      type="search"
      [attr.aria-label]="t('dashboard.search')"
      [placeholder]="t('dashboard.search')"
      [value]="filter().text"
      (change)="change({ q: text.value.trim() || null })"
    />
    @if (isFiltering()) {
      <button type="button" class="button is-text" (click)="clear()">{{ t('list.clear') }}</button>
    }
  `,
  styles: `
    :host {
      display: flex;
      flex-wrap: wrap;
      gap: 6px;
      align-items: center;
    }
    input {
      width: 180px;
      height: 28px;
      padding: 0 8px;
      border: 1px solid var(--at-line);
      border-radius: 6px;
      background: var(--at-page);
      color: var(--at-text);
      font: inherit;
      font-size: 12.5px;
    }
    @media print {
      :host {
        display: none;
      }
    }
  `,
})
export class FigureFilters {
  /** The tracker that the page is about; all if unset. */
  readonly trackerId = input<number>();
  /** What the page itself decides: a choice of these would change nothing. */
  readonly fixed = input<readonly Facet[]>([]);

  protected readonly t = inject(Texts).with(DASHBOARD_TEXTS).t;
  private readonly words = inject(FieldWords);
  private readonly people = inject(People);
  private readonly trackers = inject(TrackerStore);
  private readonly moment = inject(Moment);
  protected readonly filter = computed(
    () => viewOfQuery(filterIn(this.moment.query()))?.filter ?? NO_FILTER,
  );
  private readonly offered = computed(() =>
    FACETS.filter((facet) => !this.fixed().includes(facet)),
  );
  protected readonly isFiltering = computed(() => {
    const { text } = this.filter();
    return text !== '' || this.offered().some((facet) => this.filter()[facet].length > 0);
  });
  protected readonly menus = computed(() =>
    this.offered().map((facet) => ({
      facet,
      label: this.words.label(facet),
      options: computed(() => this.optionsOf(facet)),
    })),
  );

  protected toggle(facet: Facet, value: string): void {
    const chosen = this.filter()[facet];
    const others = chosen.filter((one) => one !== value);
    const isChosen = others.length < chosen.length;
    // The server takes one of these.
    const kept = facet === 'due' ? [] : others;
    const values = isChosen ? others : [...kept, value];
    this.change({ [facet]: values.length > 0 ? values : null });
  }

  protected clear(): void {
    this.change(Object.fromEntries([...FACETS, 'q'].map((name) => [name, null])));
  }

  protected change(query: Readonly<Record<string, string | readonly string[] | null>>): void {
    void this.moment.change(query);
  }

  private optionsOf(facet: Facet): readonly FacetOption[] {
    if (facet === 'owner_id') {
      return this.people.all().map(({ id, name }) => ({ value: String(id), label: name }));
    }
    if (facet === 'tracker_id') {
      const all = this.trackers.all;
      return (all.hasValue() ? all.value() : []).map(({ id, prefix, name }) => ({
        ...{ value: String(id), label: `${prefix} ${name}` },
      }));
    }
    const offered =
      facet === 'category' ? this.trackers.offeredCategories(this.trackerId()) : facetValues(facet);
    return [...new Set([...offered, ...this.filter()[facet]])].map((value) => ({
      ...{ value, label: this.words.facetValue(facet, value) },
    }));
  }
}
