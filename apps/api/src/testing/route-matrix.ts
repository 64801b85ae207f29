/**
 * Who gets which answer from which route: the whole of what people may do, in one table. A route that
 * is missing here fails the test. People are those of `Organisation`; the tracker is visible to its
 * members alone.
 *
 * A person who is not named gets 403. `unseen` names who does not see what the path is about: they
 * get 404, as for something that does not exist.
 */
import type { Person } from './organisation';

type Who = readonly Person[];

const MANAGERS: Who = ['admin', 'manager'];
const EDITORS: Who = [...MANAGERS, 'editor', 'guest'];
const CONTRIBUTORS: Who = [...EDITORS, 'contributor'];
const VIEWERS: Who = [...CONTRIBUTORS, 'viewer'];
const UNSEEN: Who = ['outsider', 'stranger'];
const ALL: Who = [...VIEWERS, ...UNSEEN];
const MEMBERS: Who = ALL.filter((who) => who !== 'guest' && who !== 'stranger');

export interface MatrixRow {
  /** Path without parameters; `:tracker`, `:item` and so on stand for what the test has. */
  readonly path: string;
  readonly body?: object;
  /** A form with a file. */
  readonly isUpload?: true;
  /** Who may. */
  readonly may: Who;
  readonly unseen?: Who;
}

const read = (path: string): MatrixRow => ({ path, may: VIEWERS, unseen: UNSEEN });
const ofTracker = (path: string, may: Who, body?: object): MatrixRow => ({
  ...{ path, may, unseen: UNSEEN },
  ...(body ? { body } : {}),
});
/** Everybody gets an answer, about what they see. */
const forAll = (path: string): MatrixRow => ({ path, may: ALL });

const NEW_ITEM = { title: 'One more', category: 'ADCS', owner_id: 1, priority: 'Low' };

