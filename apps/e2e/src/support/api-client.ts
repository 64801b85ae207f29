/**
 * A script's view of the API: bearer token, JSON request, status and JSON response. Every response
 * is validated against the OpenAPI document.
 */
import { type ErrorResponse, type Item, type Tracker, type User } from '@action-tracker/contracts';
import { IMPORT_PATHS } from '@action-tracker/contracts/imports';
import { descriptionOf } from './described';

export interface Answer<T = unknown> {
  readonly status: number;
  readonly headers: Headers;
  /** The exact body. */
  readonly text: string;
  readonly body: T;
}

type Headers_ = Readonly<Record<string, string>>;

export class ApiClient {
  /** Of the user; read once. */
  private userId?: number;

  private constructor(
    readonly url: string,
    readonly token: string,
  ) {}

  /** Signs in through the local form like a browser, and keeps the token of its cookie. */
  static async signIn(url: string, name = 'Maria Fitzgerald', email = 'mf@example.com') {
    const response = await fetch(`${url}/auth/login`, {
      method: 'POST',
      redirect: 'manual',
      headers: { Origin: url },
      body: new URLSearchParams({ name, email, return_to: '/' }),
    });
    const token = /token=([^;]+)/.exec(response.headers.get('set-cookie') ?? '')?.[1];
    if (token === undefined) throw new Error(`Sign-in answered ${response.status}`);
    return new ApiClient(url, token);
  }

  /** The same user at another server. */
  withUrl(url: string): ApiClient {
    return new ApiClient(url, this.token);
  }

  get<T>(path: string, headers: Headers_ = {}): Promise<Answer<T>> {
    return this.send<T>('GET', path, { headers });
  }

  post<T>(path: string, body: unknown, headers: Headers_ = {}): Promise<Answer<T>> {
    return this.send<T>('POST', path, { json: JSON.stringify(body), headers });
  }

  patch<T>(path: string, body: unknown, headers: Headers_ = {}): Promise<Answer<T>> {
    return this.send<T>('PATCH', path, { json: JSON.stringify(body), headers });
  }

  /** Sends a body unchanged, even if it is not JSON. */
  async send<T>(
    method: string,
    path: string,
    { json, headers = {} }: { json?: string; headers?: Headers_ },
  ): Promise<Answer<T>> {
    const response = await fetch(this.url + path, {
      method,
      redirect: 'manual',
      headers: {
        Authorization: `Bearer ${this.token}`,
        ...(json === undefined ? {} : { 'Content-Type': 'application/json' }),
        ...headers,
      },
      ...(json === undefined ? {} : { body: json }),
    });
    return this.checked<T>(method, path, response);
  }

  /** Uploads a file to be imported. */
  async upload<T>(trackerId: number, content: Uint8Array, name: string): Promise<Answer<T>> {
    const form = new FormData();
    form.append('tracker_id', String(trackerId));
    form.append('file', new File([new Uint8Array(content)], name));
    const response = await fetch(this.url + IMPORT_PATHS.all, {
      method: 'POST',
      headers: { Authorization: `Bearer ${this.token}` },
      body: form,
    });
    return this.checked<T>('POST', IMPORT_PATHS.all, response);
  }

  private async checked<T>(method: string, path: string, response: Response): Promise<Answer<T>> {
    const text = await response.text();
    const { status, headers } = response;
    (await descriptionOf(this.url)).check({ method, path, status, headers, text });
    // A response without a body (304) has none.
    const isJson = headers.get('content-type')?.startsWith('application/json') === true;
    return { status, headers, text, body: (isJson ? JSON.parse(text) : undefined) as T };
  }

  async me(): Promise<User> {
    return (await this.get<User>('/auth/me')).body;
  }

  async openTracker(prefix: string, name: string): Promise<Tracker> {
    return (await this.post<Tracker>('/api/trackers', { prefix, name })).body;
  }

  async createItem(trackerId: number, fields: object = {}): Promise<Item> {
    this.userId ??= (await this.me()).id;
    const ownerId = this.userId;
    return (await this.post<Item>(`/api/trackers/${trackerId}/items`, newItem(ownerId, fields)))
      .body;
  }
}

/** A complete request for a new item. */
export const newItem = (ownerId: number, fields: object = {}) => ({
  title: 'Definitized contract',
  category: 'Programmatic',
  owner_id: ownerId,
  priority: 'High',
  ...fields,
});

/** The part of an error response that tests compare. */
export const errorOf = ({ status, body }: Answer): { status: number } & ErrorResponse['error'] => ({
  status,
  ...(body as ErrorResponse).error,
});
