import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';

/** Whether one of the caller's ETags matches; weak tags count here. */
export function isKnownToCaller({ headers }: FastifyRequest, etag: string): boolean {
  const tags = headers['if-none-match']?.split(',') ?? [];
  return tags.some((tag) => strip(tag) === strip(etag));
}

/** `*` matches anything that exists, so the resource has to be read first. */
const takesAnything = ({ headers }: FastifyRequest): boolean =>
  headers['if-none-match']?.trim() === '*';

/** Responds 304 without a body if the caller has the current version. */
export function answerNotModified(fastify: FastifyInstance): void {
  fastify.addHook('onSend', (request, reply, payload, done) => {
    const etag = reply.getHeader('etag');
    const isKnown =
      typeof etag === 'string' && (takesAnything(request) || isKnownToCaller(request, etag));
    const isRead = ['GET', 'HEAD'].includes(request.method) && reply.statusCode === 200;
    const body = isRead && isKnown ? withoutBody(reply) : payload;
    // For HEAD, Fastify removes the body itself and needs one to remove.
    done(null, request.method === 'HEAD' ? payload : body);
  });
}

function withoutBody(reply: FastifyReply): null {
  reply.code(304).removeHeader('content-type').removeHeader('content-length');
  return null;
}

const strip = (tag: string): string => tag.trim().replace(/^W\//, '');
