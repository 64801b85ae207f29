import type { ItemPage } from '@action-tracker/tracking';
import type { FastifyReply, FastifyRequest } from 'fastify';

/** Answers the items of a page, with a `Link` to the next one when there is one. */
export function answerPage(
  { items, next }: ItemPage,
  request: FastifyRequest,
  reply: FastifyReply,
) {
  if (next !== undefined) reply.header('Link', `<${urlAfter(request.url, next)}>; rel="next"`);
  return items;
}

function urlAfter(url: string, itemId: string): string {
  const [path = '', query] = url.split('?');
  const parameters = new URLSearchParams(query);
  parameters.set('after', itemId);
  return `${path}?${parameters.toString()}`;
}
