/** What people save: who sees it, who changes it, and what a repeated request does. */
import { DomainError } from '@action-tracker/domain';
import { CommandIdReused } from '@action-tracker/event-store';
import { Rights } from '../ledger/rights';
import { Scope } from '../ledger/scope';
import { MergeUsersCommand } from '../merging/merge-users';
import { deleteRequestAnswers } from '../requests/answer-once';
import { Application, idOf } from '../testing/application';
import { OpenTrackerCommand } from '../trackers/open-tracker';
import { SavedDashboards, SavedReports, SavedViews } from './kinds';
import type { SavedContent } from './saved-rows';

const MARIA = Scope.of({ id: 1 }, Rights.all);
const JOHN = Scope.of({ id: 2 }, Rights.all);
/** Sees tracker 2 only. */
const GUEST = Scope.of({ id: 3 }, Rights.within([2]));

const CONTENT: SavedContent = {
  ...{ name: 'Blocked', isShared: false, isDefault: false, trackerId: null },
  ...{ query: 'status=Blocked', reportIds: [], namedTrackerIds: [] },
};
const by = (scope: Scope, requestId?: string) => ({ scope, requestId });
const codeOf = async (work: Promise<unknown>): Promise<string> => {
  const error: unknown = await work.catch((thrown: unknown) => thrown);
  if (error instanceof DomainError) return error.code;
  return error instanceof CommandIdReused ? 'REUSED' : 'none';
};

let app: Application;
let views: SavedViews;
let reports: SavedReports;
let dashboards: SavedDashboards;

beforeAll(async () => {
  app = await (await Application.open()).furnish();
  await app.users.create({ email: 'guest@example.org', name: 'Guest' });
  const tracker = { prefix: 'SP', name: 'SpaceX', description: null };
  await app.command(new OpenTrackerCommand(tracker, app.origin()));
  [views, reports, dashboards] = [
    app.of(SavedViews),
    app.of(SavedReports),
    app.of(SavedDashboards),
  ];
});

beforeEach(() => app.database.pool.query('TRUNCATE saved_pages, request_answers'));

afterAll(() => app.close());

const save = (changed: Partial<SavedContent> = {}, scope = MARIA) =>
  views.add({ ...CONTENT, ...changed }, by(scope));
const report = (changed: Partial<SavedContent> = {}) =>
  reports.add({ ...CONTENT, query: 'measure=open', ...changed }, by(MARIA));
const names = async (scope: Scope) => (await views.list(scope)).map(({ name }) => name);

describe('a saved view', () => {
  it('is personal until it is shared; only its owner changes and deletes it', async () => {
    const { id, version } = await save();
    expect(await codeOf(views.get(JOHN, id))).toBe('NOT_FOUND');
    expect(await codeOf(views.change(id, { name: 'Mine' }, by(JOHN)))).toBe('NOT_FOUND');
    expect(await codeOf(views.remove(id, by(JOHN)))).toBe('NOT_FOUND');
    const write = { ...by(MARIA), expectedVersions: [version] };
    expect(await views.change(id, { isShared: true }, write)).toMatchObject({ version: 2 });
    expect(await views.get(JOHN, id)).toMatchObject({ is_own: false, name: 'Blocked' });
    expect(await codeOf(views.change(id, { name: 'Mine' }, by(JOHN)))).toBe('FORBIDDEN');
    expect(await codeOf(views.remove(id, by(JOHN)))).toBe('FORBIDDEN');
    expect(await codeOf(views.remove(id, write))).toBe('PRECONDITION_FAILED');
    await views.remove(id, { ...by(MARIA), expectedVersions: [2] });
    expect(await codeOf(views.get(MARIA, id))).toBe('NOT_FOUND');
  });

  it('is listed by name, each kind on its own', async () => {
    await save({ name: 'overdue' });
    await save({ name: 'Blocked', isShared: true }, JOHN);
    await save({ name: 'Private' }, JOHN);
    await report({ name: 'A report' });
    expect(await names(MARIA)).toEqual(['Blocked', 'overdue']);
    expect(await names(Scope.everything)).toEqual(['Blocked']);
  });

  it('that names an unseen tracker does not exist, whoever owns it', async () => {
    const ofList = await save({ name: 'List', isShared: true, trackerId: 1 });
    const named = await save({ name: 'Named', isShared: true, namedTrackerIds: [2, 1] });
    await save({ name: 'Seen', isShared: true, trackerId: 2, namedTrackerIds: [2] });
    expect(await names(GUEST)).toEqual(['Seen']);
    for (const { id } of [ofList, named]) {
      expect(await codeOf(views.get(GUEST, id))).toBe('NOT_FOUND');
      expect(await codeOf(views.get(Scope.of({ id: 1 }, Rights.within([2])), id))).toBe(
        'NOT_FOUND',
      );
    }
  });

  it('cannot name a tracker that its owner does not see, which looks like none', async () => {
    for (const id of [1, 99]) {
      expect(await codeOf(save({ trackerId: id }, GUEST))).toBe('NOT_FOUND');
      expect(await codeOf(save({ namedTrackerIds: [id] }, GUEST))).toBe('NOT_FOUND');
    }
    const { id } = await save({}, GUEST);
    expect(await codeOf(views.change(id, { namedTrackerIds: [1] }, by(GUEST)))).toBe('NOT_FOUND');
  });

  it('takes the place of the default before it: one for all, one for each person', async () => {
    const first = await save({ isDefault: true, isShared: true, trackerId: 1 });
    const own = await save({ isDefault: true, trackerId: 1 });
    const johns = await save({ isDefault: true, trackerId: 1 }, JOHN);
    const other = await save({ isDefault: true, trackerId: 2 });
    const second = await save({ isShared: true, trackerId: 1 }, JOHN);
    await views.change(second.id, { isDefault: true }, by(JOHN));
    const defaults = [...(await views.list(MARIA)), ...(await views.list(JOHN))]
      .filter((view) => view.is_default)
      .map(({ id }) => id);
    expect(new Set(defaults)).toEqual(new Set([own.id, johns.id, other.id, second.id]));
    expect(await views.get(MARIA, first.id)).toMatchObject({ is_default: false, version: 2 });
  });

  it('belongs to the person whose account another one was merged into', async () => {
    const { id } = await save({}, JOHN);
    const john = await app.users.findByEmail('jd@example.com');
    const maria = await app.users.findByEmail('mf@example.com');
    if (!john || !maria) throw new Error('Expected both users');
    await app.command(new MergeUsersCommand(john, maria, app.origin()));
    expect(await views.get(MARIA, id)).toMatchObject({ is_own: true, owner_id: 2 });
  });

  it('has company of at most 200', async () => {
    await app.database.pool.query(
      `INSERT INTO saved_pages (kind, name, owner_id, is_shared, is_default, query, report_ids,
         named_tracker_ids)
       SELECT 'view', n::text, 1, false, false, '', '{}', '{}' FROM generate_series(1, 200) n`,
    );
    expect(await codeOf(save())).toBe('CONFLICT');
    await save({}, GUEST);
  });
});

