import type { FastifyInstance, FastifyReply } from 'fastify';

/**
 * Passport strategies were written for Express: a redirect sets `statusCode` and `Location` and
 * calls `end()`, which a Fastify reply does not have. This adds the two methods, so that a
 * redirecting strategy (Google) needs no special code.
 */
export function letPassportRedirect(fastify: FastifyInstance): void {
  fastify.decorateReply('setHeader', function (this: FastifyReply, name: string, value: string) {
    return this.header(name, value);
  });
  fastify.decorateReply('end', function (this: FastifyReply, body?: string) {
    return this.send(body ?? '');
  });
}
