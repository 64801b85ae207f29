/**
 * Turns every exception into a response: always JSON of the same shape, without internals. Refusals
 * keep their message; unexpected errors are logged and return a generic one.
 */
import { BATCH_HEADER, type ErrorCode, type ErrorResponse } from '@action-tracker/contracts';
import { DomainError, type DomainErrorCode } from '@action-tracker/domain';
import { ImportRefused, ImportTooLarge } from '@action-tracker/import';
import { CommandIdReused, GetItem, LedgerBusy, PastNotReady } from '@action-tracker/tracking';
import {
  Catch,
  HttpException,
  Logger,
  NotFoundException,
  type ArgumentsHost,
  type ExceptionFilter,
} from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { STATUS } from './error-codes';
import { KnownRoutes, MethodNotAllowed } from './known-routes';
import { RateLimited } from './rate-limited';
import { scopeOf } from './scope-of';
import { UnknownValue } from './unknown-value';

/** `undefined` for a route without parameters. */
type ItemRequest = FastifyRequest<{ Params: { itemId?: string } | undefined }>;

type Problem = Omit<ErrorResponse['error'], 'correlation_id'>;

const DOMAIN_CODES: Readonly<Record<DomainErrorCode, ErrorCode>> = {
  VALIDATION_ERROR: 'VALIDATION_ERROR',
  FORBIDDEN: 'FORBIDDEN',
  NOT_FOUND: 'NOT_FOUND',
  CONFLICT: 'CONFLICT',
  PRECONDITION_FAILED: 'PRECONDITION_FAILED',
};

const RETRY_AFTER_SECONDS = 1;

@Catch()
export class ErrorFilter implements ExceptionFilter {
  private readonly logger = new Logger('Http');

  constructor(
    private readonly queries: QueryBus,
    private readonly routes: KnownRoutes,
  ) {}

  async catch(thrown: unknown, host: ArgumentsHost): Promise<void> {
    const http = host.switchToHttp();
    const request = http.getRequest<ItemRequest>();
    const reply = http.getResponse<FastifyReply>();
    const exception = thrown instanceof NotFoundException ? this.refusalOf(request) : thrown;
    const problem = toProblem(exception);
    if (problem.code === 'INTERNAL_ERROR') this.report(exception, request);
    if (exception instanceof MethodNotAllowed) reply.header('Allow', exception.allowed.join(', '));
    if (exception instanceof RateLimited) reply.header('Retry-After', exception.retryAfterSeconds);
    sendProblem(reply, await this.withCurrent(problem, request), request.id);
  }

  /** Nest only reports that no route matches: the path may exist with another method. */
  private refusalOf({ method, url }: FastifyRequest): unknown {
    const [path = ''] = url.split('?');
    try {
      return this.routes.refuse(method, path);
    } catch (refusal) {
      return refusal;
    }
  }

  /** Adds the present item for a caller that lost a race. */
  private async withCurrent(problem: Problem, request: ItemRequest): Promise<Problem> {
    const itemId = request.params?.itemId;
    if (problem.code !== 'PRECONDITION_FAILED' || itemId === undefined) return problem;
    try {
      const current = await this.queries.execute(new GetItem(scopeOf(request), itemId));
      return { ...problem, current };
    } catch (error) {
      // An exception in a filter would end the process, so a failed lookup is returned as the
      // error.
      return toProblem(error);
    }
  }

  private report(exception: unknown, { id, method, routeOptions }: FastifyRequest): void {
    const stack = exception instanceof Error ? exception.stack : String(exception);
    this.logger.error(`${method} ${routeOptions.url} failed, correlation id ${id}`, stack);
  }
}

/** Sends an error response in the common shape. */
export function sendProblem(reply: FastifyReply, problem: Problem, correlationId: string): void {
  if (problem.code === 'UNAVAILABLE') reply.header('Retry-After', String(RETRY_AFTER_SECONDS));
  const body: ErrorResponse = { error: { ...problem, correlation_id: correlationId } };
  reply
    .status(STATUS[problem.code])
    .removeHeader('ETag')
    .removeHeader(BATCH_HEADER)
    .header('Cache-Control', 'no-store')
    .type('application/json; charset=utf-8')
    .send(JSON.stringify(body));
}

