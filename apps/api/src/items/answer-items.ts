/**
 * Responds with lists of items: pages with a `Link` to the next one, and complete lists as streams.
 */
import {
  FindItemsAsJson,
  ReadAllItemsAsJson,
  type ItemFilter,
  type Scope,
} from '@action-tracker/tracking';
import type { QueryBus } from '@nestjs/cqrs';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { answerPage } from '../http/next-page';

/** The items of a response as JSON; long lists come in batches, one of which is in memory. */
export type AnsweredItems = readonly string[] | AsyncIterable<readonly string[]>;

interface AskedItems {
  readonly scope: Scope;
  readonly filter: ItemFilter;
  readonly trackerId?: number;
}

/**
 * Without a limit, the complete list.
 *
 * @throws DomainError NOT_FOUND
 */
export async function answerItems(
  queries: QueryBus,
  { scope, filter, trackerId }: AskedItems,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<AnsweredItems> {
  const page = await queries.execute(new FindItemsAsJson(scope, filter, trackerId));
  const isAnswer = page.next === undefined || filter.limit !== undefined;
  if (isAnswer) return answerPage(page, request, reply);
  return queries.execute(new ReadAllItemsAsJson(scope, filter, trackerId));
}
