import type { FastifyInstance } from 'fastify';

/** Refuses bodies of the API that are not JSON, also forms, which other sites can make a browser send. */
export function requireJsonBodies(fastify: FastifyInstance): void {
  fastify.addHook('preParsing', ({ url, headers }, _reply, payload, done) => {
    const type = headers['content-type'];
    const isJson = type === undefined || /^application\/json\s*(;|$)/i.test(type);
    if (!url.startsWith('/api') || isJson) {
      done(null, payload);
      return;
    }
    const message = `Expected a body of type application/json, found ${type}`;
    done(Object.assign(new Error(message), { statusCode: 415 }));
  });
}
