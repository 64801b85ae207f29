import { BATCH_HEADER, type Channel } from '@action-tracker/contracts';
import type { Origin, Scope, SignedInUser, Span } from '@action-tracker/tracking';
import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { randomUUIDv7 } from 'node:crypto';
import { commandIdOf } from '../http/idempotency';
import { scopeOf, spanOf } from '../http/scope-of';
import { usedTokenOf } from '../http/token-use';

type SignedInRequest = FastifyRequest & { readonly user: SignedInUser };

const requestOf = (context: ExecutionContext) =>
  context.switchToHttp().getRequest<SignedInRequest>();

/** The user whose token the request carries. */
export const CurrentUser = createParamDecorator(
  (_: unknown, context: ExecutionContext): SignedInUser => requestOf(context).user,
);

/** The scope of the user whose token the request carries. */
export const RequestScope = createParamDecorator((_: unknown, context: ExecutionContext): Scope =>
  scopeOf(requestOf(context)),
);

/** Who imports, with the trackers that they see. */
export const RequestImporter = createParamDecorator((_: unknown, context: ExecutionContext) => {
  const request = requestOf(context);
  const { id, email } = request.user;
  return { id, email, scope: scopeOf(request) };
});

/** The two moments that the request compares; the interceptor `Between` has read them. */
export const RequestSpan = createParamDecorator(
  (_: unknown, context: ExecutionContext): Span | undefined => spanOf(requestOf(context)),
);

/** An id for what the request creates: a repeat with the same `Idempotency-Key` has the same one. */
export const RequestKey = createParamDecorator((_: unknown, context: ExecutionContext): string => {
  const { user, headers, method, url } = requestOf(context);
  const [path = ''] = url.split('?');
  const key = headers['idempotency-key'];
  return commandIdOf({ userId: user.id, method, path, key }) ?? randomUUIDv7();
});

/**
 * The user and the channel of a command: pages send the cookie, scripts a bearer token. The answer
 * names the batch of what the request writes, by which it can be undone.
 */
export const RequestOrigin = createParamDecorator(
  (_: unknown, context: ExecutionContext): Origin => {
    const { user, id, headers, method, url } = requestOf(context);
    const channel: Channel = headers.authorization === undefined ? 'web' : 'api';
    const [path = ''] = url.split('?');
    const key = headers['idempotency-key'];
    const commandId = commandIdOf({ userId: user.id, method, path, key });
    const batch = commandId ?? randomUUIDv7();
    context.switchToHttp().getResponse<FastifyReply>().header(BATCH_HEADER, batch);
    const tokenId = usedTokenOf(requestOf(context))?.id;
    return {
      ...{ actorId: user.id, channel, correlationId: id, batch },
      ...(commandId === undefined ? {} : { commandId }),
      ...(tokenId === undefined ? {} : { tokenId }),
    };
  },
);
