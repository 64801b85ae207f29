/** Refuses, in the common shape of errors, what Node would accept or reject without a message. */
import type { ErrorResponse } from '@action-tracker/contracts';
import type { FastifyInstance } from 'fastify';
import { randomUUIDv7 } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';

export function requireStrictRequests(fastify: FastifyInstance): void {
  fastify.addHook('onRequest', ({ raw, headers }, _reply, done) => {
    // A parameter without meaning must not hide a request for CSV.
    headers.accept &&= headers.accept.replaceAll(/;\s*charset\s*=\s*"?utf-?8"?/gi, '');
    const problem = hostProblem(raw);
    done(
      problem === undefined ? undefined : Object.assign(new Error(problem), { statusCode: 400 }),
    );
  });
  fastify.server.on('checkExpectation', refuseExpectation);
}

/** Node keeps the first of several Host headers, where a proxy may have used the last. */
function hostProblem({ rawHeaders, httpVersion }: IncomingMessage): string | undefined {
  const isHost = (text: string, index: number) => index % 2 === 0 && text.toLowerCase() === 'host';
  const { length } = rawHeaders.filter(isHost);
  if (length === 1 || (length === 0 && httpVersion === '1.0')) return undefined;
  return `Expected one Host header, found ${length === 0 ? 'none' : length}`;
}

function refuseExpectation(request: IncomingMessage, response: ServerResponse): void {
  const message = `Expected no Expect header other than 100-continue, found ${request.headers.expect}`;
  const id = randomUUIDv7();
  const answer: ErrorResponse = {
    error: { code: 'VALIDATION_ERROR', message, correlation_id: id },
  };
  const body = JSON.stringify(answer);
  response.writeHead(417, {
    ...{ 'Content-Type': 'application/json; charset=utf-8', 'X-Correlation-Id': id },
    ...{ 'Content-Length': Buffer.byteLength(body), Connection: 'close' },
  });
  response.end(body);
}
