import type { FastifyReply, FastifyRequest } from 'fastify';

interface Page<Entry> {
  readonly items: readonly Entry[];
  /** Where the next page starts, if there is more. */
  readonly next: string | number | undefined;
}

/** Returns the entries of a page, with a `Link` to the next one if there is one. */
export function answerPage<Entry>(
  { items, next }: Page<Entry>,
  request: FastifyRequest,
  reply: FastifyReply,
): readonly Entry[] {
  if (next !== undefined) reply.header('Link', `<${addressAfter(request, next)}>; rel="next"`);
  return items;
}

/**
 * The URL of the next page, built from the route and its parameters, because the URL in the request
 * may contain another host.
 */
function addressAfter(
  { routeOptions, params, query }: FastifyRequest,
  next: string | number,
): string {
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
  parameters.set('after', String(next));
  return `${path}?${parameters.toString()}`;
}
