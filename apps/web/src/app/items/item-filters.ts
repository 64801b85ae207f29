import { Component, input, output } from '@angular/core';
import { mdiMagnify } from '@mdi/js';
import type { Status } from '@action-tracker/contracts';
import { Icon } from '../icons/icon';
import { type ItemFilter, NO_FILTER, type StatusCount } from './item-filter';

/** Search and status buttons above a list. Each button says how many items it would show. */
@Component({
  selector: 'at-item-filters',
  imports: [Icon],
  templateUrl: './item-filters.html',
  styleUrl: './item-filters.scss',
})
export class ItemFilters {
  readonly filter = input.required<ItemFilter>();
  readonly counts = input.required<readonly StatusCount[]>();
  readonly filterChanged = output<ItemFilter>();

  protected readonly searchIcon = mdiMagnify;

  protected search(text: string): void {
    this.filterChanged.emit({ ...this.filter(), text });
  }

  protected toggle(status: Status): void {
    const { statuses } = this.filter();
    const others = statuses.filter((chosen) => chosen !== status);
    const isChosen = others.length < statuses.length;
    this.filterChanged.emit({
      ...this.filter(),
      statuses: isChosen ? others : [...statuses, status],
    });
  }

  protected clear(): void {
    this.filterChanged.emit(NO_FILTER);
  }
}
