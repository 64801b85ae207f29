import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';

/** Whether one of the tags that the caller has seen names this answer; weak tags count here. */
export function isKnownToCaller(request: FastifyRequest, etag: string): boolean {
  const header = request.headers['if-none-match'];
  if (header === undefined) return false;
  if (header.trim() === '*') return true;
  return header.split(',').some((tag) => strip(tag) === strip(etag));
}

/** Answers 304 without a body when the caller has the same version of what was read. */
export function answerNotModified(fastify: FastifyInstance): void {
  fastify.addHook('onSend', async (request, reply, payload) => {
    const etag = reply.getHeader('etag');
    const isRead = request.method === 'GET' && reply.statusCode === 200;
    if (!isRead || typeof etag !== 'string' || !isKnownToCaller(request, etag)) return payload;
    return withoutBody(reply);
  });
}

function withoutBody(reply: FastifyReply): null {
  reply.code(304).removeHeader('content-type').removeHeader('content-length');
  return null;
}

const strip = (tag: string): string => tag.trim().replace(/^W\//, '');
