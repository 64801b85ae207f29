import { TestBed } from '@angular/core/testing';
import { Router } from '@angular/router';
import { RouterTestingHarness } from '@angular/router/testing';
import { API_PATHS } from '@action-tracker/contracts';
import { ROUTES } from './app.routes';
import { A_TRACKER } from './testing/answers';
import { configureClient, elementOf, sent, textOf } from './testing/page';
import { ViewState } from './items/view/view-state';

async function arriveAt(url: string, trackers = 1): Promise<string> {
  const { fixture } = await RouterTestingHarness.create();
  const arrival = TestBed.inject(Router).navigateByUrl(url);
  if (url === '/') {
    const all = Array.from({ length: trackers }, () => A_TRACKER);
    (await sent('GET', API_PATHS.trackers)).flush(all);
  }
  await arrival;
  TestBed.tick();
  const isKnown = !textOf(elementOf(fixture)).includes('This page does not exist');
  return isKnown ? TestBed.inject(Router).url : 'not found';
}

describe('the addresses of the client', () => {
  beforeEach(() => {
    localStorage.clear();
    configureClient(ROUTES);
  });

  it('start at the list of trackers on the first visit', async () => {
    expect(await arriveAt('/')).toBe('/trackers');
  });

  it('start at the tracker that was viewed last', async () => {
    TestBed.inject(ViewState).rememberTracker(3);
    expect(await arriveAt('/')).toMatch(/^\/trackers\/3\b/);
  });

  it('start at the dashboard if there is more than one tracker', async () => {
    TestBed.inject(ViewState).rememberTracker(3);
    expect(await arriveAt('/', 2)).toBe('/dashboard');
  });

  it.each([
    ['/items/ad-1', '/items/AD-001'],
    ['/items/AD1/edit', '/items/AD-001/edit'],
  ])('lead from %s to %s', async (typed, url) => {
    expect(await arriveAt(typed)).toBe(url);
  });

  it.each(['/nothing', '/trackers/x', '/items/ad-0', '/items/AD', '/items/AD-001%2F..'])(
    'know no page at %s',
    async (url) => {
      expect(await arriveAt(url)).toBe('not found');
    },
  );
});
