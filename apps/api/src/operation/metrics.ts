/**
 * Metrics of one process for Prometheus. Values that the ledger or the pool count anyway are read
 * on each scrape; only requests are counted as they end.
 */
import {
  historyGaps,
  LedgerWriter,
  Ledgers,
  ReadLedgers,
  readModelHealth,
} from '@action-tracker/tracking';
import { Injectable } from '@nestjs/common';
import type { FastifyInstance } from 'fastify';
import type { Pool } from 'pg';
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';
import { LiveStreams } from '../live/live-streams';

const PREFIX = 'action_tracker_';
const DURATIONS_SECONDS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5];

@Injectable()
export class Metrics {
  private readonly registry = new Registry();
  private readonly requests: Histogram;
  private readonly differences: Gauge;
  private readonly verifiedAt: Gauge;

  constructor(
    writer: LedgerWriter<unknown>,
    { pool }: Ledgers,
    reads: ReadLedgers,
    live: LiveStreams,
  ) {
    const registers = [this.registry];
    collectDefaultMetrics({ register: this.registry });
    this.requests = new Histogram({
      name: 'http_request_duration_seconds',
      help: 'Requests by route, method and status',
      labelNames: ['method', 'route', 'status'],
      buckets: DURATIONS_SECONDS,
      registers,
    });
    this.differences = new Gauge({
      name: `${PREFIX}invariant_failures`,
      help: 'Differences that the last nightly verification found between ledger and read tables',
      registers,
    });
    this.verifiedAt = new Gauge({
      name: `${PREFIX}last_verification_timestamp_seconds`,
      help: 'When this process last verified every ledger',
      registers,
    });
    this.gauge('live_listeners', 'Live streams that are open', () => live.count);
    this.gauge('ledger_queue_depth', 'Changes waiting to be written', () => writer.queued);
    for (const [name, help] of COUNTED) {
      this.count(name, help, () => writer.counts[name]);
    }
    const ofBothPools = (count: 'totalCount' | 'idleCount' | 'waitingCount') => () =>
      pool[count] + reads.pool[count];
    this.gauge('pool_connections', 'Connections to the database', ofBothPools('totalCount'));
    this.gauge('pool_idle_connections', 'Idle connections', ofBothPools('idleCount'));
    this.gauge('pool_waiting', 'Queries waiting for a connection', ofBothPools('waitingCount'));
    this.tellOfReadTables(pool);
  }

  /** Counts every request of the application. */
  watch(fastify: FastifyInstance): void {
    fastify.addHook('onResponse', (request, reply, done) => {
      const { method, routeOptions } = request;
      const labels = { method, route: routeOptions.url ?? 'none', status: reply.statusCode };
      this.requests.observe(labels, reply.elapsedTime / 1_000);
      done();
    });
  }

  /** Stores the result of a verification of all ledgers. */
  verified(differences: number): void {
    this.differences.set(differences);
    this.verifiedAt.setToCurrentTime();
  }

  get contentType(): string {
    return this.registry.contentType;
  }

  /** All metrics in the text format of Prometheus. */
  read(): Promise<string> {
    return this.registry.metrics();
  }

  private tellOfReadTables(pool: Pool): void {
    const health = shared(() => readModelHealth(pool));
    this.gauge('projection_lag_events', 'Entries missing from read tables', async () => {
      return (await health()).owedEvents;
    });
    this.gauge('history_lag_events', 'Entries missing from histories', async () => {
      const gaps = await historyGaps(pool);
      return gaps.reduce((sum, { head, position }) => sum + head - position, 0);
    });
    this.gauge('broken_heads', 'Ledgers whose head differs from their last entry', async () => {
      return (await health()).brokenHeads;
    });
    this.gauge('rebuilt_rows', 'Rows written by the running rebuild', async () => {
      return (await health()).rebuiltRows;
    });
  }

  private gauge(name: string, help: string, value: () => number | Promise<number>): void {
    const gauge: Gauge = new Gauge({
      name: PREFIX + name,
      help,
      registers: [this.registry],
      collect: async () => gauge.set(await value()),
    });
  }

  private count(name: string, help: string, value: () => number): void {
    const counter: Counter = new Counter({
      name: `${PREFIX}ledger_${name}_total`,
      help,
      registers: [this.registry],
      collect: () => {
        counter.reset();
        counter.inc(value());
      },
    });
  }
}

const COUNTED = [
  ['commands', 'Commands decided and written'],
  ['batches', 'Append statements'],
  ['lost', 'Commands decided again after losing a race'],
  ['refused', 'Commands rejected because the queue was full'],
] as const;

/** Concurrent calls share one query, so that a scrape runs one query for all metrics. */
function shared<T>(read: () => Promise<T>): () => Promise<T> {
  let reading: Promise<T> | undefined;
  return () => (reading ??= read().finally(() => (reading = undefined)));
}
