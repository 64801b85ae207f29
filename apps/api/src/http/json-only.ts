import type { FastifyInstance } from 'fastify';
import { isUpload } from './uploads';

/**
 * Refuses API bodies that are not JSON, including forms, which other sites can make a browser send.
 */
export function requireJsonBodies(fastify: FastifyInstance): void {
  fastify.addHook('onRequest', ({ headers }, _reply, done) => {
    // Clients may send a content type without a body, which is not malformed JSON.
    const isEmpty =
      headers['transfer-encoding'] === undefined && !Number(headers['content-length']);
    if (isEmpty) delete headers['content-type'];
    done();
  });
  fastify.addHook('preParsing', (request, _reply, payload, done) => {
    const { routeOptions, headers } = request;
    const type = headers['content-type'];
    const isJson = type === undefined || /^application\/json\s*(;|$)/i.test(type);
    // Checks the route instead of the URL, because `/%61pi/items` and `http://host/api/items` lead
    // there as well.
    if (routeOptions.url?.startsWith('/api') !== true || isJson || isUpload(request)) {
      done(null, payload);
      return;
    }
    const message = `Expected a body of type application/json, found ${type}`;
    done(Object.assign(new Error(message), { statusCode: 415 }));
  });
}
