/**
 * The focused cell of the table and its arrow key navigation: an ARIA grid has a single tab stop.
 */
import type { Item } from '@action-tracker/contracts';
import { ITEM_COLUMNS, type ItemColumn } from '../view/item-order';
import { isEdited } from '../registry/edited-fields';

export interface Cell {
  readonly itemId: string;
  readonly column: ItemColumn;
}

/** The cells in display order. */
export interface Grid {
  readonly items: readonly Item[];
  readonly columns: readonly ItemColumn[];
}

type Step = readonly [rows: number, columns: number];

const FAR = Number.MAX_SAFE_INTEGER;
const STEPS: Readonly<Record<string, Step>> = {
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
  Home: [0, -FAR],
  End: [0, FAR],
  'Control+Home': [-FAR, -FAR],
  'Control+End': [FAR, FAR],
  PageUp: [-10, 0],
  PageDown: [10, 0],
};

/** The cell that a key moves to; undefined when it moves nowhere. */
export function walk({ items, columns }: Grid, from: Cell, key: string): Cell | undefined {
  const step = STEPS[key];
  if (!step) return undefined;
  const row = items.findIndex(({ id }) => id === from.itemId) + step[0];
  const place = columns.indexOf(from.column) + step[1];
  const item = items[clamp(row, items.length)];
  const column = columns[clamp(place, columns.length)];
  return item && column ? { itemId: item.id, column } : undefined;
}

/** The next editable cell, first in the row, then in the following rows. */
export function nextEditable(grid: Grid, from: Cell, direction: 1 | -1): Cell | undefined {
  const columns = grid.columns.filter(isEdited);
  const row = grid.items.findIndex(({ id }) => id === from.itemId);
  const at = row * columns.length + columns.findIndex((column) => column === from.column);
  const next = at + direction;
  const item = grid.items[Math.floor(next / columns.length)];
  const column = columns[((next % columns.length) + columns.length) % columns.length];
  return item && column ? { itemId: item.id, column } : undefined;
}

/** The cell of a DOM element; undefined for other elements. */
export function cellOf(target: EventTarget | null): Cell | undefined {
  if (!(target instanceof HTMLElement)) return undefined;
  const [itemId, name] = target.dataset['cell']?.split(' ') ?? [];
  const column = ITEM_COLUMNS.find((candidate) => candidate === name);
  return itemId && column ? { itemId, column } : undefined;
}

const clamp = (index: number, length: number): number => Math.max(0, Math.min(index, length - 1));
