/**
 * Sign-in for development: a form that accepts any name and e-mail address. It exists only outside
 * production, and only for browsers on the same machine.
 */
import type { User } from '@action-tracker/contracts';
import { DomainError } from '@action-tracker/domain';
import type { Settings } from '@action-tracker/runtime';
import { Users } from '@action-tracker/tracking';
import { Inject, Injectable } from '@nestjs/common';
import { PassportStrategy } from '@nestjs/passport';
import type { FastifyRequest } from 'fastify';
import { Strategy } from 'passport-custom';
import { SETTINGS } from '../injection-keys';
import { Admission } from './admission';
import { logNamesake } from './namesakes';
import { requireSameSite } from './same-site';

export const LOCAL_STRATEGY = 'local-form';

const LOOPBACK_ADDRESS = /^(127\.|::1$|::ffff:127\.)/;
const LOOPBACK_HOST = /^(localhost|127(\.\d{1,3}){3}|\[::1\])(:\d+)?$/;

@Injectable()
export class LocalSignIn extends PassportStrategy(Strategy, LOCAL_STRATEGY) {
  constructor(
    @Inject(SETTINGS) private readonly settings: Settings,
    private readonly users: Users,
    private readonly admission: Admission,
  ) {
    super();
  }

  /** @throws DomainError FORBIDDEN, or VALIDATION_ERROR with the fields of the form. */
  async validate(request: FastifyRequest): Promise<User> {
    requireLocal(request, this.settings);
    requireSameSite(request);
    const email = field(request.body, 'email');
    await this.admission.requireAllowed(email);
    const user = await this.users.findOrCreate({ email, name: field(request.body, 'name') });
    await this.admission.welcome(user);
    await logNamesake(this.users, user);
    return user;
  }
}

/** @throws DomainError FORBIDDEN in production, and for callers from other machines */
export function requireLocal(request: FastifyRequest, settings: Settings): void {
  if (settings.isProduction) {
    throw new DomainError('FORBIDDEN', 'Local sign-in does not exist in production');
  }
  if (settings.trustProxy > 0) {
    throw new DomainError('FORBIDDEN', 'Local sign-in does not exist behind a proxy (TRUST_PROXY)');
  }
  if (isLocal(request)) return;
  throw new DomainError(
    'FORBIDDEN',
    'Local sign-in works only on the machine that runs the server',
  );
}

/**
 * Headers that proxies add; a request with one of them does not come directly from this machine.
 */
const FORWARDING_HEADERS = ['forwarded', 'via', 'x-forwarded-for', 'x-forwarded-host', 'x-real-ip'];

/**
 * Whether the caller is on this machine, as far as a request shows, and not behind a proxy that is.
 * A proxy that adds no headers cannot be distinguished from a local caller, so with TRUST_PROXY
 * no caller counts as local.
 */
export const isLocal = ({ socket, headers }: FastifyRequest): boolean =>
  LOOPBACK_ADDRESS.test(socket.remoteAddress ?? '') &&
  LOOPBACK_HOST.test(headers.host ?? '') &&
  FORWARDING_HEADERS.every((name) => headers[name] === undefined);

/** A field of the submitted form as text; empty if missing. */
export function field(body: unknown, name: string): string {
  if (typeof body !== 'object' || body === null || !Object.hasOwn(body, name)) return '';
  const value: unknown = Object.entries(body).find(([key]) => key === name)?.[1];
  return typeof value === 'string' ? value : '';
}
