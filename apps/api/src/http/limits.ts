/**
 * Limits of one connection: sizes and times. A client that sends headers or body too slowly gets
 * 408; one that stops reading is disconnected.
 */
import type { ErrorResponse } from '@action-tracker/contracts';
import type { FastifyHttpOptions } from 'fastify';
import { randomUUIDv7 } from 'node:crypto';
import type { Server } from 'node:http';
import type { Socket } from 'node:net';

export interface Limits {
  readonly bodyBytes: number;
  readonly headerBytes: number;
  readonly headersMs: number;
  readonly requestMs: number;
  /** Time limit for an idle connection. */
  readonly idleMs: number;
  /** How often the two limits above are checked. */
  readonly checkMs: number;
  /** How long a stopping server waits for outstanding responses. */
  readonly settleMs: number;
}

export const LIMITS: Limits = {
  bodyBytes: 1024 * 1024,
  headerBytes: 16 * 1024,
  headersMs: 15_000,
  requestMs: 30_000,
  idleMs: 75_000,
  checkMs: 5_000,
  settleMs: 5_000,
};

export const serverOptions = (limits: Limits) =>
  ({
    bodyLimit: limits.bodyBytes,
    requestTimeout: limits.requestMs,
    connectionTimeout: limits.idleMs,
    keepAliveTimeout: limits.idleMs,
    http: {
      maxHeaderSize: limits.headerBytes,
      // We refuse it ourselves, with a message.
      requireHostHeader: false,
      headersTimeout: limits.headersMs,
      connectionsCheckingInterval: limits.checkMs,
    },
    clientErrorHandler: (error, socket) => answerBrokenRequest(error, socket),
  }) satisfies FastifyHttpOptions<Server>;

type Broken = readonly [status: string, code: ErrorResponse['error']['code'], message: string];

const BROKEN: Readonly<Record<string, Broken>> = {
  HPE_HEADER_OVERFLOW: [
    '431 Request Header Fields Too Large',
    'PAYLOAD_TOO_LARGE',
    'Expected headers of at most 16 KiB',
  ],
  ERR_HTTP_REQUEST_TIMEOUT: [
    '408 Request Timeout',
    'VALIDATION_ERROR',
    'The request arrived too slowly',
  ],
};
const MALFORMED: Broken = ['400 Bad Request', 'VALIDATION_ERROR', 'Expected an HTTP/1.1 request'];

/**
 * Responds to requests that Node cannot parse, in the common shape of errors, and closes the
 * connection.
 */
function answerBrokenRequest(error: NodeJS.ErrnoException, socket: Socket): void {
  if (error.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy();
    return;
  }
  const [status, code, message] = BROKEN[error.code ?? ''] ?? MALFORMED;
  const answer: ErrorResponse = { error: { code, message, correlation_id: randomUUIDv7() } };
  const body = JSON.stringify(answer);
  const lines = [
    `HTTP/1.1 ${status}`,
    'Content-Type: application/json; charset=utf-8',
    `Content-Length: ${Buffer.byteLength(body)}`,
    `X-Correlation-Id: ${answer.error.correlation_id}`,
    'Connection: close',
  ];
  socket.end([...lines, '', body].join('\r\n'));
}
