/** Saved views, reports and dashboards through HTTP. */
import type {
  ErrorResponse,
  SavedDashboard,
  SavedReport,
  SavedView,
} from '@action-tracker/contracts';
import { ServedApplication, type Answered, type Sent } from '../testing/served-application';

let served: ServedApplication;

beforeAll(async () => {
  served = await ServedApplication.start();
  await served.openTracker('AD');
}, 60_000);

afterAll(() => served.stop());

const send = <T>(method: string, path: string, sent?: Sent): Promise<Answered<T>> =>
  served.send<T>(method, path, sent);
const problemOf = ({ status, body }: Answered<unknown>) => {
  const { code, details = [] } = (body as ErrorResponse).error;
  return [status, code, ...details.map(({ field, message }) => `${field}: ${message}`)];
};

describe('/api/views', () => {
  it('keeps a view, which opens for others once it is shared', async () => {
    const json = { name: ' Blocked ', query: 'status=Blocked&sort=-due_date', tracker_id: 1 };
    const added = await send<SavedView>('POST', '/api/views', { json });
    expect(added).toMatchObject({
      status: 201,
      body: { name: 'Blocked', query: json.query, tracker_id: 1, is_own: true, is_shared: false },
    });
    const path = `/api/views/${added.body.id}`;
    expect(added.headers.get('location')).toBe(path);
    const tag = added.headers.get('etag') ?? '';
    expect(problemOf(await send('GET', path, { as: 'bo' }))).toEqual([404, 'NOT_FOUND']);
    const change = { json: { is_shared: true, name: 'All blocked' }, headers: { 'If-Match': tag } };
    expect((await send('PATCH', path, change)).status).toBe(200);
    expect((await send('PATCH', path, change)).status).toBe(412);
    expect((await send<SavedView>('GET', path, { as: 'bo' })).body).toMatchObject({
      ...{ name: 'All blocked', is_own: false, version: 2 },
    });
    expect((await send<SavedView[]>('GET', '/api/views', { as: 'bo' })).body).toHaveLength(1);
    expect(problemOf(await send('DELETE', path, { as: 'bo' }))).toEqual([403, 'FORBIDDEN']);
    const gone = { headers: { 'Idempotency-Key': 'gone' } };
    expect((await send('DELETE', path, gone)).status).toBe(204);
    expect((await send('DELETE', path, gone)).status).toBe(204);
    expect((await send('DELETE', path)).status).toBe(404);
  });

  it.each<[object, string]>([
    [{ name: '', query: '' }, 'name: expected 1 to 100 characters, found 0'],
    [{ name: 'x'.repeat(101), query: '' }, 'name: expected 1 to 100 characters, found 101'],
    [{ name: 'x', query: 7 }, 'query: expected text of 0 to 4000 characters, found 7'],
    [{ name: 'x', query: '', is_shared: 'yes' }, 'is_shared: expected true or false, found "yes"'],
    [
      { name: 'x', query: '', tracker_id: 'AD' },
      'tracker_id: expected the id of a tracker or null, found "AD"',
    ],
    [{ name: 'x', query: '', colour: 1 }, 'colour: unknown field'],
  ])('refuses %j', async (json, problem) => {
    const refused = problemOf(await send('POST', '/api/views', { json }));
    expect(refused).toEqual([400, 'VALIDATION_ERROR', problem]);
  });

  it('refuses what a list would refuse, a tracker that is not there, and a change of nothing', async () => {
    const view = (json: object) => send('POST', '/api/views', { json: { name: 'x', ...json } });
    expect(problemOf(await view({ query: 'colour=red' }))[2]).toMatch(/^query: colour: unknown/);
    expect(problemOf(await view({ query: '', tracker_id: 99 }))).toEqual([404, 'NOT_FOUND']);
    expect(problemOf(await view({ query: 'tracker_id=99' }))).toEqual([404, 'NOT_FOUND']);
    const nothing = await send('PATCH', '/api/views/1', { json: {} });
    expect(problemOf(nothing)).toEqual([
      ...[400, 'VALIDATION_ERROR'],
      'body: expected at least one of name, query, is_shared, is_default, found none',
    ]);
  });

  it.each(['0', 'x', '1e3', '99999999999', '7'])('has no view %s', async (id) => {
    for (const path of ['/api/views', '/api/reports/saved', '/api/dashboards']) {
      expect(problemOf(await send('GET', `${path}/${id}`))).toEqual([404, 'NOT_FOUND']);
      expect((await send('DELETE', `${path}/${id}`)).status).toBe(404);
    }
  });
});

describe('/api/reports/saved and /api/dashboards', () => {
  const saveReport = async (json: object) =>
    (await send<SavedReport>('POST', '/api/reports/saved', { json })).body;

  it('arrange saved reports, and open as another person', async () => {
    const open = await saveReport({ name: 'Open', query: 'measure=open', is_shared: true });
    const late = await saveReport({ name: 'Late', query: 'measure=overdue&by=owner&chart=bar' });
    const json = { name: 'Monday', report_ids: [late.id, open.id] };
    const { body, headers } = await send<SavedDashboard>('POST', '/api/dashboards', { json });
    expect(body.reports.map(({ name }) => name)).toEqual(['Late', 'Open']);
    const path = headers.get('location') ?? '';
    const share = { json: { is_shared: true } };
    expect(problemOf(await send('PATCH', path, share))[2]).toBe(
      'report_ids: expected shared reports in a shared dashboard, found "Late"',
    );
    const path2 = `/api/reports/saved/${late.id}`;
    expect(
      (await send('PATCH', path2, { json: { is_shared: true, name: 'Overdue' } })).status,
    ).toBe(200);
    const key = { ...share, headers: { 'Idempotency-Key': 'share' } };
    const shared = await send<SavedDashboard>('PATCH', path, key);
    expect((await send<SavedDashboard>('PATCH', path, key)).body).toEqual(shared.body);
    const other = await send<SavedDashboard>('GET', path, { as: 'bo' });
    expect(other.body.reports.map(({ name, is_own }) => [name, is_own])).toEqual([
      ['Overdue', false],
      ['Open', false],
    ]);
    expect((await send('GET', path2, { as: 'bo' })).status).toBe(200);
    expect((await send('DELETE', path2)).status).toBe(204);
    expect((await send<SavedDashboard>('GET', path)).body.reports).toHaveLength(1);
    expect((await send('DELETE', path)).status).toBe(204);
  });

  it.each<[string, object, string]>([
    ['/api/reports/saved', { name: 'x', query: 'measure=opened' }, 'query: measure'],
    ['/api/reports/saved', { name: 'x', query: 'measure=open&chart=bar' }, 'query: by'],
    ['/api/dashboards', { name: 'x', report_ids: 7 }, 'report_ids'],
    ['/api/dashboards', { name: 'x', report_ids: [1.5] }, 'report_ids'],
    ['/api/dashboards', { name: 'x', report_ids: [1, 1] }, 'report_ids'],
    ['/api/dashboards', { name: 'x', report_ids: [999_999] }, 'report_ids'],
  ])('%s refuses %j', async (path, json, field) => {
    const [status, code, problem] = problemOf(await send('POST', path, { json }));
    expect([status, code]).toEqual([400, 'VALIDATION_ERROR']);
    expect(problem).toContain(field);
  });

  it('refuse a change of nothing', async () => {
    for (const path of ['/api/reports/saved/1', '/api/dashboards/1']) {
      expect((await send('PATCH', path, { json: {} })).status).toBe(400);
    }
  });
});
