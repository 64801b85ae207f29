/**
 * Random requests: any route, by any user, about any object, with any body. Each gets an
 * answer that the API documents, and nobody reads what they do not see. RANDOM_REQUESTS sets how many.
 */
import fc from 'fast-check';
import { ApiDescription } from '../docs/api-description';
import { Organisation, PEOPLE, SECRET, SECRET_PREFIX, type Person } from '../testing/organisation';
import { MATRIX, type MatrixRow } from '../testing/route-matrix';

const REQUESTS = Number(process.env.RANDOM_REQUESTS ?? 300);
/** Each takes some milliseconds. */
const TIMEOUT_MS = 60_000 + REQUESTS * 100;
const BLIND: readonly Person[] = ['outsider', 'stranger'];

let house: Organisation;
let documented: Readonly<Record<string, readonly string[]>>;

beforeAll(async () => {
  house = await Organisation.start();
  const { paths } = await house.application.get(ApiDescription).read();
  documented = Object.fromEntries(
    Object.entries(paths).flatMap(([path, operations]) =>
      Object.entries(operations).map(([method, { responses }]) => [
        `${method.toUpperCase()} ${path}`,
        Object.keys(responses),
      ]),
    ),
  );
});

afterAll(async () => {
  await house.stop();
});

/** A live stream does not end, and an upload is a form. */
const ROUTES = Object.entries(MATRIX).filter(
  ([route, { isUpload }]) => route !== 'GET /api/live' && isUpload !== true,
);

const place = fc.record({
  tracker: fc.constantFrom('1', '2', '9', '0', 'x'),
  item: fc.constantFrom(`${SECRET_PREFIX}-001`, 'AD-001', 'AD-1', 'AD-999', 'ad', 'R2D2'),
  nothing: fc.constantFrom('00000000-0000-7000-8000-00000000dead', '7', 'none'),
});
type Place = Record<'tracker' | 'item' | 'nothing', string>;

const request = fc.record({
  person: fc.constantFrom(...PEOPLE),
  route: fc.constantFrom(...ROUTES),
  place,
  // Nothing, what the route takes, and what it does not.
  body: fc.constantFrom('none', 'own', 'empty', 'more'),
  query: fc.constantFrom('', '', 'as_of=2026-01-01', 'tracker_id=1', 'archived=true', 'q=%00'),
});

function filled(text: string, { tracker, item, nothing }: Place): string {
  const { viewer, contributor } = house.ids;
  return text
    .replaceAll(/":(viewer|contributor)"/g, (_, who: 'viewer' | 'contributor') =>
      String(house.ids[who]),
    )
    .replaceAll(':viewer', String(viewer))
    .replaceAll(':contributor', String(contributor))
    .replaceAll(':tracker', tracker)
    .replaceAll(':item', item)
    .replaceAll(/:batch|:nothing/g, nothing);
}

function bodyOf(row: MatrixRow, body: string, at: Place): object | undefined {
  if (body === 'none') return undefined;
  if (body === 'empty') return {};
  const own = JSON.parse(filled(JSON.stringify(row.body ?? {}), at)) as object;
  return body === 'own' ? own : { ...own, unknown: [null] };
}

it(
  `${REQUESTS} are answered as documented, without what is hidden`,
  async () => {
    const leaks = new RegExp(`${SECRET}|${SECRET_PREFIX}`, 'i');
    await fc.assert(
      fc.asyncProperty(request, async ({ person, route: [route, row], place: at, body, query }) => {
        const [method = ''] = route.split(' ');
        const json = method === 'GET' ? undefined : bodyOf(row, body, at);
        const asked = filled(row.path, at);
        const path = query === '' ? asked : `${asked}${asked.includes('?') ? '&' : '?'}${query}`;
        const { status, text, headers } = await house.send(person, method, path, { json });
        expect([route, ...(documented[route] ?? [])]).toContain(String(status));
        if (!BLIND.includes(person) || route === 'GET /api/users') return;
        const sent = [at.item, `${SECRET_PREFIX}-001`].reduce(
          (all, one) => all.replaceAll(one, ''),
          `${text} ${JSON.stringify([...headers])}`,
        );
        expect(sent.replaceAll(/@zxqvsecret/gi, '@')).not.toMatch(leaks);
      }),
      { numRuns: REQUESTS },
    );
  },
  TIMEOUT_MS,
);
