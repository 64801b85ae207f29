/**
 * Keeps the focus in the table while its rows change. The browser takes it from a row that moves,
 * which leaves the page for a moment, and from one that goes: the next keys would be lost.
 */
import { afterRenderEffect, DOCUMENT, effect, inject, type Signal, untracked } from '@angular/core';
import { cellOf, type Grid } from '../inline-edit/grid-cursor';
import type { Table } from './list-place';

type Items = Grid['items'];

/**
 * Requires an injection context.
 *
 * @param drawn The rows to render.
 */
export function keepFocus({ element, grid, cursor }: Table, drawn: Signal<unknown>): void {
  const document = inject(DOCUMENT);
  let before: Items = [];
  /** What has the focus, from before the rows are rendered until they are. */
  let focused: Element | null = null;
  let isEditorGone = false;

  const note = () => {
    const { items } = grid();
    const { activeElement } = document;
    const td = activeElement?.closest('td') ?? null;
    const cell = cellOf(td);
    // Otherwise the table is about to move the focus itself, and to scroll there.
    if (cell && cell.itemId === cursor()?.itemId) {
      const placeIn = (rows: Items) => rows.findIndex(({ id }) => id === cell.itemId);
      const isGone = placeIn(items) < 0;
      const near = items[placeIn(before)] ?? items.at(-1);
      focused = activeElement;
      isEditorGone = isGone && focused !== td;
      if (isGone && near) cursor.set({ ...cell, itemId: near.id });
    }
    before = items;
  };
  const restore = () => {
    const stop = focused?.isConnected ? focused : element.querySelector('td[tabindex="0"]');
    const isLost = focused && document.activeElement === document.body;
    focused = null;
    if (isLost && stop instanceof HTMLElement) stop.focus({ preventScroll: true });
  };
  // An editor that moves is not left; one that goes saves its text.
  const hide = (event: Event) => {
    if (focused && !isEditorGone) event.stopPropagation();
  };
  element.addEventListener('focusout', hide, { capture: true });
  // The effects of a component run before its template. Both run for the same renderings.
  effect(() => {
    drawn();
    untracked(note);
  });
  afterRenderEffect(() => {
    drawn();
    untracked(restore);
  });
}
