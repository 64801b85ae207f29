import { inputBinding } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { Router } from '@angular/router';
import { API_PATHS } from '@action-tracker/contracts';
import { Polling } from '../../platform/polling/polling';
import { A_TRACKER, anItem } from '../../testing/answers';
import { answer, configureClient, elementOf, open, sent, textOf } from '../../testing/page';
import { TrackerStore } from '../../trackers/tracker-store';
import { TrackerItems } from './tracker-items';

const ITEMS = API_PATHS.trackerItems(1);

/** A tracker that calls ADCS something else, and its items. */
const answersWith = (name: string) => ({
  [API_PATHS.tracker(1)]: {
    ...A_TRACKER,
    categories: A_TRACKER.categories.map((one) => (one.key === 'ADCS' ? { ...one, name } : one)),
  },
  [`${API_PATHS.tracker(1)}/reviews`]: [],
  [ITEMS]: [anItem({ category: name }), anItem({ id: 'AD-002', number: 2, category: 'Systems' })],
});

describe('a list with a renamed category', () => {
  beforeEach(() => {
    localStorage.clear();
    configureClient();
  });

  it('is found by its first name, and is offered by a new one once others have changed it', async () => {
    await TestBed.inject(Router).navigateByUrl('/trackers/1?category=ADCS');
    const trackerId = inputBinding('trackerId', () => '1');
    const fixture = await open(TrackerItems, [trackerId], answersWith('GNC'));
    const ids = () => [...elementOf(fixture).querySelectorAll('td.id')].map(textOf);
    expect(ids()).toEqual(['AD-001']);
    void TestBed.inject(Polling).askNow([1]);
    const later = answersWith('Pointing');
    (await sent('GET', ITEMS)).flush(later[ITEMS] ?? []);
    await answer(fixture, later);
    expect(TestBed.inject(TrackerStore).offeredCategories(1)).toContain('Pointing');
    expect(ids()).toEqual(['AD-001']);
  });
});
