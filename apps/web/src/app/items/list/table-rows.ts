/**
 * Virtual scrolling for the table. A tracker may have thousands of items: only rows near the
 * viewport are rendered, with gaps of equal height in place of the others. Therefore row heights
 * must be known in advance.
 */
import type { ListRange } from '@angular/cdk/collections';
import type { ListedItem } from '@action-tracker/contracts';
import type { ItemSection } from '../store/item-sections';

/** A row with its index. */
interface Placed {
  readonly index: number;
}

interface GroupRow extends Placed {
  readonly kind: 'group';
  readonly key: string;
  readonly label: string;
  readonly count: number;
}

interface ItemRow extends Placed {
  readonly kind: 'item';
  readonly key: string;
  readonly item: ListedItem;
}

export type TableRow = GroupRow | ItemRow;

/** Placeholder for rows that are not rendered. */
interface Gap {
  readonly kind: 'gap';
  readonly key: string;
  /** In pixels. */
  readonly height: number;
}

export type Drawn<Row> = Row | Gap;
export type DrawnRow = Drawn<TableRow>;

/** In pixels. */
export type RowHeights<Kind extends string = TableRow['kind']> = Readonly<Record<Kind, number>>;

export function tableRows(sections: readonly ItemSection[]): readonly TableRow[] {
  const rows: TableRow[] = [];
  for (const { key, label, items } of sections) {
    if (label !== undefined) {
      const count = items.length;
      rows.push({ kind: 'group', key: `group ${key}`, index: rows.length, label, count });
    }
    for (const item of items) rows.push({ kind: 'item', key: item.id, index: rows.length, item });
  }
  return rows;
}

/** Top of each row in pixels from the first one, plus the bottom of the last. */
export function rowTops<Kind extends string>(
  rows: readonly { readonly kind: Kind }[],
  heights: RowHeights<Kind>,
): readonly number[] {
  const tops = [0];
  let top = 0;
  for (const { kind } of rows) tops.push((top += heights[kind]));
  return tops;
}

/** The rows between two offsets, in pixels from the first row. */
export const rowsBetween = (tops: readonly number[], from: number, to: number): ListRange => ({
  start: rowAt(tops, from),
  end: Math.min(rowAt(tops, to) + 1, tops.length - 1),
});

/**
 * The rows of a range with the gaps around it.
 *
 * @param kept A row that is always rendered because it has the focus; -1 for none.
 */
export function drawnRows<Row>(
  rows: readonly Row[],
  tops: readonly number[],
  range: ListRange,
  kept: number,
): readonly Drawn<Row>[] {
  const isInside = kept < 0 || (kept >= range.start && kept < range.end);
  const pieces = isInside ? [range] : [range, { start: kept, end: kept + 1 }];
  const drawn: Drawn<Row>[] = [];
  let end = 0;
  for (const piece of pieces.toSorted((a, b) => a.start - b.start)) {
    drawn.push(...gapBetween(tops, end, piece.start));
    drawn.push(...rows.slice(piece.start, piece.end));
    end = piece.end;
  }
  return [...drawn, ...gapBetween(tops, end, rows.length)];
}

/**
 * The key identifies the gap regardless of its height, so its element is reused while scrolling.
 */
function gapBetween(tops: readonly number[], start: number, end: number): readonly Gap[] {
  if (start >= end) return [];
  const height = (tops[end] ?? 0) - (tops[start] ?? 0);
  return [{ kind: 'gap', key: start === 0 ? 'gap above' : `gap after ${start}`, height }];
}

/** The last row that starts at or above an offset. */
function rowAt(tops: readonly number[], height: number): number {
  let [low, high] = [0, Math.max(tops.length - 2, 0)];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if ((tops[middle] ?? 0) <= height) low = middle;
    else high = middle - 1;
  }
  return low;
}
