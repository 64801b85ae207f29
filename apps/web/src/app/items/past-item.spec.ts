import { inputBinding } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { Title } from '@angular/platform-browser';
import { Router } from '@angular/router';
import { API_PATHS, type ItemAsOf } from '@action-tracker/contracts';
import { anEvent, anItemDetail, ME } from '../testing/answers';
import { configureClient, elementOf, open, sent, settled, textOf } from '../testing/page';
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
    [API_PATHS.events(ID)]: [anEvent({})],
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

  it('judges its due date by that day', async () => {
    const { element } = await page('2026-01-31');
    expect(textOf(element.querySelector('at-due-date'))).toBe('02/01/2026 in 1 d');
  });

  it.each(['2026-11-20', '2027-01-01', 'yesterday'])('is the present for %s', async (day) => {
    const { element } = await page(day);
    expect(element.querySelector('.banner')).toBeNull();
    expect(textOf(element.querySelector('h1'))).toBe('AD-001 As it is');
  });

  it('is one choice of a day away', async () => {
    const { fixture, element } = await page('');
    const picker = element.querySelector<HTMLInputElement>('at-as-of-picker input');
    if (!picker) throw new Error('Expected a picker');
    picker.value = '2026-11-19';
    picker.dispatchEvent(new Event('change'));
    await fixture.whenStable();
    expect(TestBed.inject(Router).url).toBe('/?as_of=2026-11-19');
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
