/**
 * Every field of every request body with a wide range of inputs: each is either stored exactly, or
 * refused by field name without writing anything.
 */
import { CATEGORIES } from '@action-tracker/contracts';
import { createEmptyDatabase } from '@action-tracker/runtime/testing';
import { ApiClient, errorOf, newItem, type Answer } from '../support/api-client';
import { Fingerprint } from '../support/fingerprint';
import { startProduct, type Product } from '../support/product';
import { inputsFor, type FieldSchema, type Input } from './inputs';

interface BodySchema {
  readonly properties: Readonly<Record<string, FieldSchema>>;
  readonly required: readonly string[];
}

interface Route {
  readonly method: 'POST' | 'PATCH';
  readonly path: () => string;
  readonly schema: string;
  /** A body that is accepted. */
  readonly body: () => Readonly<Record<string, unknown>>;
}

let product: Product;
let api: ApiClient;
let fingerprint: Fingerprint;
let schemas: Readonly<Record<string, BodySchema>>;
let trackerId: number;
let ownerId: number;
let itemId: string;
let prefixes = 0;
let tried = 0;

/** AAAAA, AAAAB, …: each tracker needs another one. */
function nextPrefix(): string {
  const letters = String(prefixes++)
    .padStart(5, '0')
    .replace(/\d/g, (digit) => 'ABCDEFGHIJ'[+digit] ?? '');
  return letters;
}

const ROUTES: readonly Route[] = [
  {
    method: 'POST',
    path: () => '/api/trackers',
    schema: 'OpenTrackerBody',
    body: () => ({ prefix: nextPrefix(), name: 'Astro Digital' }),
  },
  {
    method: 'PATCH',
    path: () => `/api/trackers/${trackerId}`,
    schema: 'ChangeTrackerBody',
    body: () => ({ name: 'Astro Digital', description: null }),
  },
  {
    method: 'POST',
    path: () => `/api/trackers/${trackerId}/items`,
    schema: 'CreateItemBody',
    body: () => newItem(ownerId),
  },
  {
    method: 'PATCH',
    path: () => `/api/items/${itemId}`,
    schema: 'ChangeItemBody',
    // The reason of a due date needs one.
    body: () => ({ title: 'Definitized contract', priority: 'High', due_date: '2026-03-01' }),
  },
  {
    method: 'POST',
    path: () => `/api/items/${itemId}/notes`,
    schema: 'AddNoteBody',
    body: () => ({ content: 'Redlines sent' }),
  },
  {
    method: 'POST',
    path: () => `/api/items/${itemId}/status`,
    schema: 'ChangeStatusBody',
    body: () => ({ status: 'TBC' }),
  },
];

beforeAll(async () => {
  const databaseUrl = await createEmptyDatabase();
  product = await startProduct({ DATABASE_URL: databaseUrl });
  api = await ApiClient.signIn(product.url);
  fingerprint = await Fingerprint.of(databaseUrl);
  trackerId = (await api.openTracker('ZZ', 'Contract')).id;
  ownerId = (await api.me()).id;
  itemId = (await api.createItem(trackerId)).id;
  const document = await api.get<{ components: { schemas: typeof schemas } }>('/api/openapi.json');
  schemas = document.body.components.schemas;
});

afterAll(async () => {
  await fingerprint.close();
  await product.stop();
});

/** Recorded with the change, but no part of the item that answers it. */
const IN_ENTRY_ONLY = 'due_date_reason';

/** The body as text, with one field replaced by a JSON text, or left out. */
function bodyWith(route: Route, field: string, json: string | undefined): string {
  const others = Object.entries(route.body()).filter(([name]) => name !== field);
  const members = others.map(
    ([name, value]) => `${JSON.stringify(name)}: ${JSON.stringify(value)}`,
  );
  if (json !== undefined) members.push(`${JSON.stringify(field)}: ${json}`);
  return `{${members.join(', ')}}`;
}

/** Texts lose the white space around them; empty ones that may be missing are stored as null. */
function stored(json: string): unknown {
  const value: unknown = JSON.parse(json);
  if (typeof value !== 'string') return value;
  return value.trim() === '' ? null : value.trim();
}

async function send(route: Route, json: string): Promise<Answer<Record<string, unknown>>> {
  tried++;
  return api.send(route.method, route.path(), { json });
}

