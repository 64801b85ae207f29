/**
 * Descriptions of routes: `@Reads`, `@Writes` and `@Shows` on the handlers, from which the OpenAPI
 * document is built. Each has the refusals of its kind; a route adds its own.
 */
import type { ErrorCode, SiteAction, TrackerAction } from '@action-tracker/contracts';
import { SetMetadata, type Type } from '@nestjs/common';
import { bodySchema } from '../http/request-body.pipe';
import { UPLOAD_TYPE } from '../http/uploads';
import { AS_OF, IDEMPOTENCY_KEY, IF_NONE_MATCH, type Parameter } from './parameters';
import type { AnySchema, JsonSchema } from './schema';

export const HEADERS = {
  ETag: 'Version of the response, and a hash of everything else it depends on',
  Link: 'The next page, with rel="next", if there is one',
  Location: 'URL of the result',
  'Retry-After': 'Seconds to wait',
  'Set-Cookie': 'Signs in or out',
  'X-Batch': 'The batch of what the request wrote, by which it can be undone',
  'X-As-Of': 'The instant as of which the response is, for a moment in the past',
  'X-Correlation-Id': 'Identifies this request in logs and in the ledger',
  'X-Position': 'The position that the ledger of the tracker had by then, on the axis recorded',
} as const;
/** A header; with a question mark it is optional. */
export type HeaderName = keyof typeof HEADERS | `${keyof typeof HEADERS}?`;

/** A response that is not an error. */
export interface Success {
  readonly status: number;
  readonly says: string;
  /** Schema by media type; without it, the response has no body. */
  readonly content?: Readonly<Record<string, JsonSchema>>;
  readonly headers?: readonly HeaderName[];
}

/** The action that a route carries out: in the tracker of its path, or outside of any. */
export type Needs = TrackerAction | SiteAction;

export interface Description {
  readonly summary: string;
  readonly successes: readonly Success[];
  readonly refusals: readonly ErrorCode[];
  readonly parameters: readonly Parameter[];
  /** Whether unlisted query parameters are refused. */
  readonly isStrict: boolean;
  /** What the caller must be permitted to do; for reads, to see the tracker of the path. */
  readonly needs?: Needs;
  readonly body?: {
    readonly mediaType: string;
    readonly schema: JsonSchema;
    /** The named schema that it refers to. */
    readonly named?: { readonly name: string; readonly definition: JsonSchema };
  };
}

const DESCRIPTION = 'openapi';

/** The description of a handler, if it has one. */
export const descriptionOf = (handler: object): Description | undefined =>
  Reflect.getMetadata(DESCRIPTION, handler) as Description | undefined;

const MALFORMED: ErrorCode = 'VALIDATION_ERROR';

/** A URL can contain a malformed escape, or a parameter that the route does not have. */
const describe = (route: Description) => {
  const hasPath = route.parameters.some((parameter) => parameter.in === 'path');
  const malformed = hasPath || route.isStrict ? [MALFORMED] : [];
  const refusals = new Set<ErrorCode>([...route.refusals, ...malformed]);
  return SetMetadata(DESCRIPTION, { ...route, refusals: [...refusals] });
};

const ALWAYS: readonly ErrorCode[] = ['INTERNAL_ERROR', 'UNAVAILABLE'];
const SIGNED_IN: readonly ErrorCode[] = ['UNAUTHORIZED', 'FORBIDDEN', ...ALWAYS];
const WRITING: readonly ErrorCode[] = [
  ...(['VALIDATION_ERROR', 'PAYLOAD_TOO_LARGE', 'UNSUPPORTED_MEDIA_TYPE'] as const),
  ...(['IDEMPOTENCY_KEY_REUSED', 'RATE_LIMITED'] as const),
  ...SIGNED_IN,
];

interface Told {
  readonly summary: string;
  readonly refusals?: readonly ErrorCode[];
  readonly parameters?: readonly Parameter[];
}

type Content = NonNullable<Success['content']>;

const asJson = ({ json }: AnySchema): Content => ({ 'application/json': json });

interface Reading extends Told {
  readonly answers: AnySchema;
  /** Media types other than JSON. */
  readonly content?: Content;
  /** Whether it responds 304 to a known ETag. */
  readonly isCached?: boolean;
  readonly headers?: readonly HeaderName[];
  readonly isPublic?: boolean;
  /** Whether it can answer as of a moment in the past. */
  readonly hasPast?: boolean;
}

