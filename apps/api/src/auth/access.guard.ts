/** Every route requires a token unless it is declared public. */
import type { User } from '@action-tracker/contracts';
import { AccessTokens } from '@action-tracker/tracking';
import {
  Injectable,
  SetMetadata,
  UnauthorizedException,
  type ExecutionContext,
} from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { AuthGuard } from '@nestjs/passport';
import type { FastifyRequest } from 'fastify';
import { credentialOf } from './credential';
import { requireSameSite } from './same-site';

const IS_PUBLIC = 'isPublic';

export const NO_TOKEN = 'Expected a valid token in the cookie or as bearer, found none';

/** Opens a route or a controller to callers without a token. */
export const Public = () => SetMetadata(IS_PUBLIC, true);

@Injectable()
export class AccessGuard extends AuthGuard('token') {
  constructor(
    private readonly reflector: Reflector,
    private readonly tokens: AccessTokens,
  ) {
    super();
  }

  override async canActivate(context: ExecutionContext): Promise<boolean> {
    const targets = [context.getHandler(), context.getClass()];
    if (this.reflector.getAllAndOverride<boolean | undefined>(IS_PUBLIC, targets)) return true;
    await super.canActivate(context);
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    if (credentialOf(request, this.tokens)?.source === 'cookie') requireSameSite(request);
    return true;
  }

  override handleRequest<Found = User>(error: Error | null, user: Found | false): Found {
    if (error) throw error;
    if (user) return user;
    throw new UnauthorizedException(NO_TOKEN);
  }
}
