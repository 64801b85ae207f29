/** What Node would let pass, or answer without a word, is refused in the shape of all errors. */
import type { ErrorResponse } from '@action-tracker/contracts';
import type { FastifyInstance } from 'fastify';
import { randomUUIDv7 } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';

export function requireStrictRequests(fastify: FastifyInstance): void {
  fastify.addHook('onRequest', ({ raw, headers }, _reply, done) => {
    // A parameter that changes nothing must not hide that somebody wants CSV.
    headers.accept &&= headers.accept.replaceAll(/;\s*charset\s*=\s*"?utf-?8"?/gi, '');
    const problem = hostProblem(raw);
    done(
      problem === undefined ? undefined : Object.assign(new Error(problem), { statusCode: 400 }),
    );
  });
  fastify.server.on('checkExpectation', refuseExpectation);
}

/** Node keeps the first of several, where a proxy may have believed the last. */
function hostProblem({ rawHeaders, httpVersion }: IncomingMessage): string | undefined {
  const isHost = (text: string, index: number) => index % 2 === 0 && text.toLowerCase() === 'host';
  const { length } = rawHeaders.filter(isHost);
  if (length === 1 || (length === 0 && httpVersion === '1.0')) return undefined;
  return `Expected one Host header, found ${length === 0 ? 'none' : length}`;
}

function refuseExpectation(request: IncomingMessage, response: ServerResponse): void {
  const message = `Expected no expectation but 100-continue, found ${request.headers.expect}`;
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
