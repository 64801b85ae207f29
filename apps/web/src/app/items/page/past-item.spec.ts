import { inputBinding } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { Title } from '@angular/platform-browser';
import { Router } from '@angular/router';
import { API_PATHS, type ItemAsOf } from '@action-tracker/contracts';
import { anEvent, anItemDetail, ME, refusal, USERS, A_TRACKER } from '../../testing/answers';
import {
  answer,
  configureClient,
  elementOf,
  open,
  sent,
  settled,
  textOf,
  type,
} from '../../testing/page';
import { ItemPage } from './item-page';

const ID = 'AD-001';
const then: ItemAsOf = {
  ...anItemDetail({ title: 'As it was', due_date: '2026-02-01', status: 'New' }),
  as_of: '2026-01-31T23:59:59.999Z',
};

async function page(asOf: string) {
  const bindings = [inputBinding('itemId', () => ID), inputBinding('as_of', () => asOf)];
  const fixture = await open(ItemPage, bindings, {
    [API_PATHS.me]: ME,
    [API_PATHS.item(ID)]: { ...then, title: 'As it is' },
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

  it('is what it was at the end of the day, marked as such, with no way to write', async () => {
    const { element } = await page('2026-01-31');
    expect(textOf(element.querySelector('.banner'))).toContain(
      'AD-001 as it was at the end of 01/31/2026.',
    );
    expect(element.querySelectorAll('form, input, textarea, select, button')).toHaveLength(0);
    expect(TestBed.inject(Title).getTitle()).toContain('AD-001 as of 01/31/2026');
  });

  it('is left with Escape, unless that closes a dialog', async () => {
    const { fixture, element } = await page('2026-01-31');
    document.body.append(element);
    const dialog = document.createElement('dialog');
    dialog.open = true;
    element.append(dialog);
    const escape = () =>
      element
        .querySelector('.banner a')
        ?.dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape', bubbles: true }));
    escape();
    await settled(fixture);
    expect(TestBed.inject(Router).url).toBe('/');
    dialog.remove();
    escape();
    await settled(fixture);
    expect(TestBed.inject(Router).url).toBe('/items/AD-001');
  });

  it('judges its due date by that day', async () => {
    const { element } = await page('2026-01-31');
    expect(textOf(element.querySelector('at-due-date'))).toBe('02/01/2026 in 1 d');
  });

  it.each([
    ['2026-11-20', '11/20/2026 is not over yet. Choose an earlier day.'],
    ['2027-01-01', '01/01/2027 is not over yet. Choose an earlier day.'],
    ['yesterday', '“yesterday” is not a date. Write as_of like 2026-01-31.'],
    ['2026-02-30', '“2026-02-30” is not a date. Write as_of like 2026-01-31.'],
  ])('is not the present in disguise for %s', async (day, reason) => {
    const { element } = await page(day);
    expect(textOf(element.querySelector('.banner'))).toBe(`${reason} Back to the present`);
    expect(element.querySelector('h1')).toBeNull();
  });

  it('says when the item was created when it did not exist yet', async () => {
    const bindings = [inputBinding('itemId', () => ID), inputBinding('as_of', () => '2026-01-01')];
    const fixture = TestBed.createComponent(ItemPage, { bindings });
    (await sent('GET', API_PATHS.me)).flush(ME);
    await new Promise((resolve) => setTimeout(resolve));
    const path = `${API_PATHS.item(ID)}?as_of=2026-01-01T23:59:59.999Z`;
    const missing = { status: 404, statusText: 'Not Found' };
    (await sent('GET', path)).flush(refusal('NOT_FOUND', 'Action item AD-001 not found'), missing);
    await answer(fixture, {
      [API_PATHS.item(ID)]: anItemDetail({}),
      [API_PATHS.events(ID)]: [anEvent({ occurred_at: '2026-01-16T09:30:00.000Z' })],
      [API_PATHS.users]: USERS,
      [API_PATHS.trackers]: [A_TRACKER],
    });
    await settled(fixture);
    expect(textOf(elementOf(fixture).querySelector('.banner'))).toContain(
      'AD-001 did not exist yet at the end of 01/01/2026. It was created on 01/16/2026, 09:30 UTC.',
    );
    expect(textOf(elementOf(fixture))).not.toContain('mistyped');
  });

  it('names the time of its last change, which was then, and not how long ago that is', async () => {
    const { element } = await page('2026-01-31');
    expect(textOf(element.querySelector('at-time-ago'))).toBe('11/20/2026, 09:00 UTC');
  });

  it('is one choice of a day away', async () => {
    const { fixture, element } = await page('');
    const picker = element.querySelector<HTMLInputElement>('at-as-of-picker input');
    if (!picker) throw new Error('Expected a picker');
    for (const text of ['1', '11/1', '11/19/2', '11/19/26']) type(picker, text);
    await fixture.whenStable();
    expect(TestBed.inject(Router).url).toBe('/');
    picker.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true }));
    await fixture.whenStable();
    expect(TestBed.inject(Router).url).toBe('/?as_of=2026-11-19');
  });

  it.each(['today', '11/20/26', '12/1/26'])('is not chosen for a day to come: %s', async (text) => {
    const { fixture, element } = await page('');
    const picker = element.querySelector<HTMLInputElement>('at-as-of-picker input');
    if (!picker) throw new Error('Expected a picker');
    type(picker, text);
    picker.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true }));
    await fixture.whenStable();
    expect(TestBed.inject(Router).url).toBe('/');
    expect(textOf(element.querySelector('at-as-of-picker .says'))).toContain('is not over yet');
  });

  it('asks for the last instant of the day where the server lives', async () => {
    const bindings = [inputBinding('itemId', () => ID), inputBinding('as_of', () => '2026-01-31')];
    TestBed.createComponent(ItemPage, { bindings });
    (await sent('GET', API_PATHS.me)).flush({ ...ME, time_zone: 'America/Sao_Paulo' });
    await new Promise((resolve) => setTimeout(resolve));
    const asOf = '2026-02-01T02:59:59.999Z';
    const { request } = await sent('GET', `${API_PATHS.item(ID)}?as_of=${asOf}`);
    expect(request.params.get('as_of')).toBe(asOf);
  });
});
