import { inputBinding } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { Router } from '@angular/router';
import { API_PATHS, type Item, type ListedItem } from '@action-tracker/contracts';
import { anItem, ME, refusal, USERS } from '../../testing/answers';
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
import { ItemList } from './item-list';
import { ItemListStore } from '../store/item-list-store';

const PATH = API_PATHS.trackerItems(1);
const ITEMS = [
  anItem({ id: 'AD-001', number: 1, title: 'Sign the contract', status: 'New', owner_id: 2 }),
  anItem({ id: 'AD-002', number: 2, title: 'Thermal test', status: 'Blocked', priority: 'High' }),
  anItem({ id: 'AD-1000', number: 1000, title: 'Review', status: 'Blocked', owner_id: 3 }),
];

/** Answers the search that is sent when the typing pauses. */
async function found(text: string, answers: readonly ListedItem[]): Promise<void> {
  await pause();
  (await sent('GET', `${PATH}?q=${encodeURIComponent(text)}`)).flush(answers);
  await pause(0);
  TestBed.tick();
}

const pause = (ms = 200) => new Promise((resolve) => setTimeout(resolve, ms));

async function list(items: readonly Item[] = ITEMS) {
  TestBed.inject(ItemListStore).show(1);
  const newItemLink = inputBinding('newItemLink', () => '/trackers/1/items/new');
  const fixture = await open(ItemList, [newItemLink], { [PATH]: items });
  const element = elementOf(fixture);
  const search = async (text: string) => {
    const input = element.querySelector('input');
    if (!input) throw new Error('Expected a search field');
    input.value = text;
    input.dispatchEvent(new Event('input'));
    await fixture.whenStable();
  };
  const ids = () => [...element.querySelectorAll('td.id')].map(textOf);
  const count = () => textOf(element.querySelector('.count[role=status]'));
  return { fixture, element, search, ids, count };
}

