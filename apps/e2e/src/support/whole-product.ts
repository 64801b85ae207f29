/**
 * Everything the product offers: each request in the OpenAPI document with each of its parameters,
 * and each command. Comparing with the product itself reveals omissions.
 */
import type { Batch } from '@action-tracker/contracts';
import { MEASURES } from '@action-tracker/contracts/measures';
import { ACCESS_REQUESTS, NEW_TOKEN } from './access-requests';
import { ApiClient, newItem } from './api-client';
import type { Cli } from './cli';
import { SAVED_REQUESTS } from './saved-requests';

type Request = readonly [method: string, path: string, body?: object];

function uploadForm(): FormData {
  const form = new FormData();
  form.append('tracker_id', '37');
  form.append('file', new File(['Action,Owner\nCheck the pump,Ana Sousa\n'], 'pump.csv'));
  return form;
}

const LIVE = '/api/live';
const ITEM = 'TABL-007';
/** The position of its note: after the opening, each item has three entries. */
const ITS_NOTE = 22;
/** The version of that entry. */
const NOTE_ENTRY = 3;
const FIRST = 'TAAB-001';
const filtersOf = (list: string): readonly Request[] =>
  [
    'status=Blocked',
    'owner_id=77',
    'category=ADCS&priority=High&owner_id=78',
    'category=ADCS',
    'priority=Low',
    'due=overdue',
    'due=week',
    'due=tbd&owner_id=80',
    'slipped=true',
    'moved=true',
    'completed=on_time',
    'completed=by_first_date',
    'withdrawn=true',
    'q=wheel77',
    'q=bearing13',
    'q=tabl7',
    'limit=50',
    'limit=50&after=TABL-050',
  ].map((query) => ['GET', `${list}?${query}`] as const);

const NOTHING_FOUND = { expected_count: 1, note: 'At once', dry_run: true };

const THEN = 'as_of=2026-01-01T00:00:00Z&axis=recorded';
const COUNTED = 'from=2025-12-01&to=2025-12-31&by=owner&key=77&by2=status&key2=New';
const pastOf = (list: string): readonly Request[] =>
  filtersOf(list).map(([method, path]) => [method, `${path}&${THEN}`] as const);

