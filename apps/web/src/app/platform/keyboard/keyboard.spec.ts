import { Component, inject } from '@angular/core';
import { type ComponentFixture, TestBed } from '@angular/core/testing';
import { Router } from '@angular/router';
import { API_PATHS, type ListedItem } from '@action-tracker/contracts';
import { App } from '../../app';
import { anItem, USERS } from '../../testing/answers';
import {
  answer,
  configureClient,
  elementOf,
  leftFor,
  open,
  sent,
  settled,
  textOf,
} from '../../testing/page';
import { KEY_ACTIONS } from './key-actions';
import { Keyboard } from './keyboard';

@Component({ template: '<input /><select></select><textarea></textarea><button>Press</button>' })
class Page {
  readonly pressed: string[] = [];

  constructor() {
    const offers = KEY_ACTIONS.map(({ id }) => [id, () => this.pressed.push(id)] as const);
    inject(Keyboard).offer(() => Object.fromEntries(offers));
  }
}

const press = (key: string, target: Element = document.body, more: KeyboardEventInit = {}) =>
  target.dispatchEvent(new KeyboardEvent('keydown', { key, code: key, bubbles: true, ...more }));

function page() {
  const fixture = TestBed.createComponent(Page);
  document.body.append(elementOf(fixture));
  const target = (name: string) => elementOf(fixture).querySelector(name) ?? document.body;
  return { pressed: fixture.componentInstance.pressed, target, destroy: () => fixture.destroy() };
}

describe('keys', () => {
  beforeEach(() => {
    localStorage.clear();
    configureClient();
  });

  it('do what the registry says, also in sequence', () => {
    const { pressed, target } = page();
    ['c', '/', 'j', 'g', 't'].forEach((key) => press(key, target('button')));
    press('?', target('button'), { shiftKey: true });
    expect(pressed).toEqual(['create', 'search', 'next', 'trackers', 'help']);
  });

  it('can follow each other at once, also when they begin alike', () => {
    const { pressed, target } = page();
    ['g', 't', 'g', 'i', 'g', 'c', 'g', 'r'].forEach((key) => press(key, target('button')));
    expect(pressed).toEqual(['trackers', 'items', 'create', 'reviews']);
  });

  it.each(['input', 'select', 'textarea'])('fire nothing while somebody is in a %s', (name) => {
    const { pressed, target } = page();
    for (const key of 'assignment to program, cjkespd/?') press(key, target(name));
    expect(pressed).toEqual([]);
  });

  it('open the palette also while somebody types', () => {
    const { pressed, target } = page();
    press('k', target('input'), { ctrlKey: true });
    expect(pressed).toEqual(['palette']);
  });

  it('mean one thing: no sequence ends with a key that does something alone', () => {
    const single = KEY_ACTIONS.map(({ keys }): string => keys).filter((keys) => keys.length === 1);
    const ends = KEY_ACTIONS.flatMap(({ keys }): string[] => keys.split(' ').slice(1));
    expect(ends.filter((key) => single.includes(key))).toEqual([]);
  });

  it('mean something again once Escape has left a list', () => {
    const { pressed, target } = page();
    const list = target('select');
    if (!(list instanceof HTMLSelectElement)) throw new Error('Expected a list');
    list.focus();
    press('Escape', list);
    press('c', document.activeElement ?? list);
    expect(pressed).toEqual(['create']);
  });

  it('mean something again once Escape has left the text, and what was typed stays', () => {
    const { pressed, target } = page();
    const text = target('textarea');
    if (!(text instanceof HTMLTextAreaElement)) throw new Error('Expected a text field');
    text.value = 'Typed';
    text.focus();
    press('Escape', text);
    press('c', document.activeElement ?? text);
    expect([document.activeElement, text.value, pressed]).toEqual([
      document.body,
      'Typed',
      ['create'],
    ]);
  });

  it('can be switched off for ever, but for those with Control', () => {
    TestBed.inject(Keyboard).switchSingleKeys(false);
    TestBed.resetTestingModule();
    configureClient();
    const { pressed } = page();
    press('c');
    press('k', document.body, { ctrlKey: true });
    expect(pressed).toEqual(['palette']);
  });

  it('mean nothing any more when their page is gone', () => {
    const { pressed, destroy } = page();
    destroy();
    press('c');
    expect(pressed).toEqual([]);
  });
});

/** @param typedAhead Keys that are pressed before the palette is there. */
async function palette(items: readonly ListedItem[] = [], typedAhead: readonly string[] = []) {
  const fixture = await open(App);
  press('k', document.body, { ctrlKey: true });
  typedAhead.forEach((key) => press(key));
  await new Promise((resolve) => setTimeout(resolve));
  await answer(fixture, {
    [API_PATHS.trackers]: [],
    [API_PATHS.items]: items,
    [API_PATHS.users]: USERS,
  });
  const input = elementOf(fixture).querySelector<HTMLInputElement>('at-palette input');
  if (!input) throw new Error('Expected the palette');
  const type = async (text: string) => {
    input.value = text;
    input.dispatchEvent(new Event('input'));
    await fixture.whenStable();
  };
  const options = () => [...elementOf(fixture).querySelectorAll('[role=option]')].map(textOf);
  return { fixture, input, type, options };
}

