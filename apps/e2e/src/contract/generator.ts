/** Makes requests out of the description of the API: mostly what it says, and now and then not. */
import fc, { type Arbitrary } from 'fast-check';
import type { FieldSchema } from './inputs';

export interface GeneratedRequest {
  readonly method: string;
  readonly path: string;
  readonly json: string | undefined;
  readonly headers: Readonly<Record<string, string>>;
}

interface Schema extends FieldSchema {
  readonly minimum?: number;
  readonly maximum?: number;
  readonly items?: Schema;
  readonly $ref?: string;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
}

interface Parameter {
  readonly name: string;
  readonly in: 'path' | 'query' | 'header';
  readonly schema: Schema;
}

interface Operation {
  readonly parameters: readonly Parameter[];
  readonly requestBody?: {
    readonly content: Readonly<Record<string, { readonly schema: Schema }>>;
  };
}

export interface ApiDocument {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, Schema>> };
}

/** Ids that exist, so that requests get past the first check. */
export interface Known {
  readonly itemIds: readonly string[];
  readonly trackerIds: readonly number[];
  readonly userIds: readonly number[];
}

const JUNK: Arbitrary<unknown> = fc.oneof(
  fc.jsonValue({ maxDepth: 2 }),
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.constantFrom<unknown>(null, '', 0, -1, 1e21, '\0', '\ud800', '__proto__', '2026-02-30'),
);

/** Nine of ten times as described. */
const mostly = <T>(described: Arbitrary<T>): Arbitrary<unknown> =>
  fc.oneof({ weight: 9, arbitrary: described }, { weight: 1, arbitrary: JUNK });

export class RequestGenerator {
  constructor(
    private readonly document: ApiDocument,
    private readonly known: Known,
  ) {}

  /** Requests to all routes of the document, but those that end the session or lead elsewhere. */
  requests(isIncluded: (method: string, path: string) => boolean): Arbitrary<GeneratedRequest> {
    const all = Object.entries(this.document.paths).flatMap(([path, operations]) =>
      Object.entries(operations)
        .filter(([method]) => isIncluded(method, path))
        .map(([method, operation]) => this.request(method.toUpperCase(), path, operation)),
    );
    return fc.oneof(...all);
  }

  private request(method: string, path: string, operation: Operation): Arbitrary<GeneratedRequest> {
    const of = (place: Parameter['in']) => operation.parameters.filter((one) => one.in === place);
    return fc
      .record({
        names: fc.record(this.valuesOf(of('path'))),
        query: fc.record(this.valuesOf(of('query')), { requiredKeys: [] }),
        headers: fc.record(this.valuesOf(of('header')), { requiredKeys: [] }),
        json: this.body(operation),
      })
      .map(({ names, query, headers, json }) => ({
        method,
        path:
          path.replace(/\{(\w+)\}/g, (_, name: string) => escaped(names[name])) + queryOf(query),
        headers: headersOf(headers),
        json,
      }));
  }

  private valuesOf(parameters: readonly Parameter[]) {
    const entries = parameters.map(({ name, schema }) => [name, mostly(this.value(name, schema))]);
    return Object.fromEntries(entries) as Record<string, Arbitrary<unknown>>;
  }

  private body({ requestBody }: Operation): Arbitrary<string | undefined> {
    const described = requestBody?.content['application/json']?.schema;
    if (!described) return fc.constant(undefined);
    const broken = fc.oneof(
      fc.string({ maxLength: 30 }),
      JUNK.map((value) => JSON.stringify(value)),
    );
    return fc.oneof(
      { weight: 19, arbitrary: this.value('', described).map((value) => JSON.stringify(value)) },
      { weight: 1, arbitrary: broken },
    );
  }

  private value(name: string, schema: Schema): Arbitrary<unknown> {
    if (schema.$ref !== undefined) return this.object(schema.$ref.split('/').at(-1) ?? '');
    if (schema.anyOf) return fc.oneof(...schema.anyOf.map((one) => this.value(name, one)));
    if (schema.enum) return fc.constantFrom(...schema.enum);
    if (schema.items) return fc.array(this.value(name, schema.items), { maxLength: 3 });
    if (name === 'itemId' || name === 'item_id' || name === 'after') {
      return fc.constantFrom(...this.known.itemIds);
    }
    if (name === 'If-None-Match') return fc.constantFrom('*', '"1"', 'W/"x"');
    if (name === 'If-Match') return fc.nat({ max: 30 }).map((version) => `"${version}"`);
    if (schema.type === 'null') return fc.constant(null);
    if (schema.type === 'integer') return this.number(name, schema);
    if (schema.format === 'date') return dates();
    if (schema.format === 'date-time') return dates().map((date) => `${date}T12:00:00Z`);
    if (schema.pattern !== undefined) return fc.stringMatching(new RegExp(schema.pattern));
    return fc.string({ unit: 'grapheme', minLength: schema.minLength ?? 0, maxLength: 60 });
  }

  private number(name: string, { minimum = 0, maximum = 100 }: Schema): Arbitrary<number> {
    if (name === 'trackerId' || name === 'tracker_id') {
      return fc.constantFrom(...this.known.trackerIds);
    }
    if (name === 'number') return fc.integer({ min: 1, max: 3 });
    if (name === 'owner_id' || name === 'participants') {
      return fc.constantFrom(...this.known.userIds);
    }
    return fc.integer({ min: minimum, max: maximum });
  }

  private object(name: string): Arbitrary<unknown> {
    const { properties = {}, required = [] } = this.document.components.schemas[name] ?? {};
    const fields = Object.entries(properties).map(([field, schema]) => [
      field,
      fc.oneof(
        { weight: 24, arbitrary: this.value(field, schema) },
        { weight: 1, arbitrary: JUNK },
      ),
    ]);
    const members = Object.fromEntries(fields) as Record<string, Arbitrary<unknown>>;
    return fc.record(members, { requiredKeys: [...required] });
  }
}

const dates = (): Arbitrary<string> =>
  fc
    .date({ min: new Date('1990-01-01'), max: new Date('2090-12-31'), noInvalidDate: true })
    .map((date) => date.toISOString().slice(0, 10));

const text = (value: unknown): string =>
  typeof value === 'string' ? value : JSON.stringify(value);

/** An address cannot hold half a surrogate pair; a dot alone would be resolved by the caller. */
const escaped = (value: unknown): string =>
  encodeURIComponent(text(value).toWellFormed()).replaceAll('.', '%2E');

function queryOf(query: Readonly<Record<string, unknown>>): string {
  const pairs = Object.entries(query).flatMap(([name, value]) =>
    [value].flat().map((one) => `${name}=${encodeURIComponent(text(one).toWellFormed())}`),
  );
  return pairs.length === 0 ? '' : `?${pairs.join('&')}`;
}

/** Header values are bytes without line ends. */
const headersOf = (headers: Readonly<Record<string, unknown>>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [
      name,
      text(value).replace(/[^\x20-\x7e]/g, '~'),
    ]),
  );