/** What it does must be refused: nothing may be written meanwhile. */
async function withoutWriting(refused: () => Promise<void>): Promise<void> {
  const before = await fingerprint.read();
  await refused();
  expect(await fingerprint.read()).toBe(before);
}

async function expectAccepted(route: Route, field: string, { what, json }: Input) {
  const answer = await send(route, bodyWith(route, field, json));
  const context = { field, what };
  expect({ ...context, status: answer.status }).toEqual({
    ...context,
    status: route.method === 'POST' ? 201 : 200,
  });
  if (json !== undefined && field !== IN_ENTRY_ONLY) {
    expect({ ...context, is: answer.body[field] }).toEqual({ ...context, is: stored(json) });
  }
}

async function expectRefused(route: Route, field: string, { what, json }: Input) {
  const answer = await send(route, bodyWith(route, field, json));
  const context = { field, what };
  const { status, code, details } = errorOf(answer);
  const fields = details?.map((problem) => problem.field);
  expect({ ...context, status, code, fields }).toEqual({
    ...context,
    status: 400,
    code: 'VALIDATION_ERROR',
    fields: [field],
  });
}

const NO_BODIES = [
  ['no JSON', '{"name": ', 400],
  ['an empty body', '', 400],
  ['null', 'null', 400],
  ['a list', '[]', 400],
  ['a list of bodies', '[{}]', 400],
  ['a text', '"text"', 400],
  ['a number', '7', 400],
  ['JSON with a comment', '{/* x */}', 400],
  ['two documents', '{}{}', 400],
  ['an unknown field', '{"colour": "red"}', 400],
  ['a field of the answer', '{"version": 7}', 400],
  ['a prototype', '{"__proto__": {"isAdmin": true}}', 400],
  ['a constructor', '{"constructor": {"prototype": {"isAdmin": true}}}', 400],
  ['a body of 2,000 levels', `${'{"a":'.repeat(2_000)}1${'}'.repeat(2_000)}`, 400],
  ['more than a mebibyte', `{"name": "${'x'.repeat(2 ** 20)}"}`, 413],
] as const;

const OTHER_TYPES = [
  ...['text/plain', 'application/xml', 'multipart/form-data; boundary=x', 'text/json'],
];

describe.each(ROUTES)('$method of a $schema', (route) => {
  it('takes or refuses every input of every field', async () => {
    const { properties, required } = schemas[route.schema] ?? { properties: {}, required: [] };
    expect(Object.keys(properties).length).toBeGreaterThan(1);
    for (const [field, described] of Object.entries(properties)) {
      // A tracker says which categories there are.
      const schema = field === 'category' ? { enum: CATEGORIES } : described;
      const inputs = inputsFor({ schema, isRequired: required.includes(field), ownerId });
      await withoutWriting(async () => {
        const refused = inputs.filter(({ isAccepted }) => !isAccepted);
        for (const input of refused) await expectRefused(route, field, input);
      });
      const accepted = inputs.filter(({ isAccepted }) => isAccepted);
      for (const input of accepted) await expectAccepted(route, field, input);
    }
  });

  it('refuses what is no body of it', () =>
    withoutWriting(async () => {
      for (const [what, json, status] of NO_BODIES) {
        const answer = await send(route, json);
        expect([what, answer.status]).toEqual([what, status]);
      }
    }));

  it('takes the last of two equal keys, as JSON.parse does', async () => {
    const [[field, value] = ['', '']] = Object.entries(route.body()).slice(-1);
    const json = bodyWith(route, '', undefined).replace('{', `{${JSON.stringify(field)}: null, `);
    const answer = await send(route, json);
    expect([200, 201]).toContain(answer.status);
    expect(answer.body[field]).toEqual(value);
  });

  it('refuses a body of another type', () =>
    withoutWriting(async () => {
      const json = JSON.stringify(route.body());
      for (const type of OTHER_TYPES) {
        const headers = { 'Content-Type': type };
        const answer = await api.send(route.method, route.path(), { json, headers });
        const { status, code } = errorOf(answer);
        expect([type, status, code]).toEqual([type, 415, 'UNSUPPORTED_MEDIA_TYPE']);
      }
    }));
});

it('has tried them all', () => {
  expect(tried).toBeGreaterThan(800);
});
