import { anItem } from '../../testing/answers';
import { type DrawnRow, drawnRows, rowsBetween, rowTops, tableRows } from './table-rows';

const HEIGHTS = { item: 10, group: 20 };
const itemsOf = (...ids: readonly string[]) => ids.map((id) => anItem({ id }));
const ROWS = tableRows([
  { key: 'New', label: 'New', items: itemsOf('A', 'B', 'C') },
  { key: 'TBC', label: 'TBC', items: itemsOf('D', 'E', 'F') },
]);
const TOPS = rowTops(ROWS, HEIGHTS);

const inWords = (row: DrawnRow) => (row.kind === 'gap' ? `${row.height} px` : row.key);
const drawn = (from: number, to: number, kept = -1) =>
  drawnRows(ROWS, TOPS, rowsBetween(TOPS, from, to), kept).map(inWords);

describe('the rows of a table', () => {
  it('begin where those above them end', () => {
    expect(TOPS).toEqual([0, 20, 30, 40, 50, 70, 80, 90, 100]);
  });

  it('are drawn where the screen is, with gaps as high as what is not drawn', () => {
    expect(drawn(0, 35)).toEqual(['group New', 'A', 'B', '60 px']);
    expect(drawn(45, 75)).toEqual(['40 px', 'C', 'group TBC', 'D', '20 px']);
    expect(drawn(-500, 5_000)).toHaveLength(8);
  });

  it('keep the one that has the keyboard, wherever it is', () => {
    expect(drawn(85, 200, 1)).toEqual(['20 px', 'A', '50 px', 'E', 'F']);
    expect(drawn(0, 5, 7)).toEqual(['group New', '70 px', 'F']);
    expect(drawn(0, 35, 2)).toEqual(drawn(0, 35));
  });

  it('are none in an empty table', () => {
    expect(drawnRows([], [0], rowsBetween([0], 0, 100), -1)).toEqual([]);
  });
});
