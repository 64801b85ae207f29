import { Component, computed, inject } from '@angular/core';
import { Texts } from '../../platform/language/texts';
import { FacetMenu } from '../filters/facet-menu';
import { FieldWords } from '../fields/field-words';
import { GROUPS } from '../view/item-view';
import { ItemListStore } from '../store/item-list-store';
import { ListView } from '../view/list-view';
import { TableLayout } from './table-layout';

/** Display options of the table: grouping, columns, density, and withdrawn items instead of others. */
@Component({
  selector: 'at-table-options',
  imports: [FacetMenu],
  template: `
    <label>
      {{ t('table.groupBy') }}
      <select #group (change)="groupBy(group.value)">
        <option value="" [selected]="view.current().group === undefined">
          {{ t('table.groupByNothing') }}
        </option>
        @for (option of groups(); track option.value) {
          <option [value]="option.value" [selected]="view.current().group === option.value">
            {{ option.label }}
          </option>
        }
      </select>
    </label>
    <at-facet-menu
      class="wide-only"
      [label]="t('table.columns')"
      [options]="columns"
      [chosen]="layout.columns()"
      [isQuiet]="true"
      (toggled)="layout.toggleColumn($event)"
    />
    <button
      class="wide-only"
      type="button"
      [attr.aria-pressed]="layout.isCompact()"
      (click)="layout.toggleDensity()"
    >
      {{ t('table.compact') }}
    </button>
    <button type="button" [attr.aria-pressed]="view.isWithdrawn()" (click)="view.toggleWithdrawn()">
      {{ t('table.withdrawn') }}
    </button>
    @if (layout.isResized()) {
      <button class="wide-only" type="button" (click)="layout.resetWidth()">
        {{ t('table.resetWidths') }}
      </button>
    }
  `,
  styles: `
    :host {
      display: flex;
      flex-wrap: wrap;
      align-items: center;
      gap: 8px;
      color: var(--at-text-soft);
      font-size: 12.5px;
    }
    select,
    button {
      height: 28px;
      padding: 0 8px;
      border: 1px solid var(--at-line);
      border-radius: 6px;
      background: var(--at-page);
      color: var(--at-text);
      font: inherit;
      cursor: pointer;
    }
    button[aria-pressed='true'] {
      border-color: var(--at-accent);
      background: color-mix(in srgb, var(--at-accent) 14%, transparent);
    }
    @media (width < 860px) {
      .wide-only {
        display: none;
      }
    }
  `,
})
export class TableOptions {
  protected readonly t = inject(Texts).t;
  private readonly words = inject(FieldWords);
  protected readonly view = inject(ListView);
  protected readonly layout = inject(TableLayout);
  private readonly store = inject(ItemListStore);
  protected readonly groups = computed(() =>
    GROUPS.filter((group) => group !== 'tracker_id' || this.store.isOfAllTrackers()).map(
      (value) => ({ value, label: this.words.label(value) }),
    ),
  );
  protected readonly columns = computed(() =>
    this.layout.optional().map((value) => ({ value, label: this.words.label(value) })),
  );

  protected groupBy(name: string): void {
    this.view.groupBy(GROUPS.find((candidate) => candidate === name));
  }
}