describe('a dashboard', () => {
  const dashboard = (reportIds: readonly number[], isShared = false) =>
    dashboards.add({ ...CONTENT, query: '', reportIds, isShared }, by(MARIA));

  it('shows reports in their order, without those that are gone', async () => {
    const [one, two] = [await report({ name: 'One' }), await report({ name: 'Two' })];
    const { id } = await dashboard([two.id, one.id]);
    const shown = async () => (await dashboards.get(MARIA, id)).reports.map(({ name }) => name);
    expect(await shown()).toEqual(['Two', 'One']);
    await dashboards.change(id, { reportIds: [one.id, two.id] }, by(MARIA));
    expect(await shown()).toEqual(['One', 'Two']);
    await reports.remove(one.id, by(MARIA));
    expect(await shown()).toEqual(['Two']);
  });

  it('needs reports that exist and, when it is shared, shared ones', async () => {
    const personal = await report();
    expect(await codeOf(dashboard([personal.id, 9_999]))).toBe('VALIDATION_ERROR');
    expect(await codeOf(dashboard([personal.id], true))).toBe('VALIDATION_ERROR');
    const { id } = await dashboard([personal.id]);
    expect(await codeOf(dashboards.change(id, { isShared: true }, by(MARIA)))).toBe(
      'VALIDATION_ERROR',
    );
  });

  it('does not exist for users who cannot see all trackers of its reports', async () => {
    const seen = await report({ isShared: true, namedTrackerIds: [2] });
    const unseen = await report({ isShared: true, namedTrackerIds: [1] });
    const { id } = await dashboard([seen.id], true);
    expect((await dashboards.get(GUEST, id)).reports).toHaveLength(1);
    await dashboards.change(id, { reportIds: [seen.id, unseen.id] }, by(MARIA));
    expect(await codeOf(dashboards.get(GUEST, id))).toBe('NOT_FOUND');
    expect(await dashboards.list(GUEST)).toEqual([]);
    const mine = await dashboards.get(Scope.of({ id: 1 }, Rights.within([2])), id);
    expect(mine.reports.map((one) => one.id)).toEqual([seen.id]);
  });
});

describe('a repeated request', () => {
  it('gets the first answer and writes nothing, whatever happened since', async () => {
    const add = () => views.add(CONTENT, by(MARIA, idOf(1)));
    const first = await add();
    const rename = () => views.change(first.id, { name: 'New' }, by(MARIA, idOf(2)));
    const remove = () => views.remove(first.id, by(MARIA, idOf(3)));
    const renamed = await rename();
    expect(await rename()).toEqual(renamed);
    await remove();
    await remove();
    expect(await add()).toEqual(first);
    expect(await names(MARIA)).toEqual([]);
  });

  it('at the same time waits for the first', async () => {
    const all = await Promise.all(
      Array.from({ length: 8 }, () => views.add(CONTENT, by(MARIA, idOf(4)))),
    );
    expect(new Set(all.map(({ id }) => id)).size).toBe(1);
    expect(await names(MARIA)).toEqual(['Blocked']);
  });

  it('with other content is refused; one that was refused may be repeated', async () => {
    await views.add(CONTENT, by(MARIA, idOf(5)));
    expect(await codeOf(views.add({ ...CONTENT, name: 'x' }, by(MARIA, idOf(5))))).toBe('REUSED');
    const missing = () => views.remove(9_999, by(MARIA, idOf(6)));
    expect([await codeOf(missing()), await codeOf(missing())]).toEqual(['NOT_FOUND', 'NOT_FOUND']);
  });

  it('is forgotten after a while', async () => {
    const add = () => views.add(CONTENT, by(MARIA, idOf(7)));
    await add();
    expect(await deleteRequestAnswers(app.database.pool, new Date(0))).toBe(0);
    expect(await deleteRequestAnswers(app.database.pool, new Date(Date.now() + 60_000))).toBe(1);
    await add();
    expect(await names(MARIA)).toEqual(['Blocked', 'Blocked']);
  });
});
