import type { ImportCell, ImportRow } from '@action-tracker/contracts';
import { importReport } from './import-report';

const row = (changed: Partial<ImportRow>): ImportRow => ({
  ...{ line: 2, outcome: 'same', item_id: 'CL-001', reasons: [], item: null, cells: [] },
  ...{ offer: null, ...changed },
});

const cell = (changed: Partial<ImportCell>): ImportCell => ({
  ...{ field: 'priority', base: 'Low', theirs: 'High', ours: 'Medium', result: 'conflict' },
  ...{ by_id: 1, at: '2026-01-02T00:00:00.000Z', is_taken: false, ...changed },
});

async function* paged(pages: readonly (readonly ImportRow[])[]) {
  for (const page of pages) yield await Promise.resolve(page);
}

async function partsOf(...pages: readonly (readonly ImportRow[])[]): Promise<readonly string[]> {
  const parts: string[] = [];
  for await (const part of importReport(paged(pages))) parts.push(part);
  return parts;
}

/** The lines of a report of one page, without the headings. */
const linesOf = async (...rows: readonly ImportRow[]): Promise<readonly string[]> => {
  const [, page = ''] = await partsOf(rows);
  return page.split('\r\n').slice(0, -1);
};

describe('The report of an import', () => {
  it('has headings, after a byte order mark, even without any row', async () => {
    expect(await partsOf()).toEqual(['\uFEFFLine,Outcome,Item,Field,Cell,Message\r\n']);
  });

  it('is written page by page, with one byte order mark', async () => {
    const parts = await partsOf([row({ line: 2 })], [row({ line: 3 }), row({ line: 4 })]);
    expect(parts.slice(1)).toEqual([
      '2,same,CL-001,,,\r\n',
      '3,same,CL-001,,,\r\n4,same,CL-001,,,\r\n',
    ]);
  });

  it('has a line for a row without problems, also if that has no item yet', async () => {
    expect(await linesOf(row({ outcome: 'create', item_id: null }))).toEqual(['2,create,,,,']);
  });

  it('has a line for each problem of a row, with its cell if it is about one', async () => {
    const reasons = [
      { field: 'due_date', message: 'expected a date, found "soon"', cell: 'F2' },
      { field: 'row', message: 'is there twice', cell: null },
    ];
    expect(await linesOf(row({ outcome: 'refused', item_id: null, reasons }))).toEqual([
      '2,refused,,due_date,F2,"expected a date, found ""soon"""',
      '2,refused,,row,,is there twice',
    ]);
  });

  it('says of each cell that differs whether it is changed or kept', async () => {
    const cells = [cell({ is_taken: true }), cell({ field: 'status' })];
    expect(await linesOf(row({ outcome: 'change', cells }))).toEqual([
      '2,change,CL-001,priority,,changed: Medium to High',
      '2,change,CL-001,status,,"kept: Medium, not High"',
    ]);
  });

  it('shows a dash where there is no value', async () => {
    const cells = [
      cell({ ours: null, is_taken: true }),
      cell({ theirs: null, is_taken: true }),
      cell({ ours: null }),
      cell({ theirs: null }),
    ];
    expect(await linesOf(row({ outcome: 'differs', cells }))).toEqual([
      '2,differs,CL-001,priority,,changed: – to High',
      '2,differs,CL-001,priority,,changed: Medium to –',
      '2,differs,CL-001,priority,,"kept: –, not High"',
      '2,differs,CL-001,priority,,"kept: Medium, not –"',
    ]);
  });

  it('has the problems of a row before its differences', async () => {
    const reasons = [{ field: 'owner', message: 'is unknown', cell: 'C2' }];
    const lines = await linesOf(row({ outcome: 'differs', reasons, cells: [cell({})] }));
    expect(lines).toEqual([
      '2,differs,CL-001,owner,C2,is unknown',
      '2,differs,CL-001,priority,,"kept: Medium, not High"',
    ]);
  });

  it('escapes texts that a spreadsheet would take for a formula', async () => {
    const reasons = [{ field: '=A1', message: '@SUM(A1)', cell: null }];
    const cells = [cell({ field: 'title', ours: 'x;=A1', theirs: '-1' })];
    expect(await linesOf(row({ outcome: 'differs', reasons, cells }))).toEqual([
      "2,differs,CL-001,'=A1,,'@SUM(A1)",
      `2,differs,CL-001,title,,"kept: x;'=A1, not -1"`,
    ]);
  });
});
