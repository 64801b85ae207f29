import type { Channel, User } from '@action-tracker/contracts';
import type { Origin } from '@action-tracker/tracking';
import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';

type SignedInRequest = FastifyRequest & { readonly user: User };

const requestOf = (context: ExecutionContext) =>
  context.switchToHttp().getRequest<SignedInRequest>();

/** The user whose token the request carries. */
export const CurrentUser = createParamDecorator(
  (_: unknown, context: ExecutionContext): User => requestOf(context).user,
);

/** Who gives a command and through what: a page sends the cookie, a script a bearer token. */
export const RequestOrigin = createParamDecorator(
  (_: unknown, context: ExecutionContext): Origin => {
    const { user, id, headers } = requestOf(context);
    const channel: Channel = headers.authorization === undefined ? 'web' : 'api';
    return { actorId: user.id, channel, correlationId: id };
  },
);
