import { inputBinding } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { Router } from '@angular/router';
import { API_PATHS } from '@action-tracker/contracts';
import { A_TRACKER, anItem, ME, refusal } from '../../testing/answers';
import {
  answer,
  configureClient,
  elementOf,
  open,
  press,
  sent,
  settled,
  textOf,
} from '../../testing/page';
import { TrackerItems } from '../list/tracker-items';
import { Timeline } from './timeline';

const FIRST = anItem({ id: 'AD-001', number: 1, title: 'Contract', status: 'New' });
const TIMELINE = {
  from: '2026-11-10',
  to: '2026-11-20',
  days: [
    { date: '2026-11-10', entries: 2 },
    { date: '2026-11-15', entries: 1 },
    { date: '2026-11-18', entries: 4 },
  ],
  reviews: [
    { number: 1, name: 'CDR', closed_at: '2026-11-15T10:00:00.000Z', position: 3 },
    { number: 2, name: 'TRR', closed_at: '2026-11-18T10:00:00.000Z', position: 5 },
  ],
};
const VERSIONS = [
  { ...FIRST, at: '2026-11-10T09:00:00.000Z', position: 2 },
  {
    ...{ id: 'AD-001', at: '2026-11-15T09:00:00.000Z', position: 3 },
    ...{ title: 'Signed contract', due_date_moves: 1 },
  },
  { ...anItem({ id: 'AD-002', number: 2 }), at: '2026-11-18T09:00:00.000Z', position: 4 },
];
const LIVE = [{ ...FIRST, title: 'Signed contract' }, anItem({ id: 'AD-002', number: 2 })];
const REST_MS = 450;

async function timeline(url = '/trackers/1', days: object = TIMELINE) {
  await TestBed.inject(Router).navigateByUrl(url);
  const answers = {
    [API_PATHS.tracker(1)]: A_TRACKER,
    [API_PATHS.trackerItems(1)]: LIVE,
    '/api/trackers/1/timeline': days,
    '/api/trackers/1/versions': VERSIONS,
    '/api/trackers/1/reviews': [],
  };
  const fixture = await open(TrackerItems, [inputBinding('trackerId', () => 1)], answers);
  press(fixture, 'Timeline');
  await arrived(fixture);
  const element = elementOf(fixture);
  const slider = () => {
    const found = element.querySelector<HTMLInputElement>('at-timeline input');
    if (!found) throw new Error('Expected a slider');
    return found;
  };
  const moveTo = async (place: number) => {
    slider().value = String(place);
    slider().dispatchEvent(new Event('input'));
    await fixture.whenStable();
  };
  const rows = () => [...element.querySelectorAll('td.title')].map(textOf);
  const rest = async () => {
    await new Promise((resolve) => setTimeout(resolve, REST_MS));
    await answer(fixture, answers);
  };
  /** Parts of the page are loaded on demand, and then ask for their data. */
  async function arrived(page: typeof fixture) {
    const isThere = (part: string) => elementOf(page).querySelector(part) !== null;
    const isNow = !url.includes('as_of');
    while (!isThere('at-timeline input') || (isNow && !isThere('at-since-review'))) {
      await answer(page, answers);
    }
    await answer(page, answers);
  }
  return { fixture, element, slider, moveTo, rows, rest, answers };
}

