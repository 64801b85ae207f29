/**
 * Validates every response in the tests against the OpenAPI document of the server that sent it:
 * the route must list the status, the headers must be present, and the body must match the schema.
 */
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';

interface Described {
  readonly headers: Readonly<Record<string, { readonly required: boolean }>>;
  readonly content?: Readonly<Record<string, { readonly schema: object }>>;
}

export interface Document {
  readonly paths: Readonly<
    Record<
      string,
      Readonly<Record<string, { readonly responses: Readonly<Record<string, Described>> }>>
    >
  >;
  readonly components: { readonly schemas: Readonly<Record<string, object>> };
}

export interface Given {
  readonly method: string;
  /** With or without a query. */
  readonly path: string;
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
}

const DOCUMENT_ID = 'openapi.json';
const documents = new Map<string, Promise<Description>>();

declare global {
  /**
   * By the text of the document. Compiling its schemas takes seconds, and modules of tests are
   * loaded anew for each test file.
   */
  var apiDescriptions: Map<string, Description> | undefined;
}

/** The OpenAPI document of the server at this address, loaded once. */
export function descriptionOf(url: string): Promise<Description> {
  const known = documents.get(url) ?? readDescription(url);
  documents.set(url, known);
  return known;
}

async function readDescription(url: string): Promise<Description> {
  const response = await fetch(`${url}/api/openapi.json`);
  const text = await response.text();
  const descriptions = (globalThis.apiDescriptions ??= new Map<string, Description>());
  const known = descriptions.get(text) ?? new Description(JSON.parse(text) as Document);
  descriptions.set(text, known);
  return known;
}

export class Description {
  private readonly ajv = new Ajv2020({ strict: false, validateFormats: true });
  private readonly forms: readonly { readonly path: string; readonly form: RegExp }[];
  private readonly validators = new Map<string, ValidateFunction>();

  constructor(readonly document: Document) {
    addFormats(this.ajv);
    this.ajv.addSchema(document, DOCUMENT_ID);
    // Literal segments before parameters: `/api/items/{itemId}` must not match
    // `/api/items/…/notes`.
    this.forms = Object.keys(document.paths).map((path) => ({
      path,
      form: new RegExp(`^${path.replace(/\{[^}]+\}/g, '[^/]*')}$`),
    }));
  }

  /** @throws Error that says how the response violates the document */
  check(given: Given): void {
    const asked = `${given.method} ${given.path}`;
    const exchange = `${asked} answered ${given.status}`;
    const [pathname = ''] = given.path.split('?');
    const path = this.forms.find(({ form }) => form.test(pathname))?.path ?? '';
    const operation = this.document.paths[path]?.[given.method.toLowerCase()];
    if (!operation) {
      this.checkUnknown(given, exchange);
      return;
    }
    const response = operation.responses[given.status];
    if (!response) throw new Error(`${exchange}, which is not described:\n${given.text}`);
    for (const [name, { required }] of Object.entries(response.headers)) {
      if (required && !given.headers.has(name)) throw new Error(`${exchange} without ${name}`);
    }
    const place = ['paths', path, given.method.toLowerCase(), 'responses', String(given.status)];
    this.checkBody(given, response, place, exchange);
  }

  /** Requests outside the document must be refused with one of these. */
  private checkUnknown({ status, text }: Given, exchange: string): void {
    const schema = {
      404: 'NotFoundProblem',
      405: 'MethodNotAllowedProblem',
      415: 'UnsupportedMediaTypeProblem',
    }[status];
    if (schema === undefined) {
      throw new Error(`${exchange}, but no such route is described:\n${text}`);
    }
    this.validate(['components', 'schemas', schema], JSON.parse(text), exchange);
  }

  private checkBody(
    { headers, text }: Given,
    { content }: Described,
    place: string[],
    exchange: string,
  ): void {
    if (!content) {
      if (text !== '') throw new Error(`${exchange} with a body that is not described:\n${text}`);
      return;
    }
    const [type = ''] = (headers.get('content-type') ?? '').split(';');
    if (!content[type]) throw new Error(`${exchange} as ${type}, which is not described`);
    const value: unknown = type === 'application/json' ? JSON.parse(text) : text;
    this.validate([...place, 'content', type, 'schema'], value, exchange);
  }

  /** @throws Error when the value does not match the schema at this place in the document */
  validate(place: readonly string[], value: unknown, exchange: string): void {
    const pointer = place.map((part) => part.replaceAll('~', '~0').replaceAll('/', '~1')).join('/');
    const known = this.validators.get(pointer);
    const isValid = known ?? this.ajv.compile({ $ref: `${DOCUMENT_ID}#/${encodeURI(pointer)}` });
    this.validators.set(pointer, isValid);
    if (isValid(value)) return;
    const problems = this.ajv.errorsText(isValid.errors);
    throw new Error(
      `${exchange}, whose body is not as described: ${problems}\n${JSON.stringify(value)}`,
    );
  }
}
