import { HttpTestingController } from '@angular/common/http/testing';
import { inputBinding } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { API_PATHS, type Item } from '@action-tracker/contracts';
import { App } from '../../app';
import { ItemList } from '../../items/list/item-list';
import { NewItem } from '../../items/form/new-item';
import { ItemListStore } from '../../items/store/item-list-store';
import { ItemPage } from '../../items/page/item-page';
import { TrackerList } from '../../trackers/tracker-list';
import {
  anEvent,
  anItem,
  anItemDetail,
  ME,
  refusal,
  USERS,
  A_TRACKER,
} from '../../testing/answers';
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
} from '../../testing/page';
import { Drafts } from '../drafts/drafts';
import { Connection } from './connection';
import { POLL_EVERY_MS, Polling } from './polling';

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

  it('may arrive before a part of a page has its inputs', async () => {
    const bindings = [inputBinding('trackerId', () => '1')];
    const fixture = TestBed.createComponent(NewItem, { bindings });
    await expect(TestBed.inject(Polling).askNow([1])).resolves.toBeUndefined();
    await answer(fixture, {
      ...{ [API_PATHS.me]: ME, [API_PATHS.users]: USERS },
      ...{ [API_PATHS.trackers]: [A_TRACKER], [API_PATHS.tracker(1)]: A_TRACKER },
    });
    expect(elementOf(fixture).querySelector('at-rights-hint')).not.toBeNull();
  });

  it('move no row while somebody points at the table, until they leave', async () => {
    const { fixture, element, poll, titles, sortByTitle } = await list();
    await sortByTitle();
    const table = element.querySelector('at-item-table');
    table?.dispatchEvent(new Event('pointerenter'));
    await poll([{ ...FIRST, title: 'Omega', version: 2 }, SECOND]);
    expect(titles()).toEqual(['Omega', 'Beta']);
    expect(textOf(element.querySelector('.moved'))).toContain('The order of the rows has changed');
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
    press(fixture, 'Update the order');
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

describe('news of others about the item on screen', () => {
  const ID = 'AD-001';
  const EVENTS = `${API_PATHS.events(ID)}?order=newest`;

  beforeEach(() => {
    localStorage.clear();
    configureClient();
  });

  async function itemPage() {
    const fixture = await open(ItemPage, [inputBinding('itemId', () => ID)], {
      [API_PATHS.item(ID)]: anItemDetail({ title: 'Alpha', version: 4 }),
      [API_PATHS.events(ID)]: [anEvent({})],
    });
    await settled(fixture);
    const ask = () => {
      void TestBed.inject(Polling).askNow();
      return sent('GET', API_PATHS.item(ID));
    };
    const title = () => textOf(elementOf(fixture).querySelector('h1'));
    return { fixture, ask, title };
  }

  it('arrive with the history, and the next question names what is known', async () => {
    const { fixture, ask, title } = await itemPage();
    const newest = anItemDetail({ title: 'Gamma', version: 5 });
    (await ask()).flush(newest, { headers: { ETag: '"5"' } });
    (await sent('GET', EVENTS)).flush([anEvent({ position: 11, version: 5 })]);
    await settled(fixture);
    expect(title()).toContain('Gamma');
    const question = await ask();
    expect(question.request.headers.get('If-None-Match')).toBe('"5"');
    question.flush(null, UNCHANGED);
    await settled(fixture);
    expect(title()).toContain('Gamma');
  });

  it('ask for no history when the item is the one that is known', async () => {
    const { fixture, ask, title } = await itemPage();
    (await ask()).flush(anItemDetail({ title: 'Alpha', version: 4 }), { headers: { ETag: '"4"' } });
    await settled(fixture);
    await answer(fixture, {});
    expect(title()).toContain('Alpha');
  });

  it('clear the page when the tracker was taken away, and keep what is typed', async () => {
    const { fixture, ask } = await itemPage();
    const missing = { status: 404, statusText: 'Not Found' };
    const gone = refusal('NOT_FOUND', 'Action item AD-001 not found');
    const note = elementOf(fixture).querySelector<HTMLInputElement>('at-add-note textarea');
    if (!note) throw new Error('Expected the box of a note');
    type(note, 'Called the vendor');
    (await ask()).flush(gone, missing);
    (await sent('GET', API_PATHS.item(ID))).flush(gone, missing);
    await settled(fixture);
    await settled(fixture);
    expect(textOf(elementOf(fixture))).toContain('Not found');
    expect(textOf(elementOf(fixture))).not.toContain('Alpha');
    const [draft] = TestBed.inject(Drafts).read(ME.id, `note ${ID}`);
    expect(draft?.fields).toEqual({ content: 'Called the vendor' });
    expect(TestBed.inject(Connection).trouble()).toBeUndefined();
  });
});

describe('news of others about trackers', () => {
  it('arrive in the list of them', async () => {
    configureClient();
    const fixture = await open(TrackerList);
    const row = () => textOf(elementOf(fixture).querySelector('tbody tr'));
    void TestBed.inject(Polling).askNow();
    const more = { ...A_TRACKER, name: 'Astro Orbital' };
    (await sent('GET', API_PATHS.trackers)).flush([more], { headers: { ETag: 'W/"9"' } });
    await settled(fixture);
    expect(row()).toContain('Astro Orbital');
    void TestBed.inject(Polling).askNow();
    const question = await sent('GET', API_PATHS.trackers);
    expect(question.request.headers.get('If-None-Match')).toBe('W/"9"');
    question.flush(null, UNCHANGED);
    await settled(fixture);
    expect(row()).toContain('Astro Orbital');
  });
});

describe('a server that does not answer', () => {
  beforeEach(() => configureClient());

  it('is announced in a banner that goes when it answers again', async () => {
    const fixture = await open(App);
    const away = refusal('UNAVAILABLE', 'The database is away');
    let answer: () => Promise<void> = () => Promise.reject(new Error(away.error.message));
    TestBed.runInInjectionContext(() => TestBed.inject(Polling).watch(() => answer()));
    TestBed.tick();
    await TestBed.inject(Polling).askNow();
    await fixture.whenStable();
    const banner = elementOf(fixture).querySelector('at-connection-banner');
    expect(textOf(banner)).toContain('What you see may be out of date');
    answer = () => Promise.resolve();
    press(fixture, 'Try now');
    await settled(fixture);
    expect(textOf(banner)).toBe('');
    expect(TestBed.inject(Connection).trouble()).toBeUndefined();
  });
});

describe('a page that could not be loaded', () => {
  const ID = 'AD-001';
  const away = refusal('UNAVAILABLE', 'The database is away');
  const AWAY = { status: 503, statusText: 'Service Unavailable' };
  const connection = () => TestBed.inject(Connection).trouble()?.code;

  beforeEach(() => {
    localStorage.clear();
    configureClient();
  });

  async function itemPage() {
    const fixture = TestBed.createComponent(ItemPage, {
      bindings: [inputBinding('itemId', () => ID)],
    });
    (await sent('GET', API_PATHS.me)).flush(ME);
    (await sent('GET', API_PATHS.users)).error(new ProgressEvent('error'));
    (await sent('GET', API_PATHS.item(ID))).error(new ProgressEvent('error'));
    (await sent('GET', `${API_PATHS.events(ID)}?order=newest`)).error(new ProgressEvent('error'));
    (await sent('GET', API_PATHS.trackers)).error(new ProgressEvent('error'));
    await settled(fixture);
    return fixture;
  }

  it('says that the server does not answer, and is there as soon as it does', async () => {
    const fixture = await itemPage();
    expect(textOf(elementOf(fixture))).toContain('The server did not answer.');
    expect(connection()).toBe('OFFLINE');
    void TestBed.inject(Polling).askNow();
    const answers = {
      [API_PATHS.users]: USERS,
      [API_PATHS.item(ID)]: anItemDetail({ title: 'Definitized contract' }),
      [API_PATHS.events(ID)]: [anEvent({})],
      [API_PATHS.trackers]: [A_TRACKER],
    };
    await answer(fixture, answers);
    await settled(fixture);
    expect(textOf(elementOf(fixture).querySelector('h1'))).toContain('Definitized contract');
    expect(textOf(elementOf(fixture))).toContain('Maria Fitzgerald');
    expect(connection()).toBeUndefined();
  });

  it('is asked for again soon, also while the live stream says what has changed', async () => {
    TestBed.overrideProvider(POLL_EVERY_MS, { useValue: 1_000 });
    TestBed.inject(Polling).expectNews(true);
    const fixture = await itemPage();
    const asked = () => TestBed.inject(HttpTestingController).match(API_PATHS.item(ID));
    const failedAt = performance.now();
    let [again] = asked();
    while (!again) {
      await new Promise((resolve) => setTimeout(resolve, 50));
      [again] = asked();
    }
    expect(performance.now() - failedAt).toBeLessThan(10_000);
    fixture.destroy();
  });

  it('goes on saying so while the server does not answer', async () => {
    await itemPage();
    void TestBed.inject(Polling).askNow();
    const item = [API_PATHS.item(ID), `${API_PATHS.events(ID)}?order=newest`];
    for (const path of [API_PATHS.users, API_PATHS.trackers, ...item]) {
      (await sent('GET', path)).flush(away, AWAY);
    }
    await new Promise((resolve) => setTimeout(resolve));
    TestBed.tick();
    await new Promise((resolve) => setTimeout(resolve));
    expect(connection()).toBe('UNAVAILABLE');
  });

  it('is not asked for again when it is not there', async () => {
    TestBed.inject(ItemListStore).show(1);
    const fixture = TestBed.createComponent(ItemList);
    (await sent('GET', API_PATHS.me)).flush(ME);
    (await sent('GET', API_PATHS.users)).flush(USERS);
    const missing = { status: 404, statusText: 'Not Found' };
    (await sent('GET', PATH)).flush(refusal('NOT_FOUND', 'Tracker 1 not found'), missing);
    await settled(fixture);
    await TestBed.inject(Polling).askNow();
    await answer(fixture, {});
    expect(connection()).toBeUndefined();
  });
});
