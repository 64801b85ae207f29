import { inputBinding } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { Router } from '@angular/router';
import { API_PATHS } from '@action-tracker/contracts';
import { Polling } from '../../platform/polling/polling';
import { TrackerStore } from '../../trackers/tracker-store';
import { A_TRACKER, anItem } from '../../testing/answers';
import { answer, configureClient, elementOf, open, sent, textOf } from '../../testing/page';
import { TrackerItems } from './tracker-items';

const ITEMS = API_PATHS.trackerItems(1);
const answers = {
  [API_PATHS.tracker(1)]: A_TRACKER,
  [`${API_PATHS.tracker(1)}/reviews`]: [],
  [ITEMS]: [anItem({ category: 'ADCS' })],
};

describe('a list whose categories are changed by others', () => {
  beforeEach(() => {
    localStorage.clear();
    configureClient();
  });

  it('shows the new name for an item whose version has stayed', async () => {
    await TestBed.inject(Router).navigateByUrl('/trackers/1?sort=id');
    const trackerId = inputBinding('trackerId', () => '1');
    const fixture = await open(TrackerItems, [trackerId], answers);
    const shown = () => textOf(elementOf(fixture).querySelector('[data-cell="AD-001 category"]'));
    expect(shown()).toBe('ADCS');
    void TestBed.inject(Polling).askNow([1]);
    (await sent('GET', ITEMS)).flush([anItem({ category: 'GNC' })]);
    await answer(fixture, answers);
    expect(shown()).toBe('GNC');
  });

  it('offers the names of now, and the settings of the tracker are those of now', async () => {
    await TestBed.inject(Router).navigateByUrl('/trackers/1?sort=id');
    const trackerId = inputBinding('trackerId', () => '1');
    const fixture = await open(TrackerItems, [trackerId], answers);
    const trackers = TestBed.inject(TrackerStore);
    expect(trackers.offeredCategories(1)).not.toContain('Thermal');
    const thermal = { key: 'Thermal', name: 'Thermal', retired: false };
    const now = { ...A_TRACKER, categories: [...A_TRACKER.categories, thermal] };
    void TestBed.inject(Polling).askNow([1]);
    (await sent('GET', ITEMS)).flush([anItem({ category: 'ADCS' })]);
    (await sent('GET', API_PATHS.tracker(1))).flush(now, { headers: { ETag: '"9"' } });
    await answer(fixture, answers);
    expect(trackers.offeredCategories(1)).toContain('Thermal');
    expect(trackers.versioned()).toEqual({ tracker: now, version: '9' });
  });
});
