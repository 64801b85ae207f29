import { createEmptyDatabase } from '@action-tracker/runtime/testing';
import { request } from 'node:http';
import { text } from 'node:stream/consumers';
import { ApiClient } from './support/api-client';
import { startProduct } from './support/product';

const TOKEN = 'a-token-for-metrics-of-32-bytes-or-more';

/** `fetch` does not let anybody say another host. */
const asHost = (url: string, host: string): Promise<{ status?: number; body: string }> =>
  new Promise((resolve, reject) => {
    request(url, { headers: { host } }, (answer) => {
      void text(answer).then((body) => resolve({ status: answer.statusCode ?? 0, body }));
    })
      .on('error', reject)
      .end();
  });

it('counts requests by route, and what the ledger does', async () => {
  const product = await startProduct({ DATABASE_URL: await createEmptyDatabase() });
  const api = await ApiClient.signIn(product.url);
  const { id } = await api.openTracker('AD', 'Astro Digital');
  await Promise.all([api.createItem(id), api.createItem(id), api.createItem(id)]);
  const metrics = await (await fetch(`${product.url}/metrics`)).text();
  const created = 'method="POST",route="/api/trackers/:trackerId/items",status="201"';
  expect(metrics).toContain(`http_request_duration_seconds_count{${created}} 3`);
  // The first person becomes an admin, which is an entry too.
  expect(metrics).toMatch(/^action_tracker_ledger_commands_total 5$/m);
  expect(metrics).toMatch(/^action_tracker_ledger_batches_total [3-5]$/m);
  expect(metrics).toMatch(/^action_tracker_ledger_queue_depth 0$/m);
  expect(metrics).toMatch(/^action_tracker_projection_lag_events 0$/m);
  expect(metrics).toMatch(/^action_tracker_rebuilt_rows 0$/m);
  expect(metrics).toMatch(/^action_tracker_pool_connections [1-9]/m);
  expect(metrics).toMatch(/^nodejs_eventloop_lag_p99_seconds /m);
  expect(await asHost(`${product.url}/metrics`, 'tracker.example.com')).toMatchObject({
    status: 403,
    body: expect.stringContaining('METRICS_TOKEN'),
  });
  await product.stop();
});

it('serves metrics only with METRICS_TOKEN, if it is set', async () => {
  const env = { DATABASE_URL: await createEmptyDatabase(), METRICS_TOKEN: TOKEN };
  const product = await startProduct(env);
  const statusWith = async (headers: Record<string, string>) =>
    (await fetch(`${product.url}/metrics`, { headers })).status;
  expect(await statusWith({})).toBe(401);
  expect(await statusWith({ Authorization: `Bearer ${TOKEN}x` })).toBe(401);
  expect(await statusWith({ Authorization: `Bearer ${TOKEN}` })).toBe(200);
  await product.stop();
});
