/** Rights that end while somebody writes: every answer is true, and nothing is written after that. */
import { Organisation, SECRET_PREFIX } from '../testing/organisation';

const NOTES = 30;
const PATH = `/api/items/${SECRET_PREFIX}-001/notes`;

let house: Organisation;

beforeAll(async () => {
  house = await Organisation.start();
});

afterAll(async () => {
  await house.stop();
});

async function contents(): Promise<readonly string[]> {
  const { text } = await house.send('admin', 'GET', `${PATH}?limit=200`);
  return (JSON.parse(text) as { content: string }[]).map(({ content }) => content);
}

it.each([
  ['deactivated', 'PATCH', () => `/api/users/${house.ids.editor}`, { is_active: false }, 401],
  [
    ...(['removed', 'DELETE'] as const),
    () => `/api/trackers/${house.trackerId}/members/${house.ids.editor}`,
    ...([undefined, 404] as const),
  ],
] as const)('somebody is %s while they write', async (how, method, path, json, refused) => {
  const write = async (n: number) => {
    const { status } = await house.send('editor', 'POST', PATH, {
      json: { content: `${how} ${n}.` },
    });
    return { n, status };
  };
  const early = Array.from({ length: NOTES }, (_, n) => write(n));
  const ending = house.send('admin', method, path(), { json });
  const late = Array.from({ length: NOTES }, (_, n) => write(NOTES + n));
  expect((await ending).status).toBe(200);
  expect((await write(2 * NOTES)).status).toBe(refused);
  const answers = await Promise.all([...early, ...late]);
  const written = await contents();
  for (const { n, status } of answers) {
    expect([201, refused]).toContain(status);
    expect([n, written.includes(`${how} ${n}.`)]).toEqual([n, status === 201]);
  }
  const back = { is_active: true };
  await house.send('admin', 'PATCH', `/api/users/${house.ids.editor}`, { json: back });
});
