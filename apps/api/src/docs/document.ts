/**
 * Builds the OpenAPI document from the routes that @nestjs/swagger finds in the running application
 * and the descriptions on their handlers. The library is loaded with the first request for the
 * document, because it costs 30 MB per process.
 */
import type { ErrorCode } from '@action-tracker/contracts';
import type { INestApplication, Type } from '@nestjs/common';
import { ModulesContainer } from '@nestjs/core';
import { TOKEN_COOKIE } from '../auth/session-cookie';
import { STATUS } from '../http/error-codes';
import {
  descriptionOf,
  HEADERS,
  type Description,
  type HeaderName,
  type Success,
} from '../openapi/describe';
import { PROBLEMS } from '../openapi/problems';
import type { JsonSchema, NamedSchema } from '../openapi/schema';
import * as moments from '../moments/moment-schemas';
import * as access from '../openapi/access-schemas';
import * as figures from '../reports/figure-schemas';
import * as imports from '../openapi/import-schemas';
import * as people from '../openapi/people-schemas';
import * as reviews from '../openapi/review-schemas';
import * as together from '../openapi/together-schemas';
import * as saved from '../saved/saved-schemas';
import * as wire from '../openapi/wire-schemas';

/** The part of OpenAPI 3.1 that we write. */
export interface OpenApiDocument {
  readonly openapi: string;
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, JsonSchema>> };
}

export interface Operation {
  readonly operationId: string;
  readonly summary: string;
  readonly tags: readonly string[];
  readonly security: readonly JsonSchema[];
  readonly parameters: readonly JsonSchema[];
  readonly requestBody?: JsonSchema;
  readonly responses: Readonly<Record<string, Response_>>;
}

interface Response_ {
  readonly description: string;
  readonly headers: Readonly<Record<string, JsonSchema>>;
  readonly content?: Readonly<Record<string, { readonly schema: JsonSchema }>>;
}

/** Handlers without a description are left out: they are catch-all routes. */
export async function describeApi(application: INestApplication): Promise<OpenApiDocument> {
  const { DocumentBuilder, SwaggerModule } = await import('@nestjs/swagger');
  const frame = new DocumentBuilder()
    .setOpenAPIVersion('3.1.0')
    .setTitle('Action Tracker')
    .setDescription('Action items whose every change is a numbered entry in an append-only ledger.')
    .setVersion('1')
    .addBearerAuth({ type: 'http', scheme: 'bearer', bearerFormat: 'JWT' }, 'bearer')
    .addCookieAuth(TOKEN_COOKIE, { type: 'apiKey', in: 'cookie' }, 'cookie')
    .build();
  const { paths, components } = SwaggerModule.createDocument(application, frame, {
    operationIdFactory: keyOf,
  });
  const handlers = handlersOf(application);
  const described = Object.entries(paths).map(
    ([path, operations]) => [path, tellAll(path, operations, handlers)] as const,
  );
  return {
    ...frame,
    openapi: '3.1.0',
    paths: Object.fromEntries(described.filter(([, operations]) => !isEmpty(operations))),
    components: { ...components, schemas: allSchemas(handlers) },
  };
}

const keyOf = (controller: string, method: string) => `${controller}.${method}`;

function handlersOf(application: INestApplication): ReadonlyMap<string, object> {
  const controllers = [...application.get(ModulesContainer).values()]
    .flatMap((module) => [...module.controllers.values()])
    .flatMap(({ metatype }) => (typeof metatype === 'function' ? [metatype as Type] : []));
  return new Map(
    controllers.flatMap(({ name, prototype }) =>
      Object.entries(Object.getOwnPropertyDescriptors(prototype as object)).map(
        ([method, { value }]) => [keyOf(name, method), value as object] as const,
      ),
    ),
  );
}

function tellAll(
  path: string,
  operations: object,
  handlers: ReadonlyMap<string, object>,
): Readonly<Record<string, Operation>> {
  const found = Object.entries(operations) as [string, Pick<Operation, 'operationId' | 'tags'>][];
  const entries = found.flatMap(([method, { operationId, tags }]) => {
    // A handler with several paths has a number after its name.
    const handler = handlers.get(operationId.replace(/\[\d+\]$/, ''));
    const description = handler && descriptionOf(handler);
    if (!description) return [];
    return [[method, { operationId: idOf(method, path), tags, ...operationOf(description) }]];
  });
  return Object.fromEntries(entries) as Record<string, Operation>;
}

const isEmpty = (record: object) => Object.keys(record).length === 0;

/** `get /api/items/{itemId}` becomes `get_api_items_itemId`. */
const idOf = (method: string, path: string) =>
  [method, ...path.split(/[^A-Za-z0-9]+/)].filter((word) => word !== '').join('_');

function operationOf(description: Description): Omit<Operation, 'operationId' | 'tags'> {
  const { summary, successes, refusals, parameters, body } = description;
  const needsToken = refusals.includes('UNAUTHORIZED');
  return {
    summary,
    security: needsToken ? [{ bearer: [] }, { cookie: [] }] : [],
    parameters: parameters.map((parameter) => ({
      ...parameter,
      required: parameter.in === 'path',
    })),
    ...(body ? { requestBody: requestBodyOf(body) } : {}),
    responses: {
      ...responses(successes, ({ status }) => status, successResponse),
      ...responses(refusals, (code) => STATUS[code], problemResponse),
    },
  };
}

const requestBodyOf = ({ mediaType, schema }: NonNullable<Description['body']>): JsonSchema => ({
  required: true,
  content: { [mediaType]: { schema } },
});

const responses = <T>(
  values: readonly T[],
  status: (one: T) => number,
  response: (one: T) => Response_,
): Record<string, Response_> =>
  Object.fromEntries(values.map((one) => [status(one), response(one)]));

const successResponse = ({ says, content, headers = [] }: Success): Response_ => ({
  description: says,
  headers: headersOf(headers),
  ...(content ? { content: mapValues(content, (schema) => ({ schema })) } : {}),
});

const problemResponse = (code: ErrorCode): Response_ => ({
  description: code,
  headers: headersOf(['UNAVAILABLE', 'RATE_LIMITED'].includes(code) ? ['Retry-After'] : []),
  content: { 'application/json': { schema: PROBLEMS[code].json } },
});

const headersOf = (names: readonly HeaderName[]) =>
  Object.fromEntries(
    [...names, 'X-Correlation-Id' as const].map((header) => {
      const [name = ''] = header.split('?');
      const description = HEADERS[name as keyof typeof HEADERS];
      return [name, { description, required: header === name, schema: { type: 'string' } }];
    }),
  );

function allSchemas(handlers: ReadonlyMap<string, object>): Record<string, JsonSchema> {
  const schemas = [
    ...[wire, people, access, moments, figures, reviews, together, imports, saved, PROBLEMS],
  ].flatMap((of) => Object.values<object>(of));
  const answers = schemas.filter(isNamed);
  const bodies = [...handlers.values()]
    .flatMap((handler) => descriptionOf(handler)?.body?.named ?? [])
    .sort((a, b) => a.name.localeCompare(b.name, 'en'));
  return {
    ...Object.fromEntries(bodies.map(({ name, definition }) => [name, definition])),
    ...Object.fromEntries(answers.map(({ name, definition }) => [name, definition])),
  };
}

const isNamed = (schema: object): schema is NamedSchema<unknown> => 'definition' in schema;

const mapValues = <V, W>(record: Readonly<Record<string, V>>, change: (value: V) => W) =>
  Object.fromEntries(Object.entries(record).map(([key, value]) => [key, change(value)]));
