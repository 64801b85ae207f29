import { TestBed } from '@angular/core/testing';
import { VIEW_STATE_KEY, ViewState } from './view-state';

const STORED = {
  version: 1,
  lastTrackerId: 3,
  filters: { status: ['In Progress', 'Blocked'], category: null, owner_id: [7], priority: null },
  sort: { column: 'due_date', direction: 'asc' },
};
const stored = (given: object) => JSON.stringify({ ...STORED, ...given });

describe('what the browser remembers', () => {
  beforeEach(() => localStorage.clear());

  it('starts with nothing', () => {
    expect(TestBed.inject(ViewState).lastTrackerId()).toBeNull();
  });

  it('is there again after a reload', () => {
    TestBed.inject(ViewState).rememberTracker(3);
    TestBed.resetTestingModule();
    expect(TestBed.inject(ViewState).lastTrackerId()).toBe(3);
  });

  it('keeps filters and sort in the form of the planning document', () => {
    TestBed.inject(ViewState).rememberTracker(3);
    TestBed.inject(ViewState).rememberList({
      filters: { status: ['In Progress', 'Blocked'], category: [], owner_id: ['7'], priority: [] },
      sort: { column: 'due_date', direction: 'asc' },
    });
    expect(JSON.parse(localStorage.getItem(VIEW_STATE_KEY) ?? '')).toEqual(STORED);
    TestBed.resetTestingModule();
    expect(TestBed.inject(ViewState).list().filters.owner_id).toEqual(['7']);
  });

  it.each([
    ['an older version', stored({ version: 0 })],
    ['a newer version', stored({ version: 2 })],
    ['a version without the rest', '{"version":1}'],
    ['a tracker that is no number', stored({ lastTrackerId: '3' })],
    ['a status that nobody knows', stored({ filters: { ...STORED.filters, status: ['Done'] } })],
    ['filters that are no lists', stored({ filters: { ...STORED.filters, priority: 'High' } })],
    ['a column that does not exist', stored({ sort: { column: 'colour', direction: 'asc' } })],
    ['something that is no object', '"hello"'],
    ['broken text', '{"version":1,'],
  ])('is reset when it holds %s', (_, content) => {
    localStorage.setItem(VIEW_STATE_KEY, content);
    expect(TestBed.inject(ViewState).lastTrackerId()).toBeNull();
    expect(localStorage.getItem(VIEW_STATE_KEY)).toBeNull();
  });
});
