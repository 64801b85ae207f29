import { Component, computed, inject, input } from '@angular/core';
import { RouterLink } from '@angular/router';
import { EditFeedback } from '../inline-edit/edit-feedback';
import { Keyboard } from '../keyboard/keyboard';
import { Texts } from '../language/texts';
import { LoadState } from '../loading/load-state';
import { Polling } from '../polling/polling';
import { isFiltering, NO_FILTER } from './item-filter';
import { ItemFilters } from './item-filters';
import { ItemListStore } from './item-list-store';
import { ItemTable } from './item-table';
import { ListView } from './list-view';
import { TableOptions } from './table-options';

/** The list of the store with its filters: what both list pages show below their heading. */
@Component({
  selector: 'at-item-list',
  imports: [EditFeedback, ItemFilters, ItemTable, LoadState, RouterLink, TableOptions],
  templateUrl: './item-list.html',
  styles: `
    .bar {
      display: flex;
      flex-wrap: wrap;
      align-items: center;
      gap: 8px 16px;
      margin-bottom: 6px;
    }
    .moved {
      position: sticky;
      z-index: 3;
      inset: auto 12px 12px auto;
      width: fit-content;
      margin: 8px 0 8px auto;
      padding: 8px 14px;
      border: 1px solid var(--at-line);
      border-radius: 8px;
      background: var(--at-raised);
      font-size: 13px;
      box-shadow: 0 4px 16px rgb(0 0 0 / 15%);
    }
    .count {
      margin-inline-start: auto;
      color: var(--at-text-soft);
      font-size: 13px;
      font-variant-numeric: tabular-nums;
    }
  `,
})
export class ItemList {
  /** Where "New item" leads; a list over all trackers has no such place. */
  readonly newItemLink = input<string>();

  protected readonly texts = inject(Texts);
  protected readonly t = this.texts.t;
  protected readonly store = inject(ItemListStore);
  protected readonly view = inject(ListView);
  protected readonly isFiltering = computed(() => isFiltering(this.view.current().filter));
  protected readonly countText = computed(() => {
    const total = this.store.all()?.length ?? 0;
    const found = this.store.shown().length;
    return this.isFiltering()
      ? this.texts.counted('list.found', total, { found })
      : this.texts.counted('list.items', total);
  });

  private readonly keyboard = inject(Keyboard);

  constructor() {
    inject(Polling).watch(() => this.store.poll());
  }

  protected clearFilters(): void {
    this.view.narrow(NO_FILTER);
    this.keyboard.run('search');
  }

  /** The button goes away with the press; the keyboard goes back to the row where it was. */
  protected refreshOrder(): void {
    this.store.releaseOrder();
    setTimeout(() => this.keyboard.run('next'));
  }
}
