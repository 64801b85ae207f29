import { readSettings, type Database } from '@action-tracker/runtime';
import { openFreshDatabase } from '@action-tracker/runtime/testing';
import { USER_ENTITY } from '@action-tracker/tracking';
import { Validator } from '@seriousme/openapi-schema-validator';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { readFileSync } from 'node:fs';
import { createApplication } from '../application';
import { KnownRoutes } from '../http/known-routes';
import { ApiDescription } from './api-description';
import type { OpenApiDocument } from './document';

const GOOGLE = {
  GOOGLE_CLIENT_ID: 'client',
  GOOGLE_CLIENT_SECRET: 'secret',
  PUBLIC_URL: 'https://tracker.example.com',
};

interface Described {
  readonly application: NestFastifyApplication;
  readonly document: OpenApiDocument;
}

let database: Database;
let local: Described;
let google: Described;

async function describeWith(env: NodeJS.ProcessEnv): Promise<Described> {
  const settings = readSettings({ LOG_LEVEL: 'silent', ...env });
  const parts = { settings, database, jwtSecret: 'x'.repeat(32) };
  const application = await createApplication(parts);
  return { application, document: await application.get(ApiDescription).read() };
}

beforeAll(async () => {
  database = await openFreshDatabase([USER_ENTITY]);
  local = await describeWith({});
  google = await describeWith(GOOGLE);
});

afterAll(async () => {
  await local.application.close();
  await google.application.close();
  await database.close();
});

const described = ({ document }: Described) =>
  Object.entries(document.paths)
    .flatMap(([path, operations]) =>
      Object.keys(operations).map((method) => `${method.toUpperCase()} ${path}`),
    )
    .sort();

/**
 * Fastify adds HEAD to every GET. Files and paths with a trailing slash are not part of the API.
 */
const answered = ({ application }: Described) =>
  application
    .get(KnownRoutes)
    .routes.filter(({ method, url }) => method !== 'HEAD' && url !== '/api' && !url.endsWith('/'))
    .map(({ method, url }) => `${method} ${url.replace(/:([^/]+)/g, '{$1}')}`)
    .sort();

it.each([
  ['with the local sign-in', () => local],
  ['with Google', () => google],
])('describes every route of the running application %s, and no other', (_, which) => {
  const found = answered(which());
  expect(found.length).toBeGreaterThan(20);
  expect(described(which())).toEqual(found);
});

it('is valid OpenAPI 3.1', async () => {
  const document = { ...structuredClone(local.document) };
  const { valid, errors } = await new Validator().validate(document);
  expect(errors).toBeUndefined();
  expect(valid).toBe(true);
});

it('shows an example of every answer that is as described', () => {
  const { schemas } = local.document.components;
  const ajv = new Ajv2020({ strict: false });
  addFormats(ajv);
  ajv.addSchema(local.document, 'openapi.json');
  const examples = Object.entries(schemas).flatMap(([name, { examples = [] }]) =>
    (examples as unknown[]).map((example) => ({ name, example })),
  );
  expect(examples.length).toBeGreaterThan(20);
  for (const { name, example } of examples) {
    const isValid = ajv.compile({ $ref: `openapi.json#/components/schemas/${name}` });
    expect({ name, isValid: isValid(example), errors: isValid.errors }).toMatchObject({
      isValid: true,
    });
  }
});

it('answers objects with every property named, and nothing beside them', () => {
  const loose = Object.entries(local.document.components.schemas)
    .filter(([, schema]) => schema.additionalProperties !== false)
    .map(([name]) => name);
  expect(loose).toEqual([]);
});

it('lists each status of each route: there is no answer for everything else', () => {
  const statuses = Object.values(local.document.paths)
    .flatMap((operations) => Object.values(operations))
    .flatMap(({ responses }) => Object.keys(responses));
  expect(statuses.filter((status) => !/^[2-5]\d\d$/.test(status))).toEqual([]);
});

it('is the table in docs/api.md', () => {
  const rows = Object.entries(google.document.paths).flatMap(([path, operations]) =>
    Object.entries(operations).map(([method, { summary, parameters, responses }]) => {
      const filters = parameters
        .filter((parameter) => parameter.in === 'query')
        .map(({ name }) => `\`${String(name)}\``);
      const cells = [
        `${method.toUpperCase()} \`${path}\``,
        summary,
        filters.join(' '),
        Object.keys(responses).join(' '),
      ];
      return `| ${cells.join(' | ')} |`.replace(/ {2,}/g, ' ');
    }),
  );
  const file = readFileSync('docs/api.md', 'utf8').replace(/ {2,}/g, ' ').split('\n');
  expect(file).toEqual(expect.arrayContaining(rows));
  expect(file.filter((line) => /^\| [A-Z]+ `/.test(line))).toHaveLength(rows.length);
});