describe('dialogs of the keyboard', () => {
  beforeEach(() => {
    localStorage.clear();
    configureClient();
  });

  const listedKeys = async (fixture: ComponentFixture<App>) => {
    press('?', document.body, { shiftKey: true });
    await settled(fixture);
    await settled(fixture);
    return [...elementOf(fixture).querySelectorAll('kbd')].map(textOf);
  };

  it('list the keys that do something on the page, and no others', async () => {
    const fixture = await open(App);
    expect(await listedKeys(fixture)).toEqual(['Ctrl K', 'c', 'g t', 'g i', '?']);
  });

  it('list every key of the registry where a page offers it', async () => {
    const fixture = await open(App);
    const others = KEY_ACTIONS.filter(({ id }) => id !== 'help');
    const offer = Object.fromEntries(others.map(({ id }) => [id, () => undefined]));
    TestBed.runInInjectionContext(() => TestBed.inject(Keyboard).offer(() => offer));
    expect(await listedKeys(fixture)).toEqual(KEY_ACTIONS.map(({ shown }) => shown));
  });

  it('get what was typed while the palette was on its way, and nothing else gets it', async () => {
    const { input } = await palette([], ['c', 'a', 'x', 'Backspace', 'l']);
    expect([input.value, TestBed.inject(Router).url]).toEqual(['cal', '/']);
  });

  it('open the list of keys at its heading, where no key switches anything off', async () => {
    const fixture = await open(App);
    document.body.append(elementOf(fixture));
    press('?', document.body, { shiftKey: true });
    await settled(fixture);
    await settled(fixture);
    expect(textOf(document.activeElement)).toBe('Keyboard shortcuts');
  });

  it.each([
    ['theme dark', 'Theme: Dark', () => document.documentElement.style.colorScheme, 'dark'],
    ['portug', 'Language: Português (Brasil)', () => document.documentElement.lang, 'pt-BR'],
  ])('choose a theme and a language: %s', async (typed, entry, chosen, value) => {
    const { fixture, input, type, options } = await palette();
    await type(typed);
    expect(options()[0]).toBe(entry);
    press('Enter', input);
    await settled(fixture);
    expect(chosen()).toBe(value);
  });

  it.each([
    ['sign out', 'Sign out', API_PATHS.logout],
    ['all devices', 'Sign out on all devices', `${API_PATHS.logout}?everywhere=true`],
  ])('sign out: %s', async (typed, entry, path) => {
    const { input, type, options } = await palette();
    await type(typed);
    expect(options()[0]).toBe(entry);
    press('Enter', input);
    (await sent('POST', path)).flush(null);
    await new Promise((resolve) => setTimeout(resolve));
    expect(leftFor).toEqual([`${API_PATHS.login}?reason=signed-out`]);
  });

  it.each([
    ['new tra', '/trackers/new'],
    ['all items', '/items'],
  ])('lead to pages that are no item and no tracker: %s', async (typed, path) => {
    const { fixture, input, type } = await palette();
    await type(typed);
    press('Enter', input);
    await settled(fixture);
    expect(TestBed.inject(Router).url).toBe(path);
  });

  it('run the commands that a page offers to the palette alone', async () => {
    let prints = 0;
    const print = () => void (prints += 1);
    TestBed.runInInjectionContext(() => TestBed.inject(Keyboard).offer(() => ({ print })));
    const { input, type, options } = await palette();
    await type('edit tracker');
    expect(options()).not.toContain('Edit tracker');
    await type('print');
    expect(options()[0]).toBe('Print');
    press('Enter', input);
    await new Promise((resolve) => setTimeout(resolve));
    expect(prints).toBe(1);
  });

  it('walk in the palette, and leave it alone while an input method composes', async () => {
    const { input, type } = await palette();
    await type('tracker');
    const active = () => input.getAttribute('aria-activedescendant');
    const first = active();
    press('ArrowDown', input);
    TestBed.tick();
    const second = active();
    expect(second).not.toBe(first);
    press('ArrowUp', input);
    press('ArrowUp', input);
    TestBed.tick();
    expect(active()).toBe(first);
    press('ArrowDown', input, { isComposing: true });
    TestBed.tick();
    expect(active()).toBe(first);
  });

  it('say that there is nothing, and for what', async () => {
    const { fixture, type, options } = await palette();
    await type('qqqq');
    await new Promise((resolve) => setTimeout(resolve, 200));
    (await sent('GET', `${API_PATHS.items}?q=qqqq`)).flush([]);
    await settled(fixture);
    expect(options()).toEqual([]);
    expect(textOf(elementOf(fixture).querySelector('.nothing'))).toContain('No results for “qqqq”');
  });

  it('find an item by words and go there with Enter, the one with the id first', async () => {
    const items = [
      anItem({ id: 'AD-032', number: 32, title: 'AD7 is another thermal test' }),
      anItem({ id: 'AD-007', number: 7, title: 'Thermal test of the battery' }),
      anItem({ id: 'AD-008', number: 8, title: 'Review' }),
    ];
    const { fixture, input, type, options: texts } = await palette(items);
    const options = () => texts().map((text) => text.slice(0, 6));
    await type('test ther');
    expect(options()).toEqual(['AD-032', 'AD-007']);
    await new Promise((resolve) => setTimeout(resolve, 200));
    const answers = items.slice(1).map((item) => ({ ...item, matched: ['note'] }));
    (await sent('GET', `${API_PATHS.items}?q=test%20ther`)).flush(answers);
    await new Promise((resolve) => setTimeout(resolve));
    await fixture.whenStable();
    expect(options()).toEqual(['AD-032', 'AD-007', 'AD-008']);
    await type('ad7');
    expect(options()).toEqual(['AD-007', 'AD-032']);
    press('Enter', input);
    await fixture.whenStable();
    expect(TestBed.inject(Router).url).toBe('/items/AD-007');
  });
});
