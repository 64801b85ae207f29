/** Scroll positions of lists, and the item viewed last. */
import { Service } from '@angular/core';
import type { Cell } from '../inline-edit/grid-cursor';
import type { ListScope } from '../api/items-api';

export interface ListPlace {
  /** In pixels: of the table, and of the page when it is too small for a scrolling table. */
  tableTop: number;
  pageTop: number;
  cell: Cell | undefined;
  /** Index of its row, in case the item is no longer in the list. */
  row: number;
}

@Service()
export class ListPlaces {
  private readonly places = new Map<ListScope | undefined, ListPlace>();
  private seen: string | undefined;

  /** A newly opened list starts at the top. */
  forget(scope: ListScope): void {
    this.places.delete(scope);
    this.seen = undefined;
  }

  /** Records that the page of an item is displayed. */
  see(itemId: string): void {
    this.seen = itemId;
  }

  /** The item viewed since a list was last displayed. */
  takeSeen(): string | undefined {
    const { seen } = this;
    this.seen = undefined;
    return seen;
  }

  of(scope: ListScope | undefined): ListPlace {
    const place = this.places.get(scope) ?? { tableTop: 0, pageTop: 0, cell: undefined, row: 0 };
    this.places.set(scope, place);
    return place;
  }
}
