import {
  SAMPLE_DATA_PATH,
  type SampleTracker,
  type TrackerSummary,
} from '@action-tracker/contracts';
import { ServedApplication } from '../testing/served-application';

let served: ServedApplication;

beforeAll(async () => {
  served = await ServedApplication.start();
}, 60_000);
afterAll(() => served.stop());

const samples = (method: 'GET' | 'POST') =>
  served.send<readonly SampleTracker[]>(method, SAMPLE_DATA_PATH);
const trackers = async () =>
  (await served.send<readonly TrackerSummary[]>('GET', '/api/trackers')).body;

it('says which trackers it would add, and adds them once', async () => {
  const { status, body: offered } = await samples('GET');
  expect([status, offered.length]).toEqual([200, 3]);
  expect(await trackers()).toEqual([]);
  // Two presses share one run.
  const added = await Promise.all([samples('POST'), samples('POST')]);
  expect(added.map((answer) => [answer.status, answer.body])).toEqual([
    [200, offered],
    [200, offered],
  ]);
  const found = (await trackers()).map(({ prefix, name, total_items: items }) => ({
    ...{ prefix, name, items },
  }));
  expect(new Set(found)).toEqual(new Set(offered));
  expect((await samples('POST')).body).toEqual(offered);
  expect(await trackers()).toHaveLength(3);
}, 60_000);
