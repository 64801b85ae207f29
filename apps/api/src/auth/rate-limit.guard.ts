import type { User } from '@action-tracker/contracts';
import type { Settings } from '@action-tracker/runtime';
import { Inject, Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import type {} from '@fastify/rate-limit';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { RateLimited } from '../http/rate-limited';
import { SETTINGS } from '../injection-keys';
import { descriptionOf } from '../openapi/describe';
import { clientNetwork } from './client-network';

type Limiter = ReturnType<FastifyInstance['createRateLimit']>;
type AnyRequest = FastifyRequest & { readonly user?: User };

/**
 * Limits routes that declare RATE_LIMITED: changes by user, and sign-ins, which have no user yet,
 * by address. Each process counts separately.
 */
@Injectable()
export class RateLimitGuard implements CanActivate {
  private writes: Limiter | undefined;
  private signIns: Limiter | undefined;

  constructor(
    @Inject(SETTINGS) private readonly settings: Settings,
    private readonly host: HttpAdapterHost,
  ) {}

  /** @throws RateLimited */
  async canActivate(context: ExecutionContext): Promise<boolean> {
    if (!descriptionOf(context.getHandler())?.refusals.includes('RATE_LIMITED')) return true;
    const request = context.switchToHttp().getRequest<AnyRequest>();
    const { max, limiter } = this.limitOf(request);
    if (max === 0) return true;
    const limit = await limiter(request);
    if (limit.isAllowed || !limit.isExceeded) return true;
    throw new RateLimited(max, limit.ttlInSeconds);
  }

  private limitOf({ user }: AnyRequest) {
    const { signIns, writes } = this.settings.rateLimits;
    return user
      ? { max: writes, limiter: (this.writes ??= this.limiter(writes)) }
      : { max: signIns, limiter: (this.signIns ??= this.limiter(signIns)) };
  }

  private limiter(max: number): Limiter {
    const fastify = this.host.httpAdapter.getInstance<FastifyInstance>();
    const keyGenerator = ({ user, ip }: AnyRequest) =>
      user ? `user ${user.id}` : clientNetwork(ip);
    return fastify.createRateLimit({ max, timeWindow: '1 minute', keyGenerator });
  }
}
