import { createEmptyDatabase } from '@action-tracker/runtime/testing';
import { ApiClient } from './support/api-client';
import { startProduct, type Product } from './support/product';

let product: Product;
let api: ApiClient;

beforeAll(async () => {
  const env = { DATABASE_URL: await createEmptyDatabase(), JWT_SECRET: 's'.repeat(32) };
  product = await startProduct(env);
  api = await ApiClient.signIn(product.url);
  const { id } = await api.openTracker('AD', 'Astro Digital');
  await api.createItem(id, { title: 'Sign the contract' });
});

afterAll(async () => {
  await product.stop();
});

async function note(body: Uint8Array, headers: Readonly<Record<string, string>> = {}) {
  const answer = await fetch(`${product.url}/api/items/AD-001/notes`, {
    method: 'POST',
    headers: {
      Authorization: `Bearer ${api.token}`,
      'Content-Type': 'application/json',
      ...headers,
    },
    body,
  });
  const { error, content } = (await answer.json()) as {
    readonly error?: { readonly code: string; readonly message: string };
    readonly content?: string;
  };
  return { status: answer.status, code: error?.code, message: error?.message, content };
}

const JSON_TEXT = JSON.stringify({ content: 'Grün & Müller' });
const countOfNotes = async () => (await api.get<unknown[]>('/api/items/AD-001/notes')).body.length;

describe('a body', () => {
  it.each([
    ['Latin-1', Buffer.from(JSON_TEXT, 'latin1')],
    ['half a letter at its end', Buffer.from(`${JSON_TEXT}\u00fc`).subarray(0, -1)],
    ['half a surrogate pair as bytes', Buffer.from('7b22636f6e74656e74223a22eda0bd227d', 'hex')],
    ['UTF-16', Buffer.from(`\uFEFF${JSON_TEXT}`, 'utf16le')],
  ])('with %s is refused, and nothing is written', async (_, bytes) => {
    const before = await countOfNotes();
    expect(await note(bytes)).toMatchObject({
      ...{ status: 400, code: 'VALIDATION_ERROR' },
      message: 'Expected a body in UTF-8, found other bytes',
    });
    expect(await countOfNotes()).toBe(before);
  });

  it.each([
    [{ 'Content-Type': 'application/json; charset=iso-8859-1' }, 'found iso-8859-1'],
    [{ 'Content-Type': 'application/json; charset="utf-16"' }, 'found utf-16'],
    [{ 'Content-Encoding': 'gzip' }, 'found gzip'],
    [{ 'Content-Encoding': 'br' }, 'found br'],
  ])('with %j is refused as a type', async (headers, message) => {
    expect(await note(Buffer.from(JSON_TEXT), headers)).toMatchObject({
      ...{ status: 415, code: 'UNSUPPORTED_MEDIA_TYPE' },
      message: expect.stringContaining(message),
    });
  });

  it.each([
    ['without a charset', {}, ''],
    ['in UTF-8', { 'Content-Type': 'application/json; charset=UTF-8' }, ''],
    ['in utf8', { 'Content-Type': 'application/json;charset="utf8"' }, ''],
    ['encoded as it is', { 'Content-Encoding': 'identity' }, ''],
    ['with a byte order mark', {}, '\uFEFF'],
  ])('%s is read to the letter', async (_, headers, mark) => {
    const answer = await note(Buffer.from(mark + JSON_TEXT), headers);
    expect(answer).toMatchObject({ status: 201, content: 'Grün & Müller' });
  });

  it('is read in pieces that cut letters', async () => {
    const content = '𝄞ü'.repeat(2_000);
    const bytes = Buffer.from(JSON.stringify({ content }));
    const pieces = Array.from({ length: Math.ceil(bytes.length / 997) }, (_, index) =>
      bytes.subarray(index * 997, (index + 1) * 997),
    );
    const answer = await fetch(`${product.url}/api/items/AD-001/notes`, {
      method: 'POST',
      headers: { Authorization: `Bearer ${api.token}`, 'Content-Type': 'application/json' },
      body: ReadableStream.from(pieces),
      duplex: 'half',
    });
    expect(await answer.json()).toMatchObject({ content });
  });
});
