import fc from 'fast-check';
import { cellsOf, tsvOf } from './tsv';

describe('cells on the clipboard', () => {
  it.each([
    [
      'one\ttwo\nthree\tfour\n',
      [
        ['one', 'two'],
        ['three', 'four'],
      ],
    ],
    ['one\r\ntwo\r\n', [['one'], ['two']]],
    ['"two\nlines"\t"a ""quote"""', [['two\nlines', 'a "quote"']]],
    ['3" pipe\tx', [['3" pipe', 'x']]],
    ['"never ends\tx', [['"never ends', 'x']]],
    ['a\t\tb', [['a', '', 'b']]],
    ["'=1+1", [['=1+1']]],
  ])('are read from %j', (tsv, cells) => {
    expect(cellsOf(tsv)).toEqual(cells);
  });

  it('do not become formulas in a spreadsheet', () => {
    expect(tsvOf([['=1+1', 'Title']])).toBe("'=1+1\tTitle");
  });

  it('come back as they were copied', () => {
    const text = fc.string().filter((value) => !value.includes('\r') && value.trim() !== '');
    const rows = fc.array(fc.tuple(text, text), { minLength: 1, maxLength: 5 });
    fc.assert(fc.property(rows, (cells) => expect(cellsOf(tsvOf(cells))).toEqual(cells)));
  });
});
