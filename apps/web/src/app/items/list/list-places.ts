/** Where lists were left, and which item was looked at since. */
import { Service } from '@angular/core';
import type { Cell } from '../inline-edit/grid-cursor';
import type { ListScope } from '../api/items-api';

export interface ListPlace {
  /** In pixels: of the table, and of a page that is too small for one that moves by itself. */
  tableTop: number;
  pageTop: number;
  cell: Cell | undefined;
  /** The place of its row, for when the item is not in the list any more. */
  row: number;
}

@Service()
export class ListPlaces {
  private readonly places = new Map<ListScope | undefined, ListPlace>();
  private seen: string | undefined;

  /** Opened anew, a list begins at its top, wherever it was left. */
  forget(scope: ListScope): void {
    this.places.delete(scope);
    this.seen = undefined;
  }

  /** Notes that the page of an item is on screen. */
  see(itemId: string): void {
    this.seen = itemId;
  }

  /** The item whose page was on screen since a list was. */
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
