import { inputBinding } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { Title } from '@angular/platform-browser';
import { API_PATHS } from '@action-tracker/contracts';
import { anItem, ME, refusal } from '../../testing/answers';
import { answer, configureClient, elementOf, open, sent, textOf } from '../../testing/page';
import { ViewState } from '../view/view-state';
import { TrackerItems } from './tracker-items';

const AD = { id: 7, prefix: 'AD', name: 'Astro Digital' };
const trackerId = inputBinding('trackerId', () => '7');

describe('the page of a tracker', () => {
  beforeEach(() => {
    localStorage.clear();
    configureClient();
  });

  it('is where the client starts the next time', async () => {
    const items = [anItem()];
    const fixture = await open(TrackerItems, [trackerId], {
      [API_PATHS.tracker(7)]: AD,
      [API_PATHS.trackerItems(7)]: items,
    });
    expect(textOf(elementOf(fixture).querySelector('h1'))).toBe('AD Astro Digital');
    expect(TestBed.inject(Title).getTitle()).toBe('AD Astro Digital · Action Tracker');
    expect(TestBed.inject(ViewState).lastTrackerId()).toBe(7);
  });

  it('is forgotten when there is no such tracker', async () => {
    TestBed.inject(ViewState).rememberTracker(7);
    const fixture = TestBed.createComponent(TrackerItems, { bindings: [trackerId] });
    const refused = refusal('NOT_FOUND', 'Tracker 7 not found');
    const notFound = { status: 404, statusText: 'Not Found' };
    (await sent('GET', API_PATHS.trackerItems(7))).flush(refused, notFound);
    (await sent('GET', API_PATHS.tracker(7))).flush(refused, notFound);
    await answer(fixture, { [API_PATHS.users]: [], [API_PATHS.me]: ME });
    expect(textOf(elementOf(fixture).querySelector('[role=alert]'))).toContain('Not found');
    expect(TestBed.inject(ViewState).lastTrackerId()).toBeNull();
  });

  it('draws the rows near the screen, says how many there are, and prints them all', async () => {
    const items = Array.from({ length: 250 }, (_, index) =>
      anItem({ id: `AD-${String(index + 1).padStart(3, '0')}`, number: index + 1 }),
    );
    const fixture = await open(TrackerItems, [trackerId], {
      [API_PATHS.tracker(7)]: AD,
      [API_PATHS.trackerItems(7)]: items,
    });
    const element = elementOf(fixture);
    const rows = () => element.querySelectorAll('tr.item').length;
    expect(rows()).toBeGreaterThan(20);
    expect(rows()).toBeLessThan(80);
    expect(element.querySelectorAll('tr.gap')).toHaveLength(1);
    expect(element.querySelector('table')?.getAttribute('aria-rowcount')).toBe('251');
    expect(textOf(element.querySelector('.count[role=status]'))).toBe('250 items');
    window.dispatchEvent(new Event('beforeprint'));
    expect(rows()).toBe(250);
    window.dispatchEvent(new Event('afterprint'));
    expect(rows()).toBeLessThan(80);
  });
});
