/** The HTTP application on Fastify: plugins, hooks, filter, pipe. No listening, no database start. */
import { CORRELATION_HEADER } from '@action-tracker/contracts';
import type { Settings } from '@action-tracker/runtime';
import { AccessTokens } from '@action-tracker/tracking';
import fastifyAccepts from '@fastify/accepts';
import fastifyCookie from '@fastify/cookie';
import fastifyRateLimit from '@fastify/rate-limit';
import fastifyStatic from '@fastify/static';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { randomUUIDv7 } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { existsSync } from 'node:fs';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { validate as isUuid } from 'uuid';
import { AppModule } from './app.module';
import type { ApplicationParts } from './application-parts';
import { redirectLinksWithSlash } from './client/client.controller';
import { CLIENT_FOLDER } from './client/client-page';
import { letPassportRedirect } from './auth/passport-reply';
import { sendProblem, toProblem } from './http/error.filter';
import { requireJsonBodies } from './http/json-only';
import { acceptUploads } from './imports/upload-body';
import { KnownRoutes } from './http/known-routes';
import { LIMITS, serverOptions } from './http/limits';
import { answerNotModified } from './http/not-modified';
import { ApiDescription } from './docs/api-description';
import { DOCS_FILES } from './docs/docs.controller';
import { securityHeaders, setSecurityHeaders } from './http/security-headers';
import { requireStrictRequests } from './http/strict-requests';
import { requireUtf8Bodies } from './http/utf8-bodies';
import { Metrics } from './operation/metrics';
import { logRequests, NestLog, openLog } from './operation/log';
import { refuseUnreadBodies } from './auth/refuse-unread';
import { TokenUses } from './auth/token-uses';
import { Readiness } from './operation/readiness';
import { traceApplication } from './operation/tracing';

export async function createApplication(parts: ApplicationParts): Promise<NestFastifyApplication> {
  const adapter = new FastifyAdapter({
    ...serverOptions(parts.limits ?? LIMITS),
    trustProxy: (_address, hop) => hop < parts.settings.trustProxy,
    genReqId: ({ headers }: IncomingMessage) =>
      correlationId(headers[CORRELATION_HEADER.toLowerCase()]),
    // Allows parameters as long as the headers: an id that is too long is an unknown id, not an
    // error.
    routerOptions: { maxParamLength: LIMITS.headerBytes },
    frameworkErrors: (error: Error, request: FastifyRequest, reply: FastifyReply) => {
      reply.headers(securityHeaders(parts.settings)).header(CORRELATION_HEADER, request.id);
      sendProblem(reply, toProblem(error), request.id);
    },
  });
  const log = openLog(parts.settings);
  const routes = new KnownRoutes();
  routes.watch(adapter.getInstance());
  const application = await NestFactory.create<NestFastifyApplication>(
    AppModule.with({ ...parts, routes }),
    adapter,
    { logger: new NestLog(log), forceCloseConnections: true },
  );
  const fastify = application.getHttpAdapter().getInstance();
  fastify.addHook('onRequest', (request, reply, done) => {
    reply.header(CORRELATION_HEADER, request.id);
    done();
  });
  logRequests(fastify, log, parts.settings);
  setSecurityHeaders(fastify, parts.settings);
  requireStrictRequests(fastify);
  letPassportRedirect(fastify);
  await registerPlugins(application);
  answerNotModified(fastify);
  redirectLinksWithSlash(fastify);
  if (existsSync(CLIENT_FOLDER)) await serveClient(application);
  await serveDocs(application);
  await observe(application, parts.settings);
  application.get(ApiDescription).describes(application);
  await application.init();
  await fastify.ready();
  return application;
}

/** Cookies, content negotiation, limits, and checks before a body is read. */
async function registerPlugins(application: NestFastifyApplication): Promise<void> {
  const fastify = application.getHttpAdapter().getInstance();
  await application.register(fastifyCookie);
  await application.register(fastifyAccepts);
  await application.register(fastifyRateLimit, { global: false });
  refuseUnreadBodies(fastify, application.get(AccessTokens), application.get(TokenUses));
  requireJsonBodies(fastify);
  requireUtf8Bodies(fastify);
  await acceptUploads(application);
}

/** Observability: metrics, readiness, and traces if a collector is configured. */
async function observe(application: NestFastifyApplication, settings: Settings): Promise<void> {
  const fastify = application.getHttpAdapter().getInstance();
  for (const part of [Metrics, Readiness]) application.get(part).watch(fastify);
  const { tracesUrl: url, tracesRatio: ratio } = settings;
  if (url) await traceApplication(application, { url, ratio });
}

/**
 * Files with a hash in their name never change; `index.html` refers to them and is always
 * revalidated.
 */
async function serveClient(application: NestFastifyApplication): Promise<void> {
  await application.register(fastifyStatic, {
    root: CLIENT_FOLDER,
    wildcard: false,
    index: false,
    cacheControl: false,
    preCompressed: true,
    // Every response with the page needs its own nonce, so the client's controller renders it.
    globIgnore: ['index.html*'],
    setHeaders: (reply, path) => {
      const isHashed = /-[\w-]{8}\.\w+(\.(br|gz))?$/.test(path);
      reply.header('Cache-Control', isHashed ? 'public, max-age=31536000, immutable' : 'no-cache');
    },
  });
}

/** Swagger UI comes with its own page; only the two files that ours loads are served. */
async function serveDocs(application: NestFastifyApplication): Promise<void> {
  const files = ['/swagger-ui-bundle.js', '/swagger-ui.css'];
  await application.register(fastifyStatic, {
    root: dirname(fileURLToPath(import.meta.resolve('swagger-ui-dist/package.json'))),
    prefix: DOCS_FILES,
    decorateReply: false,
    index: false,
    allowedPath: (path) => files.includes(path),
  });
}

/**
 * The caller's correlation id if it is a UUID, which is what the ledger stores; otherwise a new
 * one.
 */
function correlationId(header: string | string[] | undefined): string {
  return typeof header === 'string' && isUuid(header) ? header : randomUUIDv7();
}