const requests = (userId: number): readonly Request[] => [
  ['GET', '/health'],
  ['GET', '/health/ready'],
  ['GET', '/health/live'],
  ['GET', '/metrics'],
  ['GET', '/auth/me'],
  ['GET', '/auth/login?return_to=/items&reason=ended'],
  ['GET', '/api/openapi.json'],
  ['GET', '/api/docs'],
  ['GET', `/go/${ITEM}`],
  ['GET', '/api/users'],
  ['PATCH', '/api/users/77', { initials: 'SS', is_active: true }],
  ['POST', '/api/users/78/merge', { into: 77, dry_run: true }],
  ['GET', `${LIVE}?since=unknown`],
  ['GET', '/api/trackers'],
  ['GET', '/api/trackers?archived=true'],
  ['POST', '/api/trackers', { prefix: 'NEW', name: 'One more' }],
  ['GET', '/api/trackers/37'],
  ['PATCH', '/api/trackers/37', { name: 'Renamed' }],
  ['GET', '/api/trackers/37/members'],
  ['POST', '/api/trackers/37/members', { user_id: 77, role: 'editor' }],
  ['PATCH', '/api/trackers/37/members/77', { role: 'viewer' }],
  ['DELETE', '/api/trackers/37/members/77'],
  ['GET', `/api/trackers?${THEN}`],
  ['GET', `/api/trackers/37?${THEN}`],
  ['GET', '/api/trackers/37/items'],
  ['GET', '/api/trackers/1/items'],
  ...filtersOf('/api/trackers/37/items'),
  ...pastOf('/api/trackers/37/items'),
  ['GET', '/api/trackers/37/items?as_of=2026-01-01'],
  ['POST', '/api/trackers/37/items', newItem(userId)],
  ['POST', '/api/trackers/37/reviews', { name: 'By mistake' }],
  ['POST', '/api/trackers/37/reviews/6/cancel'],
  ['POST', '/api/trackers/37/reviews', { name: 'Weekly review', participants: [userId] }],
  ['PATCH', '/api/trackers/37/reviews/7', { minutes: 'Agreed.' }],
  ['POST', '/api/trackers/37/reviews/7/discussed', { item_id: ITEM }],
  ['DELETE', `/api/trackers/37/reviews/7/discussed/${ITEM}`],
  ['POST', '/api/trackers/37/reviews/7/close'],
  ['POST', '/api/trackers/37/reviews', { name: 'Next review' }],
  ['GET', '/api/trackers/37/reviews'],
  ['GET', '/api/trackers/37/reviews/7'],
  ['GET', '/api/trackers/37/reviews/8/agenda'],
  ['GET', '/api/trackers/37/reviews/7/minutes'],
  ['GET', '/api/trackers/37/items?as_of=review:7'],
  ['GET', '/api/trackers/37/changes?from=position:3&to=review:7'],
  ['GET', '/api/trackers/37/changes?from=2026-01-01&axis=occurred'],
  ['GET', '/api/trackers/37/timeline?axis=occurred'],
  ['GET', '/api/trackers/37/timeline?axis=recorded'],
  ['GET', '/api/trackers/37/versions?axis=occurred'],
  ['GET', '/api/trackers/37/versions?axis=recorded'],
  ['GET', '/api/items'],
  ['GET', '/api/items?tracker_id=37'],
  ...filtersOf('/api/items'),
  ['GET', `/api/items?${THEN}`],
  ['GET', `/api/items?tracker_id=37&${THEN}`],
  ...pastOf('/api/items'),
  ['GET', `/api/items/${ITEM}`],
  ['GET', `/api/items/${ITEM}?${THEN}`],
  ['GET', `/api/items/${ITEM}?as_of=2026-01-01`],
  ['PATCH', `/api/items/${ITEM}`, { title: 'Renamed', owner_id: userId }],
  ['GET', `/api/items/${ITEM}/notes`],
  ['GET', `/api/items/${ITEM}/notes?limit=1&after=${ITS_NOTE}`],
  ['GET', `/api/items/${ITEM}/notes?${THEN}`],
  ['POST', `/api/items/${ITEM}/notes`, { content: 'One more' }],
  ['PATCH', `/api/items/${ITEM}/notes/${NOTE_ENTRY}`, { content: 'Amended' }],
  ['POST', `/api/items/${ITEM}/notes/${NOTE_ENTRY}/withdraw`, { reason: 'Wrong item' }],
  ['POST', `/api/items/${ITEM}/withdraw`, { reason: 'Entered twice' }],
  ['POST', `/api/items/${ITEM}/reinstate`],
  ['GET', `/api/items/${ITEM}/history?limit=1&after=999999999`],
  ['GET', `/api/items/${ITEM}/history?${THEN}`],
  ['POST', `/api/items/${FIRST}/status`, { status: 'TBC' }],
  ['GET', `/api/items/${ITEM}/events?after_version=1`],
  ['GET', `/api/items/${ITEM}/events?after=${ITS_NOTE}`],
  ['GET', `/api/items/${ITEM}/events?order=newest&limit=1`],
  ['GET', `/api/items/${ITEM}/events?${THEN}`],
  ['GET', '/api/reports/summary?tracker_id=37'],
  ['GET', `/api/reports/summary?tracker_id=37&${THEN}`],
  ['GET', `/api/reports/summary?${THEN}`],
  ['GET', '/api/reports/summary'],
  ['GET', '/api/reports/slips?by=owner'],
  ['GET', '/api/reports/slips?by=owner&as_of=2026-01-01&axis=recorded'],
  ['GET', '/api/reports/slips?by=tracker&tracker_id=37'],
  ...filtersOf('/api/reports/slips')
    .filter(([, path]) => !path.includes('limit='))
    .map(([method, path]) => [method, `${path}&by=category`] as const),
  ...['series', 'breakdown'].flatMap((report) =>
    filtersOf(`/api/reports/${report}`)
      .filter(([, path]) => !path.includes('limit='))
      .map(([method, path]) => [method, `${path}&measure=open&by=priority`] as const),
  ),
  ...MEASURES.flatMap((measure): readonly Request[] => [
    ['GET', `/api/reports/series?measure=${measure}&step=week&from=-P60D&${THEN}`],
    ['GET', `/api/reports/series?measure=${measure}&tracker_id=37&to=2026-01-01`],
    ['GET', `/api/reports/breakdown?measure=${measure}&by=status&by2=owner&from=-P60D&${THEN}`],
    ['GET', `/api/reports/breakdown?measure=${measure}&by=tracker&tracker_id=37&to=2026-01-01`],
    ['GET', `/api/trackers/37/items?counted_by=${measure}&${COUNTED}`],
    ['GET', `/api/items?counted_by=${measure}&${COUNTED}&${THEN}`],
  ]),
  ...SAVED_REQUESTS,
  ...filtersOf('/api/reports/untouched')
    .filter(([, path]) => !path.includes('after='))
    .flatMap(([method, path]): readonly Request[] => [
      [method, path],
      [method, `${path}&tracker_id=37&${THEN}`],
    ]),
  ['POST', '/api/items/bulk', { item_ids: [ITEM, FIRST], changes: { priority: 'Low' } }],
  ['POST', '/api/items/bulk', { filter: { tracker_id: '37', q: 'tabl7' }, ...NOTHING_FOUND }],
  ['POST', '/api/undo', { batch: ':batch', dry_run: true }],
  ['POST', '/api/undo', { batch: ':batch' }],
  ['GET', '/api/jobs/:batch'],
  ['GET', '/api/trackers/37/batches'],
  ['GET', '/api/trackers/37/batches?limit=1&after=999999999'],
  ['POST', '/api/imports', uploadForm()],
  ['GET', '/api/imports?tracker_id=37'],
  ['GET', '/api/imports/:id'],
  ['PATCH', '/api/imports/:id', { create_people: true }],
  ['GET', '/api/imports/:id/preview'],
  ['GET', '/api/imports/:id/preview?after=0&limit=10&outcome=create&conflicts=true'],
  ['DELETE', '/api/imports/:id'],
  ['POST', '/api/imports', uploadForm()],
  ['POST', '/api/imports/:id/run'],
  ['GET', '/api/imports/:id/report'],
  ...ACCESS_REQUESTS,
  ['GET', '/api/sample-data'],
  ['POST', '/api/sample-data'],
  ['POST', '/auth/logout?everywhere=true'],
];