describe('the timeline of a tracker', () => {
  beforeEach(() => {
    localStorage.clear();
    configureClient();
  });

  it('begins at now, has a place for each day, and marks the reviews', async () => {
    const { element, slider } = await timeline();
    expect([slider().value, slider().max]).toEqual(['10', '10']);
    expect(slider().getAttribute('aria-valuetext')).toBe('Now');
    const marks = [...element.querySelectorAll<HTMLElement>('.mark')].map(({ title }) => title);
    expect(marks).toEqual(['CDR', 'TRR']);
  });

  it('shows the items of a day at once, from what is loaded', async () => {
    const { moveTo, rows, slider } = await timeline();
    await moveTo(4);
    expect(rows()).toEqual(['Contract']);
    await moveTo(5);
    expect(rows()).toEqual(['Signed contract']);
    expect(slider().getAttribute('aria-valuetext')).toBe(
      '11/15/2026 · 1 ledger entry · Review “CDR”',
    );
    await moveTo(8);
    expect(rows()).toHaveLength(2);
  });

  it('writes the moment into the address when it rests, without asking for the list', async () => {
    const { moveTo, rest, rows } = await timeline();
    await moveTo(3);
    await moveTo(4);
    await rest();
    const { url } = TestBed.inject(Router);
    expect(decodeURIComponent(url)).toContain('as_of=2026-11-14T23:59:59.999Z');
    expect(rows()).toEqual(['Contract']);
  });

  it('shows only what had moved by then, where the list holds only that', async () => {
    const { moveTo, rows } = await timeline('/trackers/1?moved=true');
    await moveTo(4);
    expect(rows()).toEqual([]);
    await moveTo(8);
    expect(rows()).toEqual(['Signed contract']);
  });

  it('leaves what was completed on time to the server', async () => {
    const { moveTo, rest, rows } = await timeline('/trackers/1?completed=on_time');
    await moveTo(4);
    await rest();
    expect(rows()).toEqual(LIVE.map(({ title }) => title));
  });

  it('stands where the address says, also at a review', async () => {
    const { rows } = await timeline('/trackers/1?as_of=review:1&sort=id');
    expect(rows()).toEqual(['Signed contract']);
  });

  it('turns to the days before those of the strip, and back', async () => {
    const { element, slider, rows, rest } = await timeline('/trackers/1', {
      ...TIMELINE,
      from: '2026-01-05',
      days: [{ date: '2026-01-05', entries: 1 }, ...TIMELINE.days],
    });
    const turn = (name: string) =>
      element.querySelector<HTMLButtonElement>(`[aria-label="${name} days"]`)?.click();
    expect(element.querySelector('[aria-label="Later days"]')).toBeNull();
    turn('Earlier');
    await rest();
    expect(slider().getAttribute('aria-valuetext')).toBe('01/05/2026 · 1 ledger entry');
    expect(rows()).toEqual([]);
    turn('Later');
    await rest();
    expect(slider().getAttribute('aria-valuetext')).toContain('11/10/2026');
    expect([slider().value, slider().max]).toEqual(['32', '42']);
  });

  it('returns to now at its end, and with Escape', async () => {
    const { moveTo, rest, slider, fixture, answers } = await timeline();
    await moveTo(4);
    await moveTo(10);
    await rest();
    expect(TestBed.inject(Router).url).not.toContain('as_of');
    await moveTo(4);
    await rest();
    slider().dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape', bubbles: true }));
    await new Promise((resolve) => setTimeout(resolve));
    await answer(fixture, answers);
    expect(TestBed.inject(Router).url).not.toContain('as_of');
  });

  it('plays from its beginning, day after day, until somebody does something', async () => {
    const { fixture, element, slider } = await timeline();
    const speed = element.querySelector<HTMLSelectElement>('.tools select');
    if (!speed) throw new Error('Expected a choice of speeds');
    speed.value = 'fast';
    speed.dispatchEvent(new Event('change'));
    press(fixture, 'Play');
    await fixture.whenStable();
    const seen = new Set<string>();
    while (seen.size < 4) {
      await new Promise((resolve) => setTimeout(resolve, 5));
      TestBed.tick();
      seen.add(slider().value);
    }
    expect([...seen].map(Number).toSorted((a, b) => a - b)).toEqual([...seen].map(Number));
    document.dispatchEvent(new KeyboardEvent('keydown', { key: 'a' }));
    TestBed.tick();
    expect(textOf(element.querySelector('at-timeline [data-player]'))).toBe('Play');
    const paused = slider().value;
    await settled(fixture);
    expect(slider().value).toBe(paused);
  });

  it('shows six months or all of it when asked', async () => {
    const { fixture, element, slider } = await timeline('/trackers/1', {
      ...TIMELINE,
      from: '2025-01-05',
      days: [{ date: '2025-01-05', entries: 1 }, ...TIMELINE.days],
    });
    const [, period] = element.querySelectorAll<HTMLSelectElement>('.tools select');
    const choose = async (name: string) => {
      if (!period) throw new Error('Expected a choice of periods');
      period.value = name;
      period.dispatchEvent(new Event('change'));
      await fixture.whenStable();
      return slider().max;
    };
    expect(slider().max).toBe('42');
    expect(await choose('sixMonths')).toBe('183');
    expect(await choose('all')).toBe('684');
    expect(element.querySelector('[aria-label="Earlier days"]')).toBeNull();
  });

  it('says that nothing has happened yet', async () => {
    await TestBed.inject(Router).navigateByUrl('/trackers/1');
    const fixture = await open(Timeline, [inputBinding('trackerId', () => 1)], {
      '/api/trackers/1/timeline': { from: '2026-11-20', to: '2026-11-20', days: [], reviews: [] },
      '/api/trackers/1/versions': [],
    });
    expect(textOf(elementOf(fixture))).toBe('Nothing has happened here yet.');
  });

  it('stands where the address says by position and by what had been recorded', async () => {
    const { rows, moveTo, rest } = await timeline(
      '/trackers/1?as_of=position:2&axis=recorded&sort=id',
    );
    expect(rows()).toEqual(['Contract']);
    await moveTo(6);
    await rest();
    expect(TestBed.inject(Router).url).toContain('axis=recorded');
  });

  it('keeps an Escape that ends a composition, and other keys', async () => {
    const { moveTo, slider, rest } = await timeline();
    await moveTo(4);
    await rest();
    for (const init of [{ key: 'Escape', isComposing: true }, { key: 'Home' }]) {
      slider().dispatchEvent(new KeyboardEvent('keydown', { ...init, bubbles: true }));
    }
    await new Promise((resolve) => setTimeout(resolve));
    expect(TestBed.inject(Router).url).toContain('as_of');
  });

  it('continues from the current day up to now, without animation if reduced motion is preferred', async () => {
    const matchMedia = window.matchMedia.bind(window);
    window.matchMedia = (media) =>
      Object.assign(matchMedia(media), { matches: media.includes('reduced-motion') });
    const { fixture, element, slider, moveTo } = await timeline();
    await moveTo(5);
    const playing = () => textOf(element.querySelector('at-timeline button[data-player]'));
    press(fixture, 'Play');
    await fixture.whenStable();
    expect([slider().value, playing()]).toEqual(['5', 'Pause']);
    press(fixture, 'Pause');
    await fixture.whenStable();
    expect(playing()).toBe('Play');
    press(fixture, 'Play');
    while (slider().value !== '10') {
      await new Promise((resolve) => setTimeout(resolve, 50));
      TestBed.tick();
      expect(['5', '10']).toContain(slider().value);
    }
    expect(playing()).toBe('Play');
    window.matchMedia = matchMedia;
  });

  it('says when its data cannot be loaded', async () => {
    await TestBed.inject(Router).navigateByUrl('/trackers/1');
    const fixture = TestBed.createComponent(Timeline, {
      bindings: [inputBinding('trackerId', () => 1)],
    });
    const failed = { status: 500, statusText: 'Internal' };
    const body = refusal('INTERNAL', 'Failed');
    (await sent('GET', '/api/trackers/1/timeline')).flush(TIMELINE);
    (await sent('GET', '/api/trackers/1/versions')).flush(body, failed);
    await answer(fixture, { [API_PATHS.me]: ME, [API_PATHS.users]: [], [API_PATHS.trackers]: [] });
    expect(elementOf(fixture).querySelector('[role=alert]')).not.toBeNull();
    expect(textOf(elementOf(fixture))).not.toContain('Loading the history');
  });
});
