import { inputBinding } from '@angular/core';
import { HttpTestingController } from '@angular/common/http/testing';
import { TestBed } from '@angular/core/testing';
import { Router } from '@angular/router';
import { API_PATHS } from '@action-tracker/contracts';
import { anEvent, anItemDetail, ME, refusal, USERS, A_TRACKER } from '../../testing/answers';
import {
  answer,
  configureClient,
  elementOf,
  open,
  sent,
  settled,
  textOf,
} from '../../testing/page';
import { Keyboard } from '../../platform/keyboard/keyboard';
import { Polling } from '../../platform/polling/polling';
import { ItemPage } from './item-page';

const ID = 'AD-001';
const AS_OF = '2026-01-31T23:59:59.999Z';
const PARAMS = `as_of=${AS_OF}`;
const then = anItemDetail({ title: 'As it was', due_date: '2026-02-01', status: 'New' });

async function page(url = `/items/${ID}?${PARAMS}`) {
  await TestBed.inject(Router).navigateByUrl(url);
  const fixture = await open(ItemPage, [inputBinding('itemId', () => ID)], {
    [API_PATHS.item(ID)]: then,
    [API_PATHS.events(ID)]: [anEvent({ version: 4 })],
  });
  await settled(fixture);
  return { fixture, element: elementOf(fixture) };
}

describe('an item of the past', () => {
  beforeEach(() => {
    localStorage.clear();
    configureClient();
  });

  it('is asked for as it was then, with its history until then', async () => {
    await TestBed.inject(Router).navigateByUrl(`/items/${ID}?${PARAMS}&axis=recorded`);
    TestBed.createComponent(ItemPage, { bindings: [inputBinding('itemId', () => ID)] });
    const past = `${PARAMS}&axis=recorded`;
    expect((await sent('GET', `${API_PATHS.item(ID)}?${past}`)).cancelled).toBe(false);
    expect((await sent('GET', `${API_PATHS.events(ID)}?${past}&order=newest`)).cancelled).toBe(
      false,
    );
  });

  it('has no way to write, and no keys that do', async () => {
    const { element } = await page();
    expect(textOf(element.querySelector('h1'))).toBe('AD-001 As it was');
    expect(element.querySelectorAll('form, input, textarea, select')).toHaveLength(0);
    expect(element.querySelectorAll('[data-fact], at-add-note, at-change-status')).toHaveLength(0);
    const ids = TestBed.inject(Keyboard)
      .available()
      .map(({ id }) => id);
    expect(ids).toEqual(['reviews']);
  });

  it('judges its due date by that day, and names the time of its last change', async () => {
    const { element } = await page();
    expect(textOf(element.querySelector('at-due-date'))).toBe('02/01/2026 in 1 d');
    expect(textOf(element.querySelector('at-item-facts at-time-ago'))).toBe(
      '11/20/2026, 09:00 UTC',
    );
  });

  it('is not asked for again: the past does not change', async () => {
    const { fixture } = await page();
    await TestBed.inject(Polling).askNow();
    await answer(fixture, {});
    expect(textOf(elementOf(fixture).querySelector('h1'))).toBe('AD-001 As it was');
  });

  it.each([
    ['happened', PARAMS, '02/16/2026, 09:30 UTC'],
    ['was recorded', `${PARAMS}&axis=recorded`, '02/18/2026, 10:00 UTC'],
  ])('says when its creation %s when it did not exist yet', async (_, past, time) => {
    await TestBed.inject(Router).navigateByUrl(`/items/${ID}?${past}`);
    const bindings = [inputBinding('itemId', () => ID)];
    const fixture = TestBed.createComponent(ItemPage, { bindings });
    const missing = { status: 404, statusText: 'Not Found' };
    const none = refusal('NOT_FOUND', 'Action item AD-001 not found');
    (await sent('GET', `${API_PATHS.item(ID)}?${past}`)).flush(none, missing);
    (await sent('GET', `${API_PATHS.events(ID)}?${past}&order=newest`)).flush(none, missing);
    (await sent('GET', API_PATHS.me)).flush(ME);
    (await sent('GET', API_PATHS.users)).flush(USERS);
    (await sent('GET', `${API_PATHS.trackers}?${past}`)).flush([A_TRACKER]);
    const asksForFirst = () =>
      TestBed.inject(HttpTestingController).match(({ url, params }) => {
        return url === API_PATHS.events(ID) && params.get('limit') === '1';
      });
    let [first] = asksForFirst();
    for (; !first; [first] = asksForFirst()) {
      await new Promise((resolve) => setTimeout(resolve));
      TestBed.tick();
    }
    const times = {
      occurred_at: '2026-02-16T09:30:00.000Z',
      recorded_at: '2026-02-18T10:00:00.000Z',
    };
    first.flush([anEvent({ type: 'ItemCreated', ...times })]);
    await settled(fixture);
    expect(textOf(elementOf(fixture))).toContain(
      `This was created on ${time}. It did not exist yet at the moment you chose.`,
    );
    expect(textOf(elementOf(fixture))).not.toContain('mistyped');
  });
});
