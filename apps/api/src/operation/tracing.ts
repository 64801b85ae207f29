/**
 * OpenTelemetry traces: each request, its command and its append are spans of one trace, which the
 * caller may have started. Without a configured collector nothing of it is loaded, and the rest of
 * the product does not depend on it.
 */
import { LedgerWriter } from '@action-tracker/tracking';
import { CommandBus } from '@nestjs/cqrs';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { Attributes, Context, Span, Tracer } from '@opentelemetry/api';
import type { FastifyInstance } from 'fastify';

const SERVICE = 'action-tracker';
const SERVER_ERROR = 500;

type Telemetry = Awaited<ReturnType<typeof loadTelemetry>>;

/**
 * The collector's URL for OTLP over HTTP (without `/v1/traces`), and the fraction of traces to
 * send.
 */
interface Collector {
  readonly url: URL;
  readonly ratio: number;
}

/** Traces the application until it closes. */
export async function traceApplication(
  application: NestFastifyApplication,
  collector: Collector,
): Promise<void> {
  const telemetry = await loadTelemetry();
  const provider = openProvider(telemetry, collector);
  const tracer = provider.getTracer(SERVICE);
  const fastify = application.getHttpAdapter().getInstance();
  traceRequests(fastify, telemetry, tracer);
  fastify.addHook('onClose', () => provider.shutdown());
  traceCommands(application, telemetry, tracer);
}

function openProvider(
  { OTLPTraceExporter, BatchSpanProcessor, TracerProvider, ...telemetry }: Telemetry,
  collector: Collector,
) {
  const manager = new telemetry.AsyncLocalStorageContextManager();
  telemetry.context.setGlobalContextManager(manager.enable());
  telemetry.propagation.setGlobalPropagator(new telemetry.W3CTraceContextPropagator());
  const url = `${collector.url.href.replace(/\/$/, '')}/v1/traces`;
  const exporter = new OTLPTraceExporter({ url });
  return new TracerProvider({
    resource: telemetry.resourceFromAttributes({ 'service.name': SERVICE }),
    sampler: new telemetry.ParentBasedSampler({
      root: new telemetry.TraceIdRatioBasedSampler(collector.ratio),
    }),
    spanProcessors: [new BatchSpanProcessor({ exporter })],
  });
}

/** A span from the first header to the last byte, which is the parent of everything in between. */
function traceRequests(fastify: FastifyInstance, telemetry: Telemetry, tracer: Tracer): void {
  const { context, propagation, SpanKind, SpanStatusCode, trace } = telemetry;
  const traced = new WeakMap<object, { span: Span; inSpan: Context }>();
  fastify.addHook('onRequest', (request, _reply, done) => {
    const { method, routeOptions, headers, id } = request;
    const caller = propagation.extract(context.active(), headers);
    const route = routeOptions.url ?? 'none';
    const span = tracer.startSpan(`${method} ${route}`, { kind: SpanKind.SERVER }, caller);
    if (span.isRecording()) {
      span.setAttributes({
        'http.request.method': method,
        'http.route': route,
        'action_tracker.correlation_id': id,
      });
      traced.set(request, { span, inSpan: trace.setSpan(caller, span) });
    }
    done();
  });
  // Not before the body is read, because its end is emitted by the socket, which belongs to no
  // request.
  fastify.addHook('preValidation', (request, _reply, done) => {
    const inSpan = traced.get(request)?.inSpan;
    if (inSpan) context.with(inSpan, done);
    else done();
  });
  fastify.addHook('onResponse', (request, reply, done) => {
    const span = traced.get(request)?.span;
    span?.setAttribute('http.response.status_code', reply.statusCode);
    if (reply.statusCode >= SERVER_ERROR) span?.setStatus({ code: SpanStatusCode.ERROR });
    span?.end();
    done();
  });
}

function traceCommands(
  application: NestFastifyApplication,
  { SpanStatusCode, trace }: Telemetry,
  tracer: Tracer,
): void {
  const inSpan = <T>(name: string, attributes: Attributes, work: () => Promise<T>): Promise<T> => {
    if (!trace.getActiveSpan()) return work();
    return tracer.startActiveSpan(name, { attributes }, async (span) => {
      try {
        return await work();
      } catch (error) {
        span.setStatus({
          code: SpanStatusCode.ERROR,
          message: error instanceof Error ? error.name : 'unknown',
        });
        throw error;
      } finally {
        span.end();
      }
    });
  };
  const bus = application.get(CommandBus);
  const execute = bus.execute.bind(bus);
  bus.execute = (command: object) =>
    inSpan(`command ${command.constructor.name}`, {}, () => execute(command));
  const writer = application.get<LedgerWriter<unknown>>(LedgerWriter);
  const write = writer.write.bind(writer);
  writer.write = (command) =>
    inSpan('append', { 'action_tracker.ledger': command.ledgerId }, () => write(command));
}

async function loadTelemetry() {
  const [api, core, exporter, manager, resources, sdk] = await Promise.all([
    import('@opentelemetry/api'),
    import('@opentelemetry/core'),
    import('@opentelemetry/exporter-trace-otlp-http'),
    import('@opentelemetry/context-async-hooks'),
    import('@opentelemetry/resources'),
    import('@opentelemetry/sdk-trace'),
  ]);
  return { ...api, ...core, ...exporter, ...manager, ...resources, ...sdk };
}
