import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { ServerProcess } from '../http/server-process';
import type { Scenario } from '../scenario';
import { Caller, measure, SECRET, tokenFor } from './http';

const LEAST = 0.95;

/** Every request traced and exported to a collector, against the same product without tracing. */
export const TRACING: Scenario = {
  name: 'with traces',
  async run(bench) {
    const collector = createServer((request, response) =>
      request.resume().on('end', () => response.end('{}')),
    );
    collector.listen(0, '127.0.0.1');
    await once(collector, 'listening');
    const endpoint = `http://127.0.0.1:${(collector.address() as AddressInfo).port}`;
    const start = (more = {}) => ServerProcess.startProduct(bench.databaseUrl, SECRET, more);
    const [plain, traced] = [await start(), await start({ OTEL_EXPORTER_OTLP_ENDPOINT: endpoint })];
    try {
      const token = await tokenFor(bench.application);
      const [without, withTraces] = [new Caller(plain, token), new Caller(traced, token)];
      await without.furnish('TA');
      await withTraces.furnish('TB');
      let n = 0;
      const change = (caller: Caller) => () => caller.changeStatus(caller.item(++n), n);
      const works = [change(without), change(withTraces)] as const;
      return [await measure(bench, 'with traces: POST status, by without', works, LEAST)];
    } finally {
      await plain.stop();
      await traced.stop();
      collector.close();
    }
  },
};