describe('a list of items', () => {
  const matchMedia = window.matchMedia.bind(window);

  afterEach(() => {
    window.matchMedia = matchMedia;
  });

  beforeEach(() => {
    localStorage.clear();
    configureClient();
  });

  it('behind a number of a report is polled with the filters that it was read with', async () => {
    const counted = 'counted_by=open&by=owner&key=2';
    const filters = encodeURIComponent('status=New&status=TBC&q=a b');
    await TestBed.inject(Router).navigateByUrl(`/trackers/1?${counted}&with=${filters}`);
    TestBed.inject(ItemListStore).show(1);
    const fixture = TestBed.createComponent(ItemList);
    const asked = `${PATH}?status=New&status=TBC&q=a%20b&${counted}`;
    (await sent('GET', asked)).flush(ITEMS);
    await answer(fixture, { [API_PATHS.me]: ME, [API_PATHS.users]: USERS });
    void TestBed.inject(ItemListStore).poll();
    (await sent('GET', asked)).flush(ITEMS.slice(1));
    await settled(fixture);
    const ids = [...elementOf(fixture).querySelectorAll('td.id')].map(textOf);
    expect(ids).toEqual(['AD-002', 'AD-1000']);
  });

  it('shows every item by id, with links to it, its owner and how many there are', async () => {
    const { element, ids, count } = await list();
    expect(ids()).toEqual(['AD-001', 'AD-002', 'AD-1000']);
    expect(count()).toBe('3 items');
    const links = [...element.querySelectorAll('tbody tr:first-child a')];
    expect(links.map((link) => link.getAttribute('href'))).toEqual([
      '/items/AD-001',
      '/items/AD-001',
    ]);
    const owner = element.querySelector<HTMLElement>('td.owner_id .person');
    expect([textOf(owner), owner?.dataset['mark']]).toEqual(['Jun Kawasaki', 'JK']);
  });

  it('turns around when the header of its column is pressed', async () => {
    const { fixture, element, ids } = await list();
    press(fixture, '#');
    await fixture.whenStable();
    expect(element.querySelector('th.id')?.getAttribute('aria-sort')).toBe('descending');
    expect(ids()).toEqual(['AD-1000', 'AD-002', 'AD-001']);
  });

  it('sorts by another column when its header is pressed', async () => {
    const { fixture, element, ids } = await list();
    element.querySelector<HTMLElement>('th.owner_id button')?.click();
    await fixture.whenStable();
    expect(element.querySelector('th.owner_id')?.getAttribute('aria-sort')).toBe('ascending');
    expect(ids()).toEqual(['AD-1000', 'AD-001', 'AD-002']);
  });

  it('turns the order when a header is pressed again before the page is drawn', async () => {
    const { fixture, element } = await list();
    const header = element.querySelector<HTMLElement>('th.owner_id button');
    header?.click();
    header?.click();
    await settled(fixture);
    expect(element.querySelector('th.owner_id')?.getAttribute('aria-sort')).toBe('descending');
  });

  it('narrows to the chosen statuses and says how many of all are left', async () => {
    const { fixture, ids, count } = await list();
    press(fixture, 'Blocked 2');
    await fixture.whenStable();
    expect(ids()).toEqual(['AD-002', 'AD-1000']);
    expect(count()).toBe('2 of 3 items');
    press(fixture, 'New 1');
    await fixture.whenStable();
    expect(count()).toBe('3 of 3 items');
  });

  it('shows what is open with one press, one status of that with the next', async () => {
    const complete = anItem({ id: 'AD-003', number: 3, status: 'Complete' });
    const { fixture, ids, count } = await list([...ITEMS, complete]);
    press(fixture, 'Open 3');
    await fixture.whenStable();
    expect(count()).toBe('3 of 4 items');
    press(fixture, 'Blocked 2');
    await fixture.whenStable();
    expect(ids()).toEqual(['AD-002', 'AD-1000']);
  });

  it('says that everything is complete, and shows it when asked', async () => {
    const { fixture, element, ids } = await list([anItem({ status: 'Complete' })]);
    press(fixture, 'Open 0');
    await answer(fixture, {});
    expect(textOf(element.querySelector('.state h2'))).toBe('Nothing is open');
    press(fixture, 'Show all items');
    await fixture.whenStable();
    expect(ids()).toEqual(['AD-001']);
  });

  it('marks a row that an edit has taken out of the view, and does not count it', async () => {
    const { fixture, element, ids, count } = await list();
    press(fixture, 'Blocked 2');
    await fixture.whenStable();
    element.querySelector('at-item-table')?.dispatchEvent(new Event('pointerenter'));
    TestBed.inject(ItemListStore).overlay('AD-002', { status: 'Complete' });
    await fixture.whenStable();
    expect(ids()).toEqual(['AD-002', 'AD-1000']);
    expect(count()).toBe('1 of 3 items · 1 row on screen no longer matches');
    const row = element.querySelector('tr.is-leaving');
    expect(textOf(row?.querySelector('.title') ?? null)).toBe('Thermal test no longer matches');
    expect(element.querySelectorAll('tr.is-leaving')).toHaveLength(1);
    element.querySelector('at-item-table')?.dispatchEvent(new Event('pointerleave'));
    await fixture.whenStable();
    expect([ids(), count()]).toEqual([['AD-1000'], '1 of 3 items']);
  });

  it('narrows by owner with a menu that says how many each has', async () => {
    const { fixture, element, ids } = await list();
    press(fixture, 'Owner');
    await fixture.whenStable();
    const options = [...element.querySelectorAll<HTMLElement>('at-facet-menu label')];
    expect(options.map(textOf)).toEqual(['Ana Souza 1', 'Jun Kawasaki 1', 'Maria Fitzgerald 1']);
    options[0]?.click();
    options[1]?.click();
    await fixture.whenStable();
    expect(ids()).toEqual(['AD-001', 'AD-1000']);
  });

  it('searches while somebody types, and the counts of statuses follow', async () => {
    const { element, search, ids } = await list();
    await search('ad2');
    expect(ids()).toEqual(['AD-002']);
    const blocked = [...element.querySelectorAll('.statuses button')].at(-1);
    expect(textOf(blocked ?? null)).toBe('Blocked 1');
  });

  it.each(['Enter', 'ArrowDown'])('leads from the words to the first row: %s', async (key) => {
    const { element, search } = await list();
    document.body.append(element);
    await search('ad2');
    const text = element.querySelector('input');
    text?.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true }));
    expect(document.activeElement).toBe(element.querySelector('[data-cell="AD-002 id"]'));
  });

  it('groups by what is chosen, with how many each group has', async () => {
    const { fixture, element, ids } = await list();
    const group = element.querySelector<HTMLSelectElement>('at-table-options select');
    if (!group) throw new Error('Expected a list of groups');
    group.value = 'status';
    group.dispatchEvent(new Event('change'));
    await fixture.whenStable();
    expect([...element.querySelectorAll('tr.group')].map(textOf)).toEqual(['New 1', 'Blocked 2']);
    expect(ids()).toEqual(['AD-001', 'AD-002', 'AD-1000']);
  });

  it('spares the latest note where it has no room, until somebody chooses it', async () => {
    window.matchMedia = (media) =>
      Object.assign(matchMedia(media), { matches: media.includes('width < 1400px') });
    const { fixture, element } = await list();
    const choose = async () => {
      const labels = [...element.querySelectorAll<HTMLElement>('.panel label')];
      labels.find((label) => textOf(label) === 'Latest note')?.click();
      await fixture.whenStable();
    };
    const isThere = () => element.querySelector('th.latest_note') !== null;
    press(fixture, 'Columns');
    await fixture.whenStable();
    const seen = [isThere()];
    window.dispatchEvent(new Event('beforeprint'));
    seen.push(isThere());
    window.dispatchEvent(new Event('afterprint'));
    await choose();
    seen.push(isThere());
    await choose();
    expect([...seen, isThere()]).toEqual([false, true, true, false]);
  });

  it('hides a column and draws rows closer, also after a reload', async () => {
    const { fixture, element } = await list();
    press(fixture, 'Columns');
    await fixture.whenStable();
    const category = [...element.querySelectorAll<HTMLElement>('.panel label')].find(
      (label) => textOf(label) === 'Category',
    );
    category?.click();
    press(fixture, 'Compact');
    await fixture.whenStable();
    expect(element.querySelector('td.category')).toBeNull();
    TestBed.resetTestingModule();
    configureClient();
    const again = await list();
    expect(again.element.querySelector('td.category')).toBeNull();
    expect(again.element.querySelector('table')?.classList).toContain('is-compact');
  });

  it('shows what the server finds in notes, and where, without taking rows away meanwhile', async () => {
    const { search, ids, element } = await list();
    const [, thermal, review] = ITEMS;
    if (!thermal || !review) throw new Error('Expected three items');
    await search('therm');
    expect(ids()).toEqual(['AD-002']);
    const both: ListedItem[] = [
      { ...thermal, matched: ['title', 'note'] },
      { ...review, matched: ['note'] },
    ];
    await found('therm', both);
    expect(ids()).toEqual(['AD-002', 'AD-1000']);
    const marks = [...element.querySelectorAll('.found-in-note')];
    expect(marks.map((mark) => textOf(mark.closest('td')))).toEqual(['Review in a note']);
    await search('therma');
    expect(ids()).toEqual(['AD-002', 'AD-1000']);
    await found('therma', [{ ...thermal, matched: ['title'] }]);
    expect(ids()).toEqual(['AD-002']);
    await search('contract');
    expect(ids()).toEqual(['AD-001']);
  });

  it('asks once for a word that is typed, and takes no late answer to another', async () => {
    const { search, ids } = await list();
    await search('r');
    await search('re');
    await pause();
    const late = await sent('GET', `${PATH}?q=re`);
    void search('thermal');
    await found('thermal', []);
    expect(late.cancelled).toBe(true);
    expect(ids()).toEqual(['AD-002']);
  });

  it('offers to clear the filters when nothing matches', async () => {
    const { fixture, element, search, ids } = await list();
    await search('nothing like this');
    expect(textOf(element.querySelector('p[role=status]'))).toBe('Searching…');
    await found('nothing like this', []);
    expect(textOf(element.querySelector('.state h2'))).toBe('No items match');
    press(fixture, 'Clear filters');
    await fixture.whenStable();
    expect(ids()).toHaveLength(3);
  });

  it('leads to the import and to a new item when there is none', async () => {
    const { element } = await list([]);
    expect(textOf(element.querySelector('.state'))).toContain('No items yet');
    const links = [...element.querySelectorAll('.state a')].map((link) =>
      link.getAttribute('href'),
    );
    expect(links).toEqual(['/trackers/1/import', '/trackers/1/items/new']);
  });

  it('takes a spreadsheet that is dropped on it', async () => {
    await list([]);
    const dataTransfer = { types: ['Files'], files: [new File(['Action'], 'log.csv')] };
    const dropped = new Event('drop', { bubbles: true, cancelable: true });
    document.dispatchEvent(Object.assign(dropped, { dataTransfer }));
    await pause(0);
    expect(TestBed.inject(Router).url).toBe('/trackers/1/import');
  });

  it('says why it could not be loaded, with a reference, and tries again', async () => {
    TestBed.inject(ItemListStore).show(1);
    const fixture = TestBed.createComponent(ItemList);
    (await sent('GET', API_PATHS.users)).flush(USERS);
    (await sent('GET', API_PATHS.me)).flush(ME);
    (await sent('GET', PATH)).flush(refusal('UNAVAILABLE', 'The database is away'), {
      status: 503,
      statusText: 'Unavailable',
    });
    await settled(fixture);
    const alert = textOf(elementOf(fixture).querySelector('[role=alert]'));
    expect(alert).toContain('The server is too busy, or its database is not responding.');
    expect(alert).toContain('Reference correlation-1');
    press(fixture, 'Retry');
    await answer(fixture, { [PATH]: ITEMS });
    expect(elementOf(fixture).querySelectorAll('td.id')).toHaveLength(3);
  });
});
