import { jest } from '@jest/globals';
import { TestBed } from '@angular/core/testing';
import { Announcer } from './announcer';

describe('what is announced', () => {
  beforeEach(() => jest.useFakeTimers());
  afterEach(() => jest.useRealTimers());

  it('goes away after it was heard, also when it was said twice', () => {
    const announcer = TestBed.inject(Announcer);
    announcer.announce('Saved');
    jest.advanceTimersByTime(6_000);
    announcer.announce('Saved');
    expect(announcer.text()).toBe('');
    jest.advanceTimersByTime(6_000);
    expect(announcer.text()).toBe('Saved');
    jest.advanceTimersByTime(6_000);
    expect(announcer.text()).toBe('');
  });
});
