import { inputBinding } from '@angular/core';
import { API_PATHS, FIRST_CATEGORIES, type TrackerCategory } from '@action-tracker/contracts';
import { ACCESS_PATHS } from '@action-tracker/contracts/access-paths';
import { A_TRACKER, refusal, USERS } from '../testing/answers';
import {
  answer,
  configureClient,
  elementOf,
  open,
  press,
  sent,
  settled,
  textOf,
  type,
} from '../testing/page';
import { TrackerSettings } from '../sharing/tracker-settings';

const TRACKER = API_PATHS.tracker(1);
const NAMES = FIRST_CATEGORIES.map(({ name }) => name);
const changed = (key: string, change: Partial<TrackerCategory>) =>
  FIRST_CATEGORIES.map((one) => (one.key === key ? { ...one, ...change } : one));

async function page(given: object = {}) {
  const tracker = { ...A_TRACKER, ...given };
  const answers = {
    ...{ [TRACKER]: tracker, [ACCESS_PATHS.members(1)]: [] },
    ...{ [API_PATHS.trackers]: [tracker], [API_PATHS.users]: USERS },
  };
  const fixture = await open(TrackerSettings, [inputBinding('trackerId', () => '1')], answers);
  const section = elementOf(fixture).querySelector<HTMLElement>('at-tracker-categories');
  if (!section) throw new Error('Expected the categories');
  const list = (selector: string) => [...section.querySelectorAll(selector)].map(textOf);
  const button = (label: string): HTMLElement => {
    const found = section.querySelector<HTMLElement>(`[aria-label="${label}"]`);
    if (!found) throw new Error(`Expected a button "${label}"`);
    return found;
  };
  const input = (): HTMLInputElement => {
    const found = section.querySelector<HTMLInputElement>('at-category-row input');
    if (!found) throw new Error('Expected a field for a name');
    return found;
  };
  /** Answers the next change with the list that it wants, and then the tracker with it. */
  const accept = async (): Promise<unknown> => {
    const { request, flush } = await change();
    flush();
    return request;
  };
  const change = async () => {
    const test = await sent('PATCH', TRACKER);
    const { categories } = test.request.body as {
      categories: readonly (Partial<TrackerCategory> & { name: string })[];
    };
    const full = categories.map(({ key, name, retired = false }) => ({
      ...{ key: key ?? name, name, retired },
    }));
    return { request: categories, test, flush: () => test.flush({ ...tracker, categories: full }) };
  };
  const offered = () => list('ol .what');
  const alerts = () => list('[role=alert]').join();
  return {
    ...{ fixture, section, tracker, answers, button, input },
    accept,
    change,
    offered,
    alerts,
  };
}