export const MATRIX: Readonly<Record<string, MatrixRow>> = {
  'GET /auth/me': forAll('/auth/me'),
  'GET /api/users': forAll('/api/users'),
  'PATCH /api/users/{userId}': {
    ...{ path: '/api/users/:viewer', body: { initials: 'VI' }, may: ['admin'] },
  },
  // A field that it does not take, so that everybody stays who they are.
  'POST /api/users/{userId}/merge': {
    ...{ path: '/api/users/:viewer/merge', body: { no: 'field' }, may: ['admin'] },
  },
  'GET /api/trackers': forAll('/api/trackers'),
  'POST /api/trackers': {
    ...{ path: '/api/trackers', body: { prefix: 'AD', name: 'Taken' }, may: MEMBERS },
  },
  'GET /api/trackers/{trackerId}': read('/api/trackers/:tracker'),
  'PATCH /api/trackers/{trackerId}': ofTracker('/api/trackers/:tracker', MANAGERS, {
    organisation_role: 'editor',
  }),
  'GET /api/trackers/{trackerId}/members': read('/api/trackers/:tracker/members'),
  'POST /api/trackers/{trackerId}/members': ofTracker('/api/trackers/:tracker/members', MANAGERS, {
    ...{ user_id: ':viewer', role: 'viewer' },
  }),
  'PATCH /api/trackers/{trackerId}/members/{userId}': ofTracker(
    '/api/trackers/:tracker/members/:viewer',
    MANAGERS,
    { role: 'viewer' },
  ),
  'DELETE /api/trackers/{trackerId}/members/{userId}': ofTracker(
    // Nobody with this id is a member, so that it can be repeated.
    '/api/trackers/:tracker/members/999',
    MANAGERS,
  ),
  'GET /api/trackers/{trackerId}/items': read('/api/trackers/:tracker/items'),
  'POST /api/trackers/{trackerId}/items': ofTracker('/api/trackers/:tracker/items', CONTRIBUTORS, {
    ...NEW_ITEM,
    owner_id: ':contributor',
  }),
  'GET /api/trackers/{trackerId}/changes': read('/api/trackers/:tracker/changes?from=position:1'),
  'GET /api/trackers/{trackerId}/timeline': read('/api/trackers/:tracker/timeline'),
  'GET /api/trackers/{trackerId}/versions': read('/api/trackers/:tracker/versions'),
  'GET /api/trackers/{trackerId}/batches': read('/api/trackers/:tracker/batches'),
  'GET /api/trackers/{trackerId}/reviews': read('/api/trackers/:tracker/reviews'),
  'POST /api/trackers/{trackerId}/reviews': ofTracker('/api/trackers/:tracker/reviews', EDITORS, {
    name: 'Another',
  }),
  'GET /api/trackers/{trackerId}/reviews/{number}': read('/api/trackers/:tracker/reviews/1'),
  'PATCH /api/trackers/{trackerId}/reviews/{number}': ofTracker(
    '/api/trackers/:tracker/reviews/1',
    EDITORS,
    { minutes: 'Agreed.' },
  ),
  'POST /api/trackers/{trackerId}/reviews/{number}/discussed': ofTracker(
    '/api/trackers/:tracker/reviews/1/discussed',
    EDITORS,
    { item_id: ':item' },
  ),
  'DELETE /api/trackers/{trackerId}/reviews/{number}/discussed/{itemId}': ofTracker(
    '/api/trackers/:tracker/reviews/1/discussed/:item',
    EDITORS,
  ),
  'POST /api/trackers/{trackerId}/reviews/{number}/close': ofTracker(
    '/api/trackers/:tracker/reviews/1/close',
    EDITORS,
    // A field that it does not take, so that the review stays open.
    { no: 'field' },
  ),
  'POST /api/trackers/{trackerId}/reviews/{number}/cancel': ofTracker(
    '/api/trackers/:tracker/reviews/1/cancel',
    EDITORS,
    { no: 'field' },
  ),
  'GET /api/trackers/{trackerId}/reviews/{number}/agenda': read(
    '/api/trackers/:tracker/reviews/1/agenda',
  ),
  'GET /api/trackers/{trackerId}/reviews/{number}/minutes': read(
    '/api/trackers/:tracker/reviews/1/minutes',
  ),
  'GET /api/items': forAll('/api/items'),
  'GET /api/items/{itemId}': read('/api/items/:item'),
  'PATCH /api/items/{itemId}': ofTracker('/api/items/:item', EDITORS, { priority: 'Low' }),
  'GET /api/items/{itemId}/notes': read('/api/items/:item/notes'),
  'POST /api/items/{itemId}/notes': ofTracker('/api/items/:item/notes', CONTRIBUTORS, {
    content: 'Called',
  }),
  'PATCH /api/items/{itemId}/notes/{entry}': ofTracker('/api/items/:item/notes/2', EDITORS, {
    content: 'Amended',
  }),
  'POST /api/items/{itemId}/notes/{entry}/withdraw': ofTracker(
    '/api/items/:item/notes/2/withdraw',
    EDITORS,
    { no: 'field' },
  ),
  'GET /api/items/{itemId}/history': read('/api/items/:item/history'),
  // The item is the contributor's own.
  'POST /api/items/{itemId}/status': ofTracker('/api/items/:item/status', CONTRIBUTORS, {
    status: 'TBC',
  }),
  'GET /api/items/{itemId}/events': read('/api/items/:item/events'),
  'POST /api/items/{itemId}/withdraw': ofTracker('/api/items/:item/withdraw', EDITORS, {
    no: 'field',
  }),
  'POST /api/items/{itemId}/reinstate': ofTracker('/api/items/:item/reinstate', EDITORS, {
    no: 'field',
  }),
  // Each item for itself.
  'POST /api/items/bulk': {
    ...{ path: '/api/items/bulk', may: ALL },
    body: { item_ids: [':item'], note: 'At once', dry_run: true },
  },
  'POST /api/undo': {
    ...{ path: '/api/undo', may: EDITORS, unseen: UNSEEN },
    body: { batch: ':batch', dry_run: true },
  },
  'GET /api/jobs/{jobId}': { ...read('/api/jobs/:nothing'), may: [], unseen: ALL },
  'GET /api/sample-data': forAll('/api/sample-data'),
  // A field that it does not take, so that it adds nothing.
  'POST /api/sample-data': { path: '/api/sample-data', body: { no: 'field' }, may: MEMBERS },
  'GET /api/reports/summary': forAll('/api/reports/summary'),
  'GET /api/reports/slips': forAll('/api/reports/slips?by=owner'),
  'GET /api/reports/untouched': forAll('/api/reports/untouched'),
  'GET /api/reports/series': forAll('/api/reports/series?measure=open&by=tracker'),
  'GET /api/reports/breakdown': forAll('/api/reports/breakdown?measure=open&by=owner'),
  'GET /api/tokens': forAll('/api/tokens'),
  'POST /api/tokens': { ...forAll('/api/tokens'), body: { no: 'field' } },
  'GET /api/tokens/{tokenId}': { path: '/api/tokens/:nothing', may: [], unseen: ALL },
  'DELETE /api/tokens/{tokenId}': { path: '/api/tokens/:nothing', may: [], unseen: ALL },
  'GET /api/sessions': forAll('/api/sessions'),
  'DELETE /api/sessions/{sessionId}': { path: '/api/sessions/:nothing', may: [], unseen: ALL },
  ...ownPages('/api/views', 'viewId'),
  ...ownPages('/api/reports/saved', 'reportId'),
  ...ownPages('/api/dashboards', 'dashboardId'),
  'GET /api/live': forAll('/api/live'),
  'GET /api/imports': forAll('/api/imports'),
  'POST /api/imports': {
    ...{ path: '/api/imports', isUpload: true, unseen: ['outsider'] },
    may: EDITORS.filter((who) => who !== 'guest'),
  },
  ...Object.fromEntries(
    ['GET', 'PATCH', 'DELETE'].map((method) => [
      `${method} /api/imports/{importId}`,
      foreignImport(method, '/api/imports/:nothing'),
    ]),
  ),
  'GET /api/imports/{importId}/preview': foreignImport('GET', '/api/imports/:nothing/preview'),
  'GET /api/imports/{importId}/report': foreignImport('GET', '/api/imports/:nothing/report'),
  'POST /api/imports/{importId}/run': foreignImport('POST', '/api/imports/:nothing/run'),
};

/** What people save for themselves; nobody has saved what the path names. */
function ownPages(path: string, id: string): Readonly<Record<string, MatrixRow>> {
  const one = { path: `${path}/999`, may: [], unseen: ALL };
  return {
    [`GET ${path}`]: forAll(path),
    [`POST ${path}`]: { ...forAll(path), body: { no: 'field' } },
    [`GET ${path}/{${id}}`]: one,
    [`PATCH ${path}/{${id}}`]: { ...one, body: { name: 'Renamed' } },
    [`DELETE ${path}/{${id}}`]: one,
  };
}

/** Nobody else finds it; guests cannot import at all. */
function foreignImport(method: string, path: string): MatrixRow {
  const body = method === 'PATCH' ? { body: { create_people: true } } : {};
  return { path, ...body, may: [], unseen: method === 'GET' ? ALL : MEMBERS };
}

/** Routes for everybody, without a sign-in. */
export const PUBLIC: readonly string[] = [
  ...['GET /health', 'GET /health/live', 'GET /health/ready', 'GET /metrics'],
  ...['GET /auth/login', 'POST /auth/login', 'POST /auth/logout'],
  ...['GET /api/openapi.json', 'GET /api/docs', 'GET /go/{itemId}'],
];
