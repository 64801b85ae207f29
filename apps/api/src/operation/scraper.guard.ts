import { DomainError } from '@action-tracker/domain';
import type { Settings } from '@action-tracker/runtime';
import {
  Inject,
  Injectable,
  UnauthorizedException,
  type CanActivate,
  type ExecutionContext,
} from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { createHash, timingSafeEqual } from 'node:crypto';
import { isLocal } from '../auth/local-sign-in';
import { SETTINGS } from '../injection-keys';

/** Admits callers with METRICS_TOKEN or, if none is set, from this machine. */
@Injectable()
export class ScraperGuard implements CanActivate {
  constructor(@Inject(SETTINGS) private readonly settings: Settings) {}

  /** @throws UnauthorizedException, DomainError FORBIDDEN */
  canActivate(context: ExecutionContext): boolean {
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const { metricsToken, trustProxy } = this.settings;
    if (metricsToken === undefined) {
      if (trustProxy === 0 && isLocal(request)) return true;
      throw new DomainError('FORBIDDEN', 'From another machine, metrics need METRICS_TOKEN');
    }
    if (isSame(request.headers.authorization ?? '', `Bearer ${metricsToken}`)) return true;
    throw new UnauthorizedException('Expected METRICS_TOKEN as bearer token');
  }
}

/** Constant-time comparison. */
const isSame = (found: string, expected: string): boolean =>
  timingSafeEqual(digest(found), digest(expected));

const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
