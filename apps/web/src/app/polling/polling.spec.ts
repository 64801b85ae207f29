import { TestBed } from '@angular/core/testing';
import { API_PATHS, type Item } from '@action-tracker/contracts';
import { App } from '../app';
import { ItemList } from '../items/item-list';
import { ItemListStore } from '../items/item-list-store';
import { anItem, refusal } from '../testing/answers';
import { configureClient, elementOf, open, press, sent, settled, textOf } from '../testing/page';
import { Connection } from './connection';
import { Polling } from './polling';

const PATH = API_PATHS.trackerItems(1);
const FIRST = anItem({ id: 'AD-001', number: 1, title: 'Alpha', version: 1 });
const SECOND = anItem({ id: 'AD-002', number: 2, title: 'Beta', version: 1 });
const UNCHANGED = { status: 304, statusText: 'Not Modified' };

async function list() {
  TestBed.inject(ItemListStore).show(1);
  const fixture = await open(ItemList, [], { [PATH]: [FIRST, SECOND] });
  const element = elementOf(fixture);
  const poll = async (items: readonly Item[], etag = 'W/"2"') => {
    void TestBed.inject(Polling).askNow();
    const question = await sent('GET', PATH);
    question.flush(items, { headers: { ETag: etag } });
    await settled(fixture);
    return question.request;
  };
  const titles = () => [...element.querySelectorAll('td.title')].map(textOf);
  const sortByTitle = async () => {
    element.querySelector<HTMLElement>('th.title button')?.click();
    await fixture.whenStable();
  };
  return { fixture, element, poll, titles, sortByTitle };
}

describe('news of others', () => {
  beforeEach(() => {
    localStorage.clear();
    configureClient();
  });

  it('arrive in the list, and the next question names what is known', async () => {
    const { fixture, poll, titles } = await list();
    await poll([{ ...FIRST, title: 'Gamma', version: 2 }, SECOND]);
    expect(titles()).toEqual(['Gamma', 'Beta']);
    void TestBed.inject(Polling).askNow();
    const question = await sent('GET', PATH);
    expect(question.request.headers.get('If-None-Match')).toBe('W/"2"');
    question.flush(null, UNCHANGED);
    await settled(fixture);
    expect(titles()).toEqual(['Gamma', 'Beta']);
  });

  it('move no row while somebody points at the table, until they leave', async () => {
    const { fixture, element, poll, titles, sortByTitle } = await list();
    await sortByTitle();
    const table = element.querySelector('at-item-table');
    table?.dispatchEvent(new Event('pointerenter'));
    await poll([{ ...FIRST, title: 'Omega', version: 2 }, SECOND]);
    expect(titles()).toEqual(['Omega', 'Beta']);
    expect(textOf(element.querySelector('.moved'))).toContain('Rows have changed their place');
    table?.dispatchEvent(new Event('pointerleave'));
    await fixture.whenStable();
    expect(titles()).toEqual(['Beta', 'Omega']);
    expect(element.querySelector('.moved')).toBeNull();
  });

  it('are shown in their order as soon as that is asked for', async () => {
    const { fixture, element, poll, titles, sortByTitle } = await list();
    await sortByTitle();
    element.querySelector('at-item-table')?.dispatchEvent(new Event('pointerenter'));
    await poll([{ ...FIRST, title: 'Omega', version: 2 }, SECOND]);
    press(fixture, 'Refresh order');
    await fixture.whenStable();
    expect(titles()).toEqual(['Beta', 'Omega']);
  });

  it('do not touch the cell that is being edited', async () => {
    const { element, poll } = await list();
    const cell = element.querySelector('[data-cell="AD-001 title"]');
    cell?.dispatchEvent(new MouseEvent('dblclick', { bubbles: true }));
    TestBed.tick();
    const editor = element.querySelector<HTMLInputElement>('at-cell-editor input');
    if (!editor) throw new Error('Expected an editor');
    editor.value = 'What I type';
    await poll([{ ...FIRST, title: 'Theirs', version: 2 }, SECOND]);
    expect(element.querySelector('at-cell-editor input')).toBe(editor);
    expect(editor.value).toBe('What I type');
  });

  it('that are older than what was saved here are not taken over', async () => {
    const { poll, titles } = await list();
    TestBed.inject(ItemListStore).receiveOne({ ...FIRST, title: 'Saved', version: 3 });
    await poll([{ ...FIRST, title: 'Before', version: 2 }, SECOND]);
    expect(titles()).toEqual(['Saved', 'Beta']);
  });
});

describe('a server that does not answer', () => {
  beforeEach(() => configureClient());

  it('is told about in a banner that goes when it answers again', async () => {
    const fixture = await open(App);
    const away = refusal('UNAVAILABLE', 'The database is away');
    let answer: () => Promise<void> = () => Promise.reject(new Error(away.error.message));
    TestBed.runInInjectionContext(() => TestBed.inject(Polling).watch(() => answer()));
    await TestBed.inject(Polling).askNow();
    await fixture.whenStable();
    const banner = elementOf(fixture).querySelector('at-connection-banner');
    expect(textOf(banner)).toContain('What you see may be old');
    answer = () => Promise.resolve();
    press(fixture, 'Try now');
    await settled(fixture);
    expect(textOf(banner)).toBe('');
    expect(TestBed.inject(Connection).trouble()).toBeUndefined();
  });
});
