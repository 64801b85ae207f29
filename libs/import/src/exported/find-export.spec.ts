import { markHeading } from '@action-tracker/contracts';
import { itemAfter } from '@action-tracker/domain/testing';
import type { RowState } from '@action-tracker/tracking';
import { memoryFile } from '../testing/memory-file';
import { exportedColumns, findExport } from './find-export';

const MARK = { tracker: 'AD', position: 12, asOf: '2026-03-01T10:00:00.000Z' };
const FIELDS = {
  title: 'Thermal test',
  createDate: '2026-01-02',
  dueDate: null,
  category: 'Mechanical',
  ownerId: 7,
  priority: 'High',
} as const;

function stateOf(number: number): RowState {
  const item = itemAfter([{ type: 'ItemCreated', data: { number, ...FIELDS } }]);
  return { version: 1, base: item, now: item, notes: [], setBy: new Map() };
}

const columnsOf = (lines: readonly string[]) =>
  exportedColumns({
    file: memoryFile(lines.join('\n')),
    ...{ sheet: '', header: 1, prefix: 'AD' },
    statesOf: (ids) =>
      Promise.resolve(new Map(ids.map((id) => [id, stateOf(Number(id.slice(3)))] as const))),
    nameOf: (id) => (id === 7 ? 'Maria Fitzgerald' : 'Jun Kawasaki'),
  });

describe('a workbook that says which list it is', () => {
  const find = (headings: readonly string[], rows = '', sheets: readonly string[] = []) =>
    findExport({
      file: memoryFile(`${headings.join(',')}\n${rows}`),
      ...{ sheets, sheet: '', header: 1, headings },
    });

  it('says it in a hidden column with the owners, without the ids of its items', async () => {
    const rows = 'AD-001,7 Maria Fitzgerald\nAD-002,7 Maria Fitzgerald\nAD-003,8 Jun\nAD-004,\n';
    expect(await find(['ID', markHeading(MARK)], rows)).toEqual({
      ...{ mark: MARK, ids: null },
      owners: [
        { id: 7, name: 'Maria Fitzgerald' },
        { id: 8, name: 'Jun' },
      ],
    });
  });

  it('is no list of ours without such a heading or the hidden sheet', async () => {
    const headings = ['ID', 'Action Tracker: AD at position x as of yesterday'];
    expect(await find(headings, '', ['Items'])).toBeUndefined();
  });
});

describe('the columns of a list that comes back', () => {
  it('are known by their headings, in any order and case', async () => {
    const columns = await columnsOf([
      'status,ID,TITLE,Due date,Category,Owner,Priority,Latest note',
      'New,AD-001,Thermal test,TBD,Mechanical,Maria Fitzgerald,High,Called',
    ]);
    expect(columns).toEqual({
      id: 'ID',
      fields: {
        ...{ title: 'TITLE', due_date: 'Due date', category: 'Category', owner: 'Owner' },
        ...{ priority: 'Priority', status: 'status' },
      },
      ...{ note: 'Latest note', missing: [], renamed: [] },
    });
  });

  it('are found by what they hold when somebody has renamed them', async () => {
    const columns = await columnsOf([
      'Ref,What,When,Discipline,Who,Ours,How far,Remark',
      'AD-001,Thermal test,TBD,Mechanical,Maria Fitzgerald,High,New,yes',
      'AD-002,Thermal test,TBD,Mechanical,Maria Fitzgerald,Low,New,no',
      'AD-003,Other title,TBD,Mechanical,Maria Fitzgerald,High,New,',
      ',A new row,,,,,,',
    ]);
    expect(columns).toMatchObject({ id: 'Ref', note: null, missing: [] });
    expect(columns?.renamed).toEqual([
      { from: 'Title', to: 'What' },
      { from: 'Due date', to: 'When' },
      { from: 'Category', to: 'Discipline' },
      { from: 'Owner', to: 'Who' },
      { from: 'Priority', to: 'Ours' },
      { from: 'Status', to: 'How far' },
      { from: 'ID', to: 'Ref' },
    ]);
  });

  it('are named when they are missing', async () => {
    const columns = await columnsOf(['ID,Title', 'AD-001,Thermal test']);
    expect(columns?.missing).toEqual(['Due date', 'Category', 'Owner', 'Priority', 'Status']);
  });

  it('are missing, not renamed, when another column holds something else', async () => {
    const columns = await columnsOf([
      'ID,Title,Due date,Category,Owner,Priority,Progress',
      'AD-001,Thermal test,TBD,Mechanical,Maria Fitzgerald,High,half',
    ]);
    expect(columns).toMatchObject({ missing: ['Status'], renamed: [] });
  });

  it.each([
    ['of another tracker', ['Ref,Title', 'RL-001,Thermal test']],
    ['that are empty', ['Ref,Title', ',Thermal test']],
  ])('are none with ids %s', async (_, lines) => {
    expect(await columnsOf(lines)).toBeUndefined();
  });
});