/** A GET of the API. */
export function Reads(route: Reading) {
  const { summary, answers, isCached = false, isPublic = false, hasPast = false } = route;
  const parameters = [...(route.parameters ?? []), ...(hasPast ? AS_OF : [])];
  const headers = route.headers ?? (isCached ? ['ETag'] : []);
  const found: Success = {
    status: 200,
    says: summary,
    content: { ...asJson(answers), ...route.content },
    headers: hasPast ? [...headers, 'X-As-Of?', 'X-Position?'] : headers,
  };
  const unchanged: Success = { status: 304, says: 'Not modified', headers: ['ETag'] };
  return describe({
    summary,
    successes: isCached ? [found, unchanged] : [found],
    refusals: [
      ...(route.refusals ?? []),
      ...(hasPast ? [MALFORMED] : []),
      ...(isPublic ? ALWAYS : SIGNED_IN),
    ],
    parameters: isCached ? [...parameters, IF_NONE_MATCH] : parameters,
    isStrict: true,
  });
}

interface Changing extends Told {
  readonly needs: Needs;
}

interface Writing extends Changing {
  readonly status: 200 | 201;
  /** Without it, the request has no body. */
  readonly body?: Type;
  readonly answers: AnySchema;
  /** The answer 202 of a request about many items. */
  readonly job?: AnySchema;
  readonly headers: readonly HeaderName[];
}

/** A POST, PATCH or DELETE that executes a command. */
export function Writes({ summary, status, body, answers, job, headers, needs, ...route }: Writing) {
  const done: Success = {
    ...{ status, says: summary, content: asJson(answers) },
    headers: [...headers, 'X-Batch'],
  };
  return describe({
    summary,
    successes: job ? [done, startedJob(job)] : [done],
    refusals: [...WRITING, ...(route.refusals ?? [])],
    parameters: [...(route.parameters ?? []), IDEMPOTENCY_KEY],
    ...{ isStrict: true, needs },
    ...(body ? { body: asBody(body) } : {}),
  });
}

interface Storing extends Changing {
  readonly status: 200 | 201 | 202 | 204;
  readonly body?: Type;
  /** A form with a file, in place of a body. */
  readonly form?: AnySchema;
  /** Without it, the response has no body. */
  readonly answers?: AnySchema;
  readonly headers?: readonly HeaderName[];
  /** Whether it takes an `Idempotency-Key`; true if unset. */
  readonly isRepeatable?: boolean;
}

/** A POST, PATCH or DELETE that writes to no ledger. */
export function Stores({ summary, status, body, form, answers, needs, ...route }: Storing) {
  const { headers = [], refusals = [], parameters = [], isRepeatable = true } = route;
  const done: Success = {
    ...{ status, says: summary, headers },
    ...(answers ? { content: asJson(answers) } : {}),
  };
  return describe({
    ...{ summary, successes: [done], refusals: [...WRITING, ...refusals], isStrict: true },
    ...{ parameters: isRepeatable ? [...parameters, IDEMPOTENCY_KEY] : parameters, needs },
    ...(body ? { body: asBody(body) } : {}),
    ...(form ? { body: { mediaType: UPLOAD_TYPE, schema: form.json } } : {}),
  });
}

const startedJob = (job: AnySchema): Success => ({
  status: 202,
  says: 'Started as a job, because it is about many items',
  content: asJson(job),
  headers: ['Location', 'X-Batch'],
});

const asBody = (body: Type): NonNullable<Description['body']> => ({
  mediaType: 'application/json',
  schema: { $ref: `#/components/schemas/${body.name}` },
  named: { name: body.name, definition: bodySchema(body) },
});

interface Showing extends Told {
  readonly successes: readonly Success[];
  readonly isStrict?: boolean;
  readonly body?: Description['body'];
}

/** Everything else: pages, redirects, sign-out. */
export function Shows({ summary, successes, refusals = [], body, ...route }: Showing) {
  const { parameters = [], isStrict = false } = route;
  return describe({
    summary,
    successes,
    refusals: [...refusals, ...ALWAYS],
    parameters,
    isStrict,
    ...(body ? { body } : {}),
  });
}
