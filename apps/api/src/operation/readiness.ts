/**
 * Whether this process wants to be given requests. One that stops first says that it is not ready, so
 * that a proxy chooses another; answers what comes all the same, and asks each client to hang up; and
 * ends when nobody waits for an answer any more.
 */
import { Injectable, ServiceUnavailableException } from '@nestjs/common';
import type { FastifyInstance } from 'fastify';
import { setTimeout as wait } from 'node:timers/promises';

/** What a client that has just connected takes to ask. */
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

  /** From now on this process is not ready. */
  stop(): void {
    this.isStopping = true;
  }

  /** @throws ServiceUnavailableException */
  require(): void {
    if (this.isStopping) throw new ServiceUnavailableException('This server is stopping');
  }

  /** Resolves when every request has its answer, or after this time. */
  async settle(withinMs: number): Promise<void> {
    const until = performance.now() + withinMs;
    do await wait(QUIET_MS);
    while (this.inFlight > 0 && performance.now() < until);
  }
}
