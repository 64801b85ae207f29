import { HttpTestingController } from '@angular/common/http/testing';
import { TestBed } from '@angular/core/testing';
import { API_PATHS, CATEGORIES, PRIORITIES } from '@action-tracker/contracts';
import { A_TRACKER } from '../../testing/answers';
import { configureClient } from '../../testing/page';
import { TrackerStore } from '../../trackers/tracker-store';
import { FieldWords } from './field-words';

const own = (name: string, retired = false) => ({ key: name, name, retired });

async function trackersAreKnown(): Promise<void> {
  TestBed.inject(TrackerStore).know();
  TestBed.tick();
  const trackers = [
    { ...A_TRACKER, categories: [own('Thermal'), own('ConOps', true), own('Systems')] },
    { ...A_TRACKER, id: 2, prefix: 'SP', categories: [own('Optics'), own('Systems')] },
  ];
  TestBed.inject(HttpTestingController).expectOne(API_PATHS.trackers).flush(trackers);
  await new Promise((resolve) => setTimeout(resolve));
}

describe('the words that can be chosen for a field', () => {
  beforeEach(() => configureClient());

  it('are those that a tracker begins with, until it is known', () => {
    expect(TestBed.inject(FieldWords).choices('category', 1)).toEqual(CATEGORIES);
    expect(TestBed.inject(FieldWords).choices('priority', 1)).toEqual(PRIORITIES);
    expect(TestBed.inject(FieldWords).choices('title', 1)).toEqual([]);
  });

  it('are the categories of the tracker that are not retired, and what the item has', async () => {
    await trackersAreKnown();
    const words = TestBed.inject(FieldWords);
    expect(words.choices('category', 1)).toEqual(['Thermal', 'Systems']);
    expect(words.choices('category', 1, 'ConOps')).toEqual(['Thermal', 'Systems', 'ConOps']);
    expect(words.choices('category', 1, 'Systems')).toEqual(['Thermal', 'Systems']);
    expect(words.choices('category', 2)).toEqual(['Optics', 'Systems']);
    expect(words.value('category', 'Thermal')).toBe('Thermal');
  });

  it('are of all trackers where a page is about all of them', async () => {
    await trackersAreKnown();
    const names = TestBed.inject(TrackerStore).offeredCategories(undefined);
    expect(new Set(names)).toEqual(new Set(['Thermal', 'Systems', 'Optics']));
  });
});
