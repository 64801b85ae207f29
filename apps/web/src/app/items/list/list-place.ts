/**
 * Restores scroll position and focused cell when the user returns to a list, at the item they
 * viewed last. Rows may move until the server has confirmed them, and no longer after that.
 */
import {
  afterNextRender,
  afterRenderEffect,
  DestroyRef,
  DOCUMENT,
  effect,
  inject,
  type Signal,
  untracked,
  type WritableSignal,
} from '@angular/core';
import { takeUntilDestroyed } from '@angular/core/rxjs-interop';
import { Router, Scroll } from '@angular/router';
import { filter, take } from 'rxjs';
import type { Cell, Grid } from '../inline-edit/grid-cursor';
import { ItemListStore } from '../store/item-list-store';
import { type ListPlace, ListPlaces } from './list-places';
import { ListView } from '../view/list-view';

export interface Table {
  readonly element: HTMLElement;
  readonly grid: Signal<Grid>;
  readonly cursor: WritableSignal<Cell | undefined>;
}

/** Requires an injection context. */
export function keepPlace(table: Table, focus: (cell: Cell) => void): void {
  const place = inject(ListPlaces).of(inject(ItemListStore).scope());
  keepScroll(table.element, place);
  keepCell(table, place, focus);
}

function keepScroll(element: HTMLElement, place: ListPlace): void {
  const window = inject(DOCUMENT).defaultView;
  const restore = () => {
    element.scrollTop = place.tableTop;
    if (place.pageTop > 0) window?.scrollTo(0, place.pageTop);
  };
  const remember = () => {
    place.tableTop = element.scrollTop;
    place.pageTop = window?.scrollY ?? 0;
  };
  // Not template listeners, which would trigger change detection for the whole page.
  const options = { passive: true, capture: true };
  afterNextRender(() => {
    restore();
    window?.addEventListener('scroll', remember, options);
  });
  inject(DestroyRef).onDestroy(() => window?.removeEventListener('scroll', remember, options));
  const { choices } = inject(ListView);
  const before = choices();
  effect(() => {
    if (choices() === before) return;
    element.scrollTop = 0;
    if (element.getBoundingClientRect().top < 0) element.scrollIntoView({ block: 'start' });
  });
  // The router scrolls a page opened through a link to the top.
  const scrolled = inject(Router).events.pipe(filter((event) => event instanceof Scroll));
  scrolled.pipe(take(1), takeUntilDestroyed()).subscribe(restore);
}

function keepCell(
  { element, grid, cursor }: Table,
  place: ListPlace,
  focus: (cell: Cell) => void,
): void {
  const store = inject(ItemListStore);
  const document = inject(DOCUMENT);
  const { cell, row } = place;
  const seen = cellOf(inject(ListPlaces).takeSeen(), cell);
  const first = seen ?? cell;
  cursor.set(first);

  /** Does nothing if the user has moved on to something else. */
  const arrive = () => {
    const { activeElement, body } = document;
    const isInside = element.contains(activeElement);
    const isAhead = cursor() !== first;
    if (!isInside || !isAhead) store.releaseOrder();
    const isElsewhere = !isInside && activeElement !== body && activeElement?.id !== 'main';
    if (isAhead || isElsewhere) return;
    const { items } = grid();
    const listed = [seen, cell].find((known) => items.some(({ id }) => id === known?.itemId));
    const near = items[Math.max(row, 0)] ?? items.at(-1);
    const target = listed ?? (cell && near && { ...cell, itemId: near.id });
    if (target) focus(target);
  };
  const arrival = afterRenderEffect(() => {
    if (!store.isCurrent()) return;
    arrival.destroy();
    // The rows have their current state; focusing may render more.
    untracked(() => queueMicrotask(arrive));
  });
  inject(DestroyRef).onDestroy(() => {
    store.setInUse(false);
    place.cell = cursor();
    place.row = grid().items.findIndex(({ id }) => id === place.cell?.itemId);
  });
}

const cellOf = (itemId: string | undefined, before: Cell | undefined): Cell | undefined =>
  itemId === undefined ? undefined : { itemId, column: before?.column ?? 'id' };
