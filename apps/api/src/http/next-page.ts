import type { ItemPage } from '@action-tracker/tracking';
import type { FastifyReply, FastifyRequest } from 'fastify';

/** Answers the items of a page, with a `Link` to the next one when there is one. */
export function answerPage(
  { items, next }: ItemPage,
  request: FastifyRequest,
  reply: FastifyReply,
) {
  if (next !== undefined) reply.header('Link', `<${addressAfter(request, next)}>; rel="next"`);
  return items;
}

/**
 * The address of the next page, made of the route and its parameters: what the request calls itself
 * may name another host.
 */
function addressAfter({ routeOptions, params, query }: FastifyRequest, itemId: string): string {
  const values = params as Readonly<Record<string, string>>;
  const path = (routeOptions.url ?? '').replace(/:(\w+)/g, (_, name: string) =>
    encodeURIComponent(values[name] ?? ''),
  );
  const parameters = new URLSearchParams();
  for (const [name, value] of Object.entries(
    query as Readonly<Record<string, string | string[]>>,
  )) {
    for (const one of [value].flat()) parameters.append(name, one);
  }
  parameters.set('after', itemId);
  return `${path}?${parameters.toString()}`;
}
