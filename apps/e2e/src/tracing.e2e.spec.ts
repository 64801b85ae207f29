import { createEmptyDatabase } from '@action-tracker/runtime/testing';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';
import { ApiClient } from './support/api-client';
import { startProcess } from './support/product';

interface Attribute {
  readonly key: string;
  readonly value: { readonly stringValue?: string; readonly intValue?: number };
}
interface Span {
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId?: string;
  readonly name: string;
  readonly attributes: readonly Attribute[];
  readonly status: { readonly code?: number };
}
interface Export {
  readonly resourceSpans: readonly {
    readonly scopeSpans: readonly { readonly spans: readonly Span[] }[];
  }[];
}

const CALLER = {
  trace: '0af7651916cd43dd8448eb211c80319c',
  span: 'b7ad6b7169203331',
  header: '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01',
};

/** Takes spans as a collector does. */
class Collector {
  readonly spans: Span[] = [];
  private readonly server: Server = createServer((request, response) => {
    void json(request).then((body) => {
      const { resourceSpans } = body as Export;
      for (const { scopeSpans } of resourceSpans) {
        for (const { spans } of scopeSpans) this.spans.push(...spans);
      }
      response.setHeader('Content-Type', 'application/json').end('{}');
    });
  });

  async start(): Promise<string> {
    this.server.listen(0, '127.0.0.1');
    await once(this.server, 'listening');
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  stop(): void {
    this.server.close();
    this.server.closeAllConnections();
  }

  named(name: string, traceId: string): Span | undefined {
    return this.spans.find((span) => span.name === name && span.traceId === traceId);
  }
}

it('reports a collector of the request, the command in it and the append, in the trace of the caller', async () => {
  const collector = new Collector();
  const product = await startProcess({
    DATABASE_URL: await createEmptyDatabase(),
    OTEL_EXPORTER_OTLP_ENDPOINT: await collector.start(),
    OTEL_TRACES_SAMPLER_ARG: '1',
  });
  const api = await ApiClient.signIn(product.url);
  const { id } = await api.openTracker('AD', 'Astro Digital');
  const item = await api.createItem(id);
  const path = `/api/items/${item.id}/notes`;
  const created = await api.post(
    path,
    { content: 'Called the vendor' },
    { traceparent: CALLER.header },
  );
  const refused = await api.post(path, { content: '' });
  expect([created.status, refused.status]).toEqual([201, 400]);
  await product.stop();
  collector.stop();

  const request = collector.named('POST /api/items/:itemId/notes', CALLER.trace);
  const command = collector.named('command AddNoteCommand', CALLER.trace);
  const append = collector.named('append', CALLER.trace);
  expect(request?.parentSpanId).toBe(CALLER.span);
  expect(command?.parentSpanId).toBe(request?.spanId);
  expect(append?.parentSpanId).toBe(command?.spanId);
  const attributes = Object.fromEntries(
    request?.attributes.map(({ key, value }) => [key, value]) ?? [],
  );
  expect(attributes).toMatchObject({
    'http.request.method': { stringValue: 'POST' },
    'http.response.status_code': { intValue: 201 },
    'action_tracker.correlation_id': { stringValue: created.headers.get('X-Correlation-Id') },
  });
  const requests = collector.spans.filter(({ name }) => name === request?.name);
  expect(new Set(requests.map(({ traceId }) => traceId)).size).toBe(2);
});
