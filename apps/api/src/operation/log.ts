/**
 * Logs JSON lines to stdout. A request is logged by its route and never by its URL: query strings
 * and headers contain tokens, cookies and e-mail addresses, so they are not logged at all.
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

/** One line per request: at `info` in production, otherwise at `debug`. */
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

/**
 * Sends the messages of Nest and our own `Logger`s to the same log. Nest's list of routes is logged
 * at `debug`.
 */
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