describe('the categories in the settings of a tracker', () => {
  beforeEach(() => configureClient());

  it('are shown to everybody, and changed by managers alone', async () => {
    const categories = changed('ConOps', { retired: true });
    const { section, offered } = await page({ my_role: 'viewer', categories });
    expect(offered()).toEqual(NAMES.filter((name) => name !== 'ConOps'));
    expect(textOf(section)).toContain('Retired Items that have one of these keep it');
    expect(textOf(section)).toContain('Managers of this tracker add, rename, retire and reorder');
    expect(section.querySelectorAll('button, input')).toHaveLength(0);
  });

  it('stay as they are in an archived tracker', async () => {
    const { section } = await page({ archived: true });
    expect(textOf(section)).toContain('categories of an archived tracker cannot be changed');
    expect(section.querySelectorAll('button, input')).toHaveLength(0);
  });

  it('are moved by their buttons, several times without waiting', async () => {
    const { fixture, answers, section, button, accept, change, offered } = await page();
    button('Move Programmatic up').click();
    button('Move ADCS up').click();
    await settledSoon();
    button('Move ADCS up').click();
    await settledSoon();
    const moved = ['Programmatic', 'ADCS', 'SW / Ops', 'Mechanical', 'Systems', 'ConOps'];
    expect(offered()).toEqual(moved);
    expect(document.activeElement).toBe(button('Move ADCS up'));
    await accept();
    const { request, flush } = await change();
    expect(request.map(({ key }) => key)).toEqual(moved);
    flush();
    await answer(fixture, { ...answers, [TRACKER]: { ...A_TRACKER, categories: request } });
    expect(offered()).toEqual(moved);
    expect(section.querySelectorAll('ol [aria-disabled=true]')).toHaveLength(2);
  });

  it('are renamed in place, with what is wrong beside the field', async () => {
    const { fixture, answers, button, input, accept, alerts, offered } = await page();
    button('Rename ADCS').click();
    await settled(fixture);
    expect(input().value).toBe('ADCS');
    expect(document.activeElement).toBe(input());
    type(input(), 'systems');
    press(fixture, 'Save');
    const form = input().closest('form');
    form?.dispatchEvent(new Event('submit', { cancelable: true }));
    await settled(fixture);
    expect(alerts()).toBe('Another category has this name');
    expect(input().getAttribute('aria-invalid')).toBe('true');
    type(input(), ' GNC ');
    form?.dispatchEvent(new Event('submit', { cancelable: true }));
    expect(await accept()).toEqual(changed('ADCS', { name: 'GNC' }));
    await answer(fixture, {
      ...answers,
      [TRACKER]: { ...A_TRACKER, categories: changed('ADCS', { name: 'GNC' }) },
    });
    expect(offered()).toContain('GNC');
    expect(document.activeElement).toBe(button('Rename GNC'));
  });

  it('keep their name when somebody thinks better of it', async () => {
    const { fixture, button, input, offered } = await page();
    button('Rename ADCS').click();
    await settled(fixture);
    type(input(), 'GNC');
    input().dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape', bubbles: true }));
    await settled(fixture);
    expect(offered()).toEqual(NAMES);
  });

  it('are retired and brought back', async () => {
    const { fixture, answers, button, accept, offered } = await page();
    button('Retire ConOps').click();
    const retired = changed('ConOps', { retired: true });
    expect(await accept()).toEqual(retired);
    await answer(fixture, { ...answers, [TRACKER]: { ...A_TRACKER, categories: retired } });
    expect(offered()).not.toContain('ConOps');
    expect(document.activeElement).toBe(button('Bring back ConOps'));
    button('Bring back ConOps').click();
    expect(await accept()).toEqual(FIRST_CATEGORIES);
    await answer(fixture, answers);
    expect(offered()).toEqual(NAMES);
  });

  it('are added, and keep what was typed when the server refuses it', async () => {
    const { fixture, answers, section, change, accept, offered, alerts } = await page();
    const field = section.querySelector<HTMLInputElement>('at-add-category input');
    if (!field) throw new Error('Expected a field for a new category');
    press(fixture, 'Add category');
    await settled(fixture);
    expect(textOf(section.querySelector('mat-error'))).toBe('Enter a name');
    type(field, 'Thermal');
    press(fixture, 'Add category');
    const { request, test } = await change();
    expect(request.at(-1)).toEqual({ name: 'Thermal' });
    test.flush(
      refusal('VALIDATION_ERROR', 'The request is invalid', {
        details: [{ field: 'categories', message: 'expected at most 100 categories' }],
      }),
      { status: 400, statusText: 'Bad Request' },
    );
    await answer(fixture, answers);
    expect(field.value).toBe('Thermal');
    expect(textOf(section.querySelector('mat-error'))).toContain('xpected at most 100 categories');
    expect(offered()).toEqual(NAMES);
    type(field, ' Thermal ');
    press(fixture, 'Add category');
    (await sent('PATCH', TRACKER)).error(new ProgressEvent('error'));
    await answer(fixture, answers);
    expect(alerts()).toContain('server');
    press(fixture, 'Add category');
    await accept();
    const added = { key: 'Thermal', name: 'Thermal', retired: false };
    const categories = [...FIRST_CATEGORIES, added];
    await answer(fixture, { ...answers, [TRACKER]: { ...A_TRACKER, categories } });
    expect(offered().at(-1)).toBe('Thermal');
    expect(field.value).toBe('');
  });

  const CHANGED = refusal('PRECONDITION_FAILED', 'changed');
  const IS_CHANGED = { status: 412, statusText: 'Precondition Failed' };

  it('are shown as somebody else has left them', async () => {
    const { fixture, answers, button, change, alerts, offered } = await page();
    button('Retire ConOps').click();
    (await change()).test.flush(CHANGED, IS_CHANGED);
    const categories = changed('ADCS', { name: 'GNC' });
    await answer(fixture, { ...answers, [TRACKER]: { ...A_TRACKER, categories } });
    expect(alerts()).toContain('Somebody else has changed this tracker');
    expect(offered()).toEqual(categories.map(({ name }) => name));
  });

  it('are changed after all when something else of the tracker has changed', async () => {
    const { tracker, button, change, accept, alerts, offered } = await page();
    button('Retire ConOps').click();
    (await change()).test.flush(CHANGED, IS_CHANGED);
    const read = await sent('GET', TRACKER);
    read.flush({ ...tracker, name: 'Another name' }, { headers: { ETag: '"9-x"' } });
    expect(await accept()).toEqual(changed('ConOps', { retired: true }));
    await settledSoon();
    expect(alerts()).toBe('');
    expect(offered()).not.toContain('ConOps');
  });

  it('are at most 30 on offer', async () => {
    const many = Array.from({ length: 24 }, (_, place) => `More ${place}`);
    const categories = [
      ...FIRST_CATEGORIES,
      ...many.map((name) => ({ key: name, name, retired: false })),
      { key: 'Old', name: 'Old', retired: true },
    ];
    const { fixture, button, alerts } = await page({ categories });
    button('Bring back Old').click();
    await settled(fixture);
    expect(alerts()).toBe('At most 30 categories can be on offer. Retire one first');
  });
});

const settledSoon = () => new Promise((resolve) => setTimeout(resolve));
