import { Location } from '@angular/common';
import { TestBed } from '@angular/core/testing';
import { Router } from '@angular/router';
import { RouterTestingHarness } from '@angular/router/testing';
import { ROUTES } from '../app.routes';
import { API_PATHS } from '@action-tracker/contracts';
import { A_TRACKER } from '../testing/answers';
import { configureClient, sent } from '../testing/page';
import { TrackerStore } from './tracker-store';

const AS_OF = 'as_of=2026-10-01T12:00:00.000Z';
const OTHER = { ...A_TRACKER, id: 2, prefix: 'SP' };

async function way(...urls: readonly string[]): Promise<string> {
  const router = TestBed.inject(Router);
  for (const url of urls) await router.navigateByUrl(url);
  return decodeURIComponent(router.url)
    .replace(/(sort|status)=[^&]*&?/g, '')
    .replace(/[?&]$/, '');
}

describe('a moment in the past', () => {
  beforeEach(async () => {
    localStorage.clear();
    configureClient(ROUTES);
    TestBed.inject(TrackerStore).know();
    (await sent('GET', API_PATHS.trackers)).flush([A_TRACKER, OTHER]);
    await new Promise((resolve) => setTimeout(resolve));
    TestBed.tick();
    await RouterTestingHarness.create();
  });

  it.each([
    ['from a tracker to its items and back', [`/trackers/1?${AS_OF}`, '/items/AD-001']],
    ['from the list of trackers to one of them', [`/trackers?${AS_OF}`, '/items/SP-001']],
    ['from an item to all items', [`/items/AD-001?${AS_OF}`, '/items']],
  ])('stays on the way %s', async (_, urls) => {
    expect(await way(...urls)).toBe(`${urls.at(-1)}?${AS_OF}`);
  });

  it('stays with its axis', async () => {
    const past = `${AS_OF}&axis=recorded`;
    expect(await way(`/trackers/1?${past}`, '/items/AD-001')).toBe(`/items/AD-001?${past}`);
  });

  it('is left on the way to another tracker, whose past is another', async () => {
    expect(await way(`/trackers/1?${AS_OF}`, '/items/SP-001')).toBe('/items/SP-001');
  });

  it('is left for pages of all trackers when only its tracker has it', async () => {
    expect(await way('/items/AD-001?as_of=review:3', '/items')).toBe('/items');
  });

  it('is left for a form', async () => {
    expect(await way(`/items/AD-001?${AS_OF}`, '/items/AD-001/edit')).toBe('/items/AD-001/edit');
  });

  it.each(['/items/AD-001/edit', '/trackers/1/settings', '/trackers/1/items/new', '/trackers/new'])(
    'is not the one of %s, also when the address names it',
    async (url) => {
      expect(await way(`${url}?${AS_OF}&axis=recorded`)).toBe(url);
    },
  );

  it('gives way to another moment that an address names', async () => {
    const url = '/items/AD-001?as_of=review:3';
    expect(await way(`/trackers/1?${AS_OF}`, url)).toBe(url);
  });

  it('is left by going back to where the present was', async () => {
    TestBed.inject(Router).setUpLocationChangeListener();
    await way('/items/AD-002', `/trackers/1?${AS_OF}`);
    TestBed.inject(Location).back();
    const router = TestBed.inject(Router);
    while (router.url.startsWith('/trackers')) await new Promise((resolve) => setTimeout(resolve));
    expect(router.url).toBe('/items/AD-002');
  });
});
