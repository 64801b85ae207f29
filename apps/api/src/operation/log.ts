/**
 * Logs as JSON lines on stdout. A request is told by its route, never by its address: query strings
 * and headers hold tokens, cookies and e-mail addresses, so they are not logged at all.
 */
import type { Settings } from '@action-tracker/runtime';
import type { LoggerService } from '@nestjs/common';
import type { FastifyInstance } from 'fastify';
import { pino, stdTimeFunctions, type Logger } from 'pino';

export const openLog = ({ logLevel }: Settings): Logger =>
  pino({
    level: logLevel,
    base: null,
    timestamp: stdTimeFunctions.isoTime,
    formatters: { level: (level) => ({ level }) },
  });

/** One line for each request: in production at `info`, else at `debug`, where nobody is disturbed. */
export function logRequests(fastify: FastifyInstance, log: Logger, settings: Settings): void {
  const level = settings.isProduction ? 'info' : 'debug';
  fastify.addHook('onResponse', (request, reply, done) => {
    log[level]({
      correlation_id: request.id,
      method: request.method,
      route: request.routeOptions.url,
      status: reply.statusCode,
      ms: Math.round(reply.elapsedTime * 10) / 10,
      user_id: userIdOf(request),
    });
    done();
  });
}

const userIdOf = (request: object): number | undefined =>
  'user' in request ? (request.user as { id?: number } | undefined)?.id : undefined;

/** Lets Nest and our own `Logger`s write into the same log. Nest tells every route: at `debug`. */
export class NestLog implements LoggerService {
  constructor(private readonly logger: Logger) {}

  log(message: unknown, context?: string): void {
    this.logger.debug({ context }, String(message));
  }

  warn(message: unknown, context?: string): void {
    this.logger.warn({ context }, String(message));
  }

  error(message: unknown, stack?: string, context?: string): void {
    this.logger.error({ context, stack }, String(message));
  }

  debug(message: unknown, context?: string): void {
    this.logger.debug({ context }, String(message));
  }

  verbose(message: unknown, context?: string): void {
    this.logger.trace({ context }, String(message));
  }

  fatal(message: unknown, context?: string): void {
    this.logger.fatal({ context }, String(message));
  }
}
