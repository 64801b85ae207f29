import { TestBed } from '@angular/core/testing';
import { VIEW_STATE_KEY, ViewState } from './view-state';

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

  it.each([
    ['an older version', '{"version":0,"lastTrackerId":3}'],
    ['a newer version', '{"version":2,"lastTrackerId":3}'],
    ['a version without the rest', '{"version":1}'],
    ['a tracker that is no number', '{"version":1,"lastTrackerId":"3"}'],
    ['something that is no object', '"hello"'],
    ['broken text', '{"version":1,'],
  ])('is reset when it holds %s', (_, stored) => {
    localStorage.setItem(VIEW_STATE_KEY, stored);
    expect(TestBed.inject(ViewState).lastTrackerId()).toBeNull();
    expect(localStorage.getItem(VIEW_STATE_KEY)).toBeNull();
  });
});