/** Maps an exception to the code and message for the caller. */
export function toProblem(exception: unknown): Problem {
  if (exception instanceof DomainError) return fromRefusal(exception);
  if (exception instanceof MethodNotAllowed) {
    return { code: 'METHOD_NOT_ALLOWED', message: exception.message };
  }
  if (exception instanceof RateLimited) {
    return { code: 'RATE_LIMITED', message: exception.message };
  }
  if (exception instanceof ImportRefused) {
    const isTooLarge = exception instanceof ImportTooLarge;
    const code = isTooLarge ? 'PAYLOAD_TOO_LARGE' : 'VALIDATION_ERROR';
    const { message, flaw } = exception;
    return { code, message, ...(flaw === undefined ? {} : { file_flaw: flaw }) };
  }
  if (exception instanceof CommandIdReused) {
    return { code: 'IDEMPOTENCY_KEY_REUSED', message: exception.message };
  }
  if (exception instanceof PastNotReady) {
    return { code: 'UNAVAILABLE', message: exception.message };
  }
  if (exception instanceof LedgerBusy || isDatabaseAway(exception)) {
    return {
      code: 'UNAVAILABLE',
      message: 'The server cannot process this now; try again shortly',
    };
  }
  return fromHttpStatus(exception);
}

function fromRefusal(exception: DomainError): Problem {
  const { code, message, details } = exception;
  const allowed = exception instanceof UnknownValue ? exception.allowed : undefined;
  return {
    code: DOMAIN_CODES[code],
    message,
    ...(details.length > 0 ? { details } : {}),
    ...(allowed ? { allowed } : {}),
  };
}

function fromHttpStatus(exception: unknown): Problem {
  const status = statusOf(exception);
  const code = CODE_BY_STATUS.get(status) ?? (status < 500 ? 'VALIDATION_ERROR' : 'INTERNAL_ERROR');
  const isTellable = code !== 'INTERNAL_ERROR' && exception instanceof Error;
  const message = isTellable ? exception.message : 'Something went wrong on the server';
  return { code, message };
}

function statusOf(exception: unknown): number {
  if (exception instanceof HttpException) return exception.getStatus();
  // Fastify's own errors have their status in this property.
  if (exception instanceof Error && 'statusCode' in exception) return Number(exception.statusCode);
  return STATUS.INTERNAL_ERROR;
}

const CODE_BY_STATUS: ReadonlyMap<number, ErrorCode> = new Map([
  [STATUS.UNAUTHORIZED, 'UNAUTHORIZED'],
  [STATUS.FORBIDDEN, 'FORBIDDEN'],
  [STATUS.NOT_FOUND, 'NOT_FOUND'],
  [STATUS.METHOD_NOT_ALLOWED, 'METHOD_NOT_ALLOWED'],
  [STATUS.PAYLOAD_TOO_LARGE, 'PAYLOAD_TOO_LARGE'],
  [STATUS.UNSUPPORTED_MEDIA_TYPE, 'UNSUPPORTED_MEDIA_TYPE'],
  [STATUS.UNAVAILABLE, 'UNAVAILABLE'],
]);

/** Messages of the driver, which have no code, about lost connections. */
const DRIVER_MESSAGES =
  /Connection terminated|connection error and is not queryable|timeout exceeded when trying to connect/;

/**
 * Whether the caller can only retry: PostgreSQL classes 08, 53 and 57 (connection, resources such
 * as the disk, shutdown and timeouts), and socket errors.
 */
function isDatabaseAway(exception: unknown): boolean {
  if (!(exception instanceof Error)) return false;
  const cause: unknown = 'driverError' in exception ? exception.driverError : exception;
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : '';
  const isGone = /^(08|53|57)|^(ECONNREFUSED|ECONNRESET|EPIPE|ETIMEDOUT)$/.test(code);
  return isGone || DRIVER_MESSAGES.test(exception.message);
}
