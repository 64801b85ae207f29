import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';

/** Whether one of the tags that the caller has seen names this answer; weak tags count here. */
export function isKnownToCaller({ headers }: FastifyRequest, etag: string): boolean {
  const tags = headers['if-none-match']?.split(',') ?? [];
  return tags.some((tag) => strip(tag) === strip(etag));
}

/** `*` stands for whatever is there: only who has read it knows whether it is there. */
const takesAnything = ({ headers }: FastifyRequest): boolean =>
  headers['if-none-match']?.trim() === '*';

/** Answers 304 without a body when the caller has the same version of what was read. */
export function answerNotModified(fastify: FastifyInstance): void {
  fastify.addHook('onSend', async (request, reply, payload) => {
    const etag = reply.getHeader('etag');
    const isKnown =
      typeof etag === 'string' && (takesAnything(request) || isKnownToCaller(request, etag));
    const isRead = ['GET', 'HEAD'].includes(request.method) && reply.statusCode === 200;
    if (!isRead || !isKnown) return payload;
    const body = withoutBody(reply);
    // Of HEAD, Fastify takes the body away itself, and needs one to take.
    return request.method === 'HEAD' ? payload : body;
  });
}

function withoutBody(reply: FastifyReply): null {
  reply.code(304).removeHeader('content-type').removeHeader('content-length');
  return null;
}

const strip = (tag: string): string => tag.trim().replace(/^W\//, '');
