import { HttpClient, provideHttpClient, withInterceptors } from '@angular/common/http';
import { HttpTestingController, provideHttpClientTesting } from '@angular/common/http/testing';
import { TestBed } from '@angular/core/testing';
import { API_PATHS, type SiteRole, type TrackerRole } from '@action-tracker/contracts';
import { firstValueFrom } from 'rxjs';
import { A_TRACKER, ME } from '../testing/answers';
import { configureClient } from '../testing/page';
import { renewRights } from './renew-rights';
import { Rights } from './rights';
import { TrackerStore } from './tracker-store';

const waiting = () => TestBed.inject(HttpTestingController);
const MINE = { tracker_id: 1, owner_id: ME.id };
const THEIRS = { tracker_id: 1, owner_id: 2 };

async function answer(url: string, body: object): Promise<void> {
  TestBed.tick();
  waiting().expectOne(url).flush(body);
  await new Promise((resolve) => setTimeout(resolve));
}

/** The rights of somebody with these roles. */
async function rightsOf(
  my_role: TrackerRole,
  site_role: SiteRole = 'member',
  archived = false,
): Promise<Rights> {
  const rights = TestBed.inject(Rights);
  TestBed.inject(TrackerStore).know();
  await answer(API_PATHS.me, { ...ME, site_role });
  await answer(API_PATHS.trackers, [{ ...A_TRACKER, my_role, archived }]);
  return rights;
}

describe('Rights', () => {
  beforeEach(() => configureClient());

  it('offer everything until the roles are known', () => {
    const rights = TestBed.inject(Rights);
    expect(rights.may('change_tracker', 1)).toBe(true);
    expect(rights.mayOnSite('manage_people')).toBe(true);
    expect(rights.mayEdit(THEIRS, 'title')).toBe(true);
  });

  it('of a viewer are to read', async () => {
    const rights = await rightsOf('viewer');
    expect(rights.may('read', 1)).toBe(true);
    expect(rights.may('add_note', 1)).toBe(false);
    expect(rights.mayEdit(MINE, 'status')).toBe(false);
  });

  it('of a contributor are status and due date of what is their own', async () => {
    const rights = await rightsOf('contributor');
    const fields = ['title', 'status', 'due_date', 'owner_id', 'priority'];
    expect(fields.filter((field) => rights.mayEdit(MINE, field))).toEqual(['status', 'due_date']);
    expect(fields.filter((field) => rights.mayEdit(THEIRS, field))).toEqual([]);
    expect([rights.mayUndo(1, ME.id), rights.mayUndo(1, 2)]).toEqual([true, false]);
    expect(rights.mayImport(1)).toBe(false);
  });

  it('of a guest who edits do not reach outside the tracker', async () => {
    const rights = await rightsOf('editor', 'guest');
    expect(rights.mayEdit(THEIRS, 'title')).toBe(true);
    expect(rights.mayImport(1)).toBe(false);
    expect(rights.mayOnSite('open_tracker')).toBe(false);
    expect(rights.may('change_tracker', 1)).toBe(false);
  });
});

describe('An archived tracker', () => {
  beforeEach(() => configureClient());

  it('can be read, and shared by its managers', async () => {
    const rights = await rightsOf('manager', 'admin', true);
    expect([rights.may('read', 1), rights.may('manage_members', 1)]).toEqual([true, true]);
    expect([rights.may('add_note', 1), rights.may('change_tracker', 1)]).toEqual([false, false]);
    expect(rights.mayEdit(MINE, 'status')).toBe(false);
    expect(rights.mayUndo(1, ME.id)).toBe(false);
  });
});

describe('Roles', () => {
  beforeEach(() => {
    configureClient();
    TestBed.configureTestingModule({
      providers: [provideHttpClient(withInterceptors([renewRights])), provideHttpClientTesting()],
    });
  });

  async function refused(path: string, status: number): Promise<void> {
    const asked = firstValueFrom(TestBed.inject(HttpClient).get(path)).catch(() => undefined);
    waiting().expectOne(path).flush({}, { status, statusText: 'Refused' });
    await asked;
    TestBed.tick();
  }

  it('are read again with the next page after something was refused', async () => {
    await rightsOf('editor');
    await refused('/api/items/AD-001', 403);
    waiting().expectNone(API_PATHS.trackers);
    TestBed.inject(TrackerStore).know();
    await answer(API_PATHS.trackers, [{ ...A_TRACKER, my_role: 'viewer' }]);
    expect(TestBed.inject(Rights).may('change_item', 1)).toBe(false);
  });

  it('are read again at once when a tracker is hidden', async () => {
    await rightsOf('editor');
    await refused('/api/trackers/1/items', 404);
    await answer(API_PATHS.trackers, []);
  });
});
