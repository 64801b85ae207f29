/** Every route requires a token unless it is declared public. */
import type { User } from '@action-tracker/contracts';
import { DomainError } from '@action-tracker/domain';
import { AccessTokens, type UsedToken } from '@action-tracker/tracking';
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
import { usedTokenOf } from '../http/token-use';
import { requireSameSite } from './same-site';

const IS_PUBLIC = 'isPublic';
const IS_FOR_SESSIONS = 'isForSessions';
const READING = ['GET', 'HEAD'];

export const NO_TOKEN = 'Expected a valid token in the cookie or as bearer, found none';

/** Opens a route or a controller to callers without a token. */
export const Public = () => SetMetadata(IS_PUBLIC, true);

/**
 * Closes a route or a controller to personal access tokens: who finds one must not be able to stay
 * with another, nor to sign its owner out.
 */
export const ForSessions = () => SetMetadata(IS_FOR_SESSIONS, true);

@Injectable()
export class AccessGuard extends AuthGuard(['personal-token', 'token']) {
  constructor(
    private readonly reflector: Reflector,
    private readonly tokens: AccessTokens,
  ) {
    super();
  }

  override async canActivate(context: ExecutionContext): Promise<boolean> {
    if (this.isMarked(IS_PUBLIC, context)) return true;
    await super.canActivate(context);
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    if (credentialOf(request, this.tokens)?.source === 'cookie') requireSameSite(request);
    const used = usedTokenOf(request);
    if (used) this.requirePermitted(used, context);
    return true;
  }

  override handleRequest<Found = User>(error: Error | null, user: Found | false): Found {
    if (error) throw error;
    if (user) return user;
    throw new UnauthorizedException(NO_TOKEN);
  }

  /** What its trackers allow is part of the rights of the user. */
  private requirePermitted({ scope }: UsedToken, context: ExecutionContext): void {
    if (this.isMarked(IS_FOR_SESSIONS, context)) {
      throw new DomainError('FORBIDDEN', 'Expected a sign-in, found an access token');
    }
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    if (READING.includes(request.method)) return;
    if (scope === 'read') {
      const message =
        'Expected an access token with the scope write, found one with the scope read';
      throw new DomainError('FORBIDDEN', message);
    }
  }

  private isMarked(mark: string, context: ExecutionContext): boolean {
    const targets = [context.getHandler(), context.getClass()];
    return this.reflector.getAllAndOverride<boolean | undefined>(mark, targets) === true;
  }
}
