import { TestBed } from '@angular/core/testing';
import { Colours, THEME_KEY } from './colours';

const painted = () => document.documentElement.style.colorScheme;

describe('the colours of the page', () => {
  beforeEach(() => localStorage.clear());
  afterAll(() => (document.documentElement.style.colorScheme = ''));

  it('are those of the system until somebody chooses', () => {
    expect(TestBed.inject(Colours).theme()).toBe('system');
    expect(painted()).toBe('');
  });

  it('are those that were chosen, also after a reload, until the system decides again', () => {
    TestBed.inject(Colours).choose('dark');
    expect(painted()).toBe('dark');
    TestBed.resetTestingModule();
    expect(TestBed.inject(Colours).theme()).toBe('dark');
    TestBed.inject(Colours).choose('system');
    expect([painted(), localStorage.getItem(THEME_KEY)]).toEqual(['', null]);
  });

  it('are sent to the pages of the server for as long as they are chosen', () => {
    const isDark = () => document.cookie.includes('action-tracker-theme=dark');
    TestBed.inject(Colours).choose('dark');
    expect(isDark()).toBe(true);
    TestBed.inject(Colours).choose('system');
    expect(isDark()).toBe(false);
  });

  it('are those of the system when what is stored is no theme', () => {
    localStorage.setItem(THEME_KEY, 'purple');
    expect(TestBed.inject(Colours).theme()).toBe('system');
    expect(painted()).toBe('');
  });
});
