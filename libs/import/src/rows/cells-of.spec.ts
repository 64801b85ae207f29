import { DomainError } from '@action-tracker/domain';
import { readMapping } from '../mapping/read-mapping';
import { cellsOf } from './cells-of';

const { mapping } = readMapping({
  fields: { owner: { column: ['Owner', 'Reporter'] }, title: { default: 'x' } },
});
const context = { mapping, prefix: 'AD', now: new Date('2026-11-20T12:00:00Z') };
const problems = ['owner', 'title', 'key'].map((field) => ({ field, message: 'wrong' }));
const cells = (reporter: string, workbookColumns?: readonly string[]) =>
  cellsOf(
    DomainError.invalid(problems),
    {
      line: 14,
      cells: new Map([
        ['Owner', ''],
        ['Reporter', reporter],
      ]),
    },
    { ...context, ...(workbookColumns ? { workbookColumns } : {}) },
  );

it('names the cell of a workbook behind each problem', () => {
  const columns = [...Array.from({ length: 26 }, (_, n) => `c${n}`), 'Reporter', 'Owner'];
  expect(cells('Ana', columns)).toEqual(['AA14', '', '']);
  expect(cells('', columns)).toEqual(['AB14', '', '']);
});

it('names none in a text file', () => {
  expect(cells('Ana')).toBeUndefined();
});
