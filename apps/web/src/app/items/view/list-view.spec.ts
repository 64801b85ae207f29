import { Component, inject } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { NavigationEnd, Router } from '@angular/router';
import { RouterTestingHarness } from '@angular/router/testing';
import { configureClient } from '../../testing/page';
import { type RememberedList, ViewState } from './view-state';
import { NO_FILTER } from './item-filter';
import { DEFAULT_VIEW, queryOfView } from './item-view';
import { ListView } from './list-view';
import { isOpenChosen } from './open-items';

const { text: _, ...NO_CHOICES } = NO_FILTER;
const BLOCKED: RememberedList = {
  filters: { ...NO_CHOICES, status: ['Blocked'], due: ['overdue'] },
  sort: { column: 'priority', direction: 'desc' },
  group: 'owner_id',
};

@Component({ template: '' })
class Page {
  protected readonly view = inject(ListView);
}

async function arriveAt(url: string) {
  const harness = await RouterTestingHarness.create();
  await harness.navigateByUrl(url);
  await harness.fixture.whenStable();
  const router = TestBed.inject(Router);
  const view = TestBed.inject(ListView);
  const goTo = async (next: string) => {
    await harness.navigateByUrl(next);
    await harness.fixture.whenStable();
  };
  return { view, goTo, url: () => decodeURIComponent(router.url), settle: harness.fixture };
}

describe('the view of a list', () => {
  beforeEach(() => {
    localStorage.clear();
    configureClient([{ path: '**', component: Page }]);
  });

  it('is what the address says', async () => {
    const { view } = await arriveAt(
      '/trackers/7?status=Blocked&status=TBC&owner_id=3&due=overdue&q=test&sort=-due_date&group=status',
    );
    expect(view.current()).toEqual({
      filter: {
        ...NO_FILTER,
        status: ['Blocked', 'TBC'],
        owner_id: ['3'],
        due: ['overdue'],
        text: 'test',
      },
      order: { column: 'due_date', direction: 'desc' },
      group: 'status',
    });
  });

  it('is written into the address when typing pauses, not with every letter', async () => {
    const { view, url, settle } = await arriveAt('/items?sort=id');
    const urls: string[] = [];
    const router = TestBed.inject(Router);
    router.events.subscribe((event) => {
      if (event instanceof NavigationEnd) urls.push(event.url);
    });
    for (const text of ['c', 'co', 'con', 'contract']) view.narrow({ ...NO_FILTER, text });
    expect(view.current().filter.text).toBe('contract');
    while (urls.length === 0) await new Promise((resolve) => setTimeout(resolve, 20));
    await settle.whenStable();
    expect([urls.length, url()]).toEqual([1, '/items?q=contract&sort=id']);
  });

  it('shows all withdrawn items, and then again what was filtered before', async () => {
    const { view, url, settle } = await arriveAt('/trackers/7?status=Blocked&sort=id');
    view.toggleWithdrawn();
    await settle.whenStable();
    expect([view.isWithdrawn(), url()]).toEqual([true, '/trackers/7?withdrawn=true&sort=id']);
    view.toggleWithdrawn();
    await settle.whenStable();
    expect([view.isWithdrawn(), url()]).toEqual([false, '/trackers/7?status=Blocked&sort=id']);
  });

  it('does not follow somebody to the next page when typing had not paused yet', async () => {
    const { view, goTo, url } = await arriveAt('/items?sort=id');
    view.narrow({ ...NO_FILTER, text: 'contract' });
    await goTo('/items/AD-001');
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(url()).toBe('/items/AD-001');
  });

  it('remembers nothing more once the client is closed', async () => {
    const { view } = await arriveAt('/items?sort=id');
    view.narrow({ ...NO_FILTER, text: 'contract' });
    TestBed.resetTestingModule();
    localStorage.clear();
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(localStorage).toHaveLength(0);
  });

  it('writes itself into the address, which reads back as the same view', async () => {
    const { view, url, settle } = await arriveAt('/items');
    view.narrow({ ...NO_FILTER, category: ['SW / Ops'] });
    view.groupBy('owner_id');
    await settle.whenStable();
    expect(url()).toBe('/items?category=SW / Ops&group=owner_id&sort=id');
    expect(queryOfView(view.current())).toEqual({
      category: ['SW / Ops'],
      group: 'owner_id',
      sort: 'id',
    });
  });

  it('leaves out what an address makes up', async () => {
    const { view } = await arriveAt('/items?status=Done&owner_id=x&due=soon&sort=colour&group=sun');
    expect(view.current()).toEqual(DEFAULT_VIEW);
  });

  it('begins with what is open in a list that was never looked at', async () => {
    const { view, url } = await arriveAt('/trackers/7');
    expect(isOpenChosen(view.current().filter)).toBe(true);
    expect(url()).toBe(
      '/trackers/7?status=New&status=Not Started&status=In Progress&status=TBC&status=Blocked&sort=id',
    );
  });

  it('is that of the address also when it is asked for after the navigation', async () => {
    configureClient([{ path: '**', children: [] }]);
    await TestBed.inject(Router).navigateByUrl('/trackers/7');
    const view = TestBed.inject(ListView);
    expect(isOpenChosen(view.current().filter)).toBe(true);
  });

  it('takes what the browser remembers when the address says nothing, and completes it', async () => {
    TestBed.inject(ViewState).rememberList(7, BLOCKED);
    const { url } = await arriveAt('/trackers/7');
    expect(url()).toBe('/trackers/7?status=Blocked&due=overdue&group=owner_id&sort=-priority');
  });

  it('is another one in each tracker, and in the list of all', async () => {
    TestBed.inject(ViewState).rememberList(7, BLOCKED);
    TestBed.inject(ViewState).rememberList('all', { ...BLOCKED, group: 'tracker_id' });
    const { view, goTo } = await arriveAt('/trackers/8?priority=High&sort=id');
    expect(view.current().filter).toEqual({ ...NO_FILTER, priority: ['High'] });
    await goTo('/trackers/7');
    expect(view.current()).toMatchObject({ group: 'owner_id', filter: { status: ['Blocked'] } });
    await goTo('/items');
    expect(view.current()).toMatchObject({ group: 'tracker_id', filter: { status: ['Blocked'] } });
    await goTo('/trackers/8');
    expect(view.current()).toMatchObject({ group: undefined, filter: { priority: ['High'] } });
  });

  it('lets the address win over what the browser remembers', async () => {
    TestBed.inject(ViewState).rememberList(7, BLOCKED);
    const { view } = await arriveAt('/trackers/7?sort=id');
    expect(view.current()).toEqual(DEFAULT_VIEW);
  });

  it('stays on the way to an item and back, but words searched for stay with their list', async () => {
    const { goTo, url } = await arriveAt('/trackers/7?status=New&q=test&group=due&sort=title');
    await goTo('/items/AD-001');
    await goTo('/trackers/7');
    expect(url()).toBe('/trackers/7?status=New&q=test&group=due&sort=title');
    await goTo('/trackers/8');
    expect(url()).toMatch(/^\/trackers\/8\?status=New&status=Not Started.*&sort=id$/);
    await goTo('/trackers/7');
    expect(url()).toBe('/trackers/7?status=New&group=due&sort=title');
  });
});