/** The batch of the latest act on many items. */
const batchOf = (text: string): string | undefined =>
  /^\{.*"batch":"([\da-f-]{36})"/.exec(text)?.[1];

/** What an answer is about, or the first of a list. */
const idOf = (text: string): string | undefined => /^\[?\{"id":"([\da-f-]{36})"/.exec(text)?.[1];

/** A live stream never ends. */
async function firstPart({ body }: Response): Promise<string> {
  const reader = body?.pipeThrough(new TextDecoderStream()).getReader();
  const { value = '' } = (await reader?.read()) ?? {};
  await reader?.cancel();
  return value;
}

interface Operation {
  readonly parameters?: readonly { readonly name: string; readonly in: string }[];
}
interface Document {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
}

/** Sends every request. @returns operations of the OpenAPI document that were not used */
export async function useTheApi(url: string): Promise<readonly string[]> {
  const { paths } = (await (await fetch(`${url}/api/openapi.json`)).json()) as Document;
  const api = await ApiClient.signIn(url);
  // Another session, which is the latest one then.
  await ApiClient.signIn(url);
  const sent = requests((await api.me()).id);
  let batch = '';
  let id = '';
  for (const [index, [method, path, body]] of sent.entries()) {
    const address = path.replace(':batch', batch).replace(':id', id);
    const isForm = body instanceof FormData;
    const response = await fetch(url + address, {
      method,
      redirect: 'manual',
      headers: {
        // Like a browser, because only a session cookie can sign out.
        Cookie: `token=${api.token}`,
        Origin: url,
        // The answer that holds a token is not kept.
        ...(method === 'POST' && path === NEW_TOKEN
          ? {}
          : { 'Idempotency-Key': `request-${index}` }),
        ...(body && !isForm ? { 'Content-Type': 'application/json' } : {}),
      },
      ...(isForm ? { body } : {}),
      ...(body && !isForm ? { body: JSON.stringify(body).replace(':batch', batch) } : {}),
    });
    const text = path.startsWith(LIVE) ? await firstPart(response) : await response.text();
    batch = batchOf(text) ?? batch;
    id = idOf(text) ?? id;
    if (response.status >= 400) throw new Error(`${method} ${path}: ${response.status} ${text}`);
  }
  const described = Object.entries(paths).flatMap(([path, operations]) =>
    Object.entries(operations).flatMap(([method, operation]) =>
      partsOf(method.toUpperCase(), path, operation),
    ),
  );
  const covered = new Set([
    'POST /auth/login',
    ...sent.flatMap((request) => partsSent(request, paths)),
  ]);
  return described.filter((part) => !covered.has(part));
}

function partsOf(method: string, path: string, { parameters = [] }: Operation): readonly string[] {
  const queries = parameters.filter((parameter) => parameter.in === 'query');
  return [`${method} ${path}`, ...queries.map(({ name }) => `${method} ${path}?${name}`)];
}

function partsSent([method, path]: Request, paths: Document['paths']): readonly string[] {
  const { pathname, searchParams } = new URL(path, 'http://product');
  const fixed = Object.keys(paths).toSorted((a, b) => a.split('{').length - b.split('{').length);
  const route = fixed.find((form) =>
    new RegExp(`^${form.replaceAll(/\{\w+\}/g, '[^/]+')}$`).test(pathname),
  );
  const parameters = [...searchParams.keys()].map((name) => `${method} ${route}?${name}`);
  return [`${method} ${route}`, ...parameters];
}

const MAPPING = {
  dates: { formats: ['yyyy-MM-dd'] },
  key: ['Item'],
  fields: {
    title: { column: 'Item' },
    category: { default: 'Systems' },
    owner: { column: 'By' },
    priority: { default: 'High' },
  },
};
const INTO_MARIA = ['maria@example.com', '--as', 'maria@example.com'];
const CREATED = { create_date: { column: 'Day' } };
const CHANGED = { changed_at: { column: 'Day' }, changed_by: { column: 'By' } };

/** Runs every command. @returns listed commands that were not run */
export async function useTheCommandLine(cli: Cli): Promise<readonly string[]> {
  const mapping = (name: string, past: object) =>
    cli.write(name, JSON.stringify({ ...MAPPING, fields: { ...MAPPING.fields, ...past } }));
  const rows = 'Item,By,Day\nCheck the valve,Ana Sousa,2025-11-03\n';
  const log = cli.write('log.csv', rows);
  const grown = cli.write('grown.csv', `${rows}Check the valve,Bo Lind,2025-11-04\n`);
  const maria = ['--email', 'maria@example.com'];
  const imported = ['--tracker', 'TABL', '--as', 'maria@example.com', '--create-users'];
  const exported = await runAll(cli, [
    ['migrate'],
    ['create-user', ...maria, '--name', 'Maria Ferreira'],
    ['list-users'],
    // Who signs in afterwards, to use everything.
    ['create-user', '--email', 'mf@example.com', '--name', 'Maria Fitzgerald'],
    ['grant-admin', 'mf@example.com'],
    ['create-token', ...maria],
    ['revoke-tokens', ...maria],
    ['import', log, '--mapping', mapping('rows.json', CREATED), ...imported],
    ['import', log, '--mapping', mapping('rows.json', CREATED), ...imported],
    ['import', log, '--mapping', mapping('log.json', CHANGED), '--history', ...imported],
    ['import', grown, '--mapping', mapping('log.json', CHANGED), '--history', ...imported],
    ['seed', '--as', 'maria@example.com'],
    ['reviews', 'list', 'RL'],
    ['reviews', 'minutes', 'RL', '2'],
    ['reviews', 'minutes', 'RL', '2', '--format', 'html'],
    ['export', '--tracker', 'RL', '--format', 'csv', '--as-of', 'review:1'],
    ['export', '--tracker', 'RL', '--format', 'csv', '--as-of', '2026-01-01'],
    ['reset-sequence', '--tracker', 'TABL'],
    ['export', '--tracker', 'TABL', '--format', 'csv'],
    ['export', '--tracker', 'TABL', '--format', 'ndjson', '--out', 'tabl.ndjson'],
    ['reviews', 'list', 'TABL'],
    ['batches', 'TABL'],
    ['members', '--tracker', 'TABL'],
    ['import', 'tabl.ndjson', ...imported],
    ['members', '--tracker', 'TABL', '--add', ...INTO_MARIA, '--role', 'manager'],
    ['merge-users', '--from', 'bo-lind@import.invalid', '--into', ...INTO_MARIA],
    ['rebuild-projections'],
    ['verify-projections'],
  ]);
  const [latest] = await cli.json<readonly Batch[]>('batches', 'TABL');
  const undo = ['undo', '--batch', latest?.batch ?? '', '--as', 'maria@example.com'];
  for (const name of await runAll(cli, [[...undo, '--dry-run'], undo])) exported.add(name);
  const help = await cli.succeed('--help');
  const listed = [...help.matchAll(/^ {2}([a-z-]+) .*$/gm)].map(([, name]) => name ?? '');
  return listed.filter((name) => name !== 'help' && !name.startsWith('-') && !exported.has(name));
}

async function runAll(cli: Cli, lines: readonly (readonly string[])[]): Promise<Set<string>> {
  for (const line of lines) await cli.succeed(...line);
  return new Set(lines.map(([name]) => name ?? ''));
}
