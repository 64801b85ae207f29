import { TestBed } from '@angular/core/testing';
import { VIEW_STATE_KEY, ViewState } from './view-state';

const ALL = { status: null, category: null, owner_id: null, priority: null, due: null };
const LIST = {
  filters: {
    ...ALL,
    status: ['In Progress', 'Blocked'],
    owner_id: [7],
    due: ['overdue'],
    slipped: null,
    tracker_id: null,
  },
  sort: { column: 'due_date', direction: 'asc' },
  group: 'status',
} as const;
const TABLE = { hidden: ['category'], isCompact: true, widths: { title: 300 } };
const STORED = { version: 2, lastTrackerId: 3, lists: { 3: LIST }, table: TABLE };
const stored = (given: object) => JSON.stringify({ ...STORED, ...given });
const withList = (given: object) => stored({ lists: { 3: { ...LIST, ...given } } });
const remember = (key: string, content: string) => localStorage.setItem(key, content);

describe('what the browser remembers', () => {
  beforeEach(() => localStorage.clear());

  it('starts with nothing', () => {
    const viewState = TestBed.inject(ViewState);
    expect(viewState.lastTrackerId()).toBeNull();
    expect(viewState.list(3)).toBeUndefined();
    expect(viewState.table()).toEqual({ hidden: [], isCompact: false, widths: {} });
  });

  it('is there again after a reload: each list by itself, the table for all of them', () => {
    const viewState = TestBed.inject(ViewState);
    viewState.rememberTracker(3);
    viewState.rememberList(3, {
      filters: {
        status: ['In Progress', 'Blocked'],
        owner_id: ['7'],
        due: ['overdue'],
        ...{ category: [], priority: [], slipped: [], tracker_id: [] },
      },
      sort: { column: 'due_date', direction: 'asc' },
      group: 'status',
    });
    viewState.rememberTable({ hidden: ['category'], widths: { title: 300 } });
    viewState.rememberTable({ isCompact: true });
    expect(JSON.parse(localStorage.getItem(VIEW_STATE_KEY) ?? '')).toEqual(STORED);
    TestBed.resetTestingModule();
    const again = TestBed.inject(ViewState);
    expect(again.list(3)).toMatchObject({ filters: { owner_id: ['7'] }, group: 'status' });
    expect(again.list(4)).toBeUndefined();
    expect(again.list('all')).toBeUndefined();
    expect(again.table()).toEqual(TABLE);
  });

  it('keeps what was remembered before there was one of the filters', () => {
    const { priority: _, ...filters } = LIST.filters;
    remember(VIEW_STATE_KEY, withList({ filters }));
    const remembered = TestBed.inject(ViewState).list(3)?.filters;
    expect(remembered).toMatchObject({ owner_id: ['7'], priority: [] });
  });

  it('takes over the form before: its filters become those of the tracker seen last', () => {
    const { due: _, ...filters } = { ...ALL, owner_id: [7] };
    const before = { version: 1, lastTrackerId: 3, filters, sort: LIST.sort };
    remember(VIEW_STATE_KEY, JSON.stringify(before));
    remember(
      'action-tracker-table-layout',
      JSON.stringify({ version: 1, hidden: ['category'], isCompact: true }),
    );
    const viewState = TestBed.inject(ViewState);
    expect(viewState.lastTrackerId()).toBe(3);
    expect(viewState.list(3)).toMatchObject({ filters: { owner_id: ['7'] }, sort: LIST.sort });
    expect(viewState.list(4)).toBeUndefined();
    expect(viewState.table()).toEqual({ hidden: ['category'], isCompact: true, widths: {} });
    expect(localStorage.getItem('action-tracker-table-layout')).toBeNull();
    TestBed.resetTestingModule();
    expect(TestBed.inject(ViewState).list(3)).toMatchObject({ filters: { owner_id: ['7'] } });
  });

  it.each([
    ['a version from long ago', stored({ version: 0 })],
    ['a newer version', stored({ version: 3 })],
    ['a version without the rest', '{"version":2}'],
    ['a version before without the rest', '{"version":1}'],
    ['a tracker that is no number', stored({ lastTrackerId: '3' })],
    ['lists that are a list', stored({ lists: [] })],
    ['a list of no tracker', stored({ lists: { here: LIST } })],
    ['an unknown status', withList({ filters: { ...LIST.filters, status: ['Done'] } })],
    ['filters that are no lists', withList({ filters: { ...LIST.filters, priority: 'High' } })],
    ['a column that does not exist', withList({ sort: { column: 'colour', direction: 'asc' } })],
    ['a group that does not exist', withList({ group: 'sun' })],
    ['a width that is none', stored({ table: { ...TABLE, widths: { title: '3em' } } })],
    ['a shown column that does not exist', stored({ table: { ...TABLE, shown: ['colour'] } })],
    ['something that is no object', '"hello"'],
    ['broken text', '{"version":2,'],
  ])('is reset when it holds %s', (_, content) => {
    remember(VIEW_STATE_KEY, content);
    const viewState = TestBed.inject(ViewState);
    expect(viewState.lastTrackerId()).toBeNull();
    expect(viewState.list(3)).toBeUndefined();
    expect(localStorage.getItem(VIEW_STATE_KEY)).toBeNull();
  });
});
