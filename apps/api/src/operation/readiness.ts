/**
 * Whether this process accepts requests. A stopping process first reports that it is not ready, so
 * that proxies choose another; still serves requests and asks each client to disconnect; and ends
 * once no response is outstanding.
 */
import { Injectable, ServiceUnavailableException } from '@nestjs/common';
import type { FastifyInstance } from 'fastify';
import { setTimeout as wait } from 'node:timers/promises';

/** Time for a client that has just connected to send its request. */
const QUIET_MS = 100;

@Injectable()
export class Readiness {
  private isStopping = false;
  private inFlight = 0;

  /** Counts what is in flight on the application. */
  watch(fastify: FastifyInstance): void {
    fastify.addHook('onRequest', (_request, reply, done) => {
      this.inFlight++;
      reply.raw.once('close', () => this.inFlight--);
      if (this.isStopping) reply.header('Connection', 'close');
      done();
    });
  }

  /** Marks this process as not ready. */
  stop(): void {
    this.isStopping = true;
  }

  /** @throws ServiceUnavailableException */
  require(): void {
    if (this.isStopping) throw new ServiceUnavailableException('This server is stopping');
  }

  /** Resolves when every request has its response, or after this time. */
  async settle(withinMs: number): Promise<void> {
    const until = performance.now() + withinMs;
    do await wait(QUIET_MS);
    while (this.inFlight > 0 && performance.now() < until);
  }
}
