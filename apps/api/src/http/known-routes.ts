import { DomainError } from '@action-tracker/domain';
import type { FastifyInstance } from 'fastify';

/** The path exists but does not support the method. */
export class MethodNotAllowed extends Error {
  override readonly name = 'MethodNotAllowed';

  constructor(
    readonly allowed: readonly string[],
    message: string,
  ) {
    super(message);
  }
}

interface Route {
  readonly method: string;
  /** `/api/items/:itemId`. */
  readonly url: string;
  readonly form: RegExp;
}

/** Collects all routes, to distinguish a wrong method from a wrong path. */
export class KnownRoutes {
  readonly routes: Route[] = [];

  /** Listens for route registrations; call it before the first one. */
  watch(fastify: FastifyInstance): void {
    fastify.addHook('onRoute', ({ method, url }) => {
      if (url.includes('*')) return;
      const form = new RegExp(`^${url.replace(/:[^/]+/g, '[^/]+')}$`);
      for (const one of [method].flat()) this.routes.push({ method: one, url, form });
    });
  }

  /** @throws MethodNotAllowed if the path has other methods, otherwise DomainError NOT_FOUND */
  refuse(method: string, path: string): never {
    const allowed = this.routes.filter(({ form }) => form.test(path)).map((route) => route.method);
    const asked = `${method} ${path}`;
    if (allowed.length === 0) throw new DomainError('NOT_FOUND', `${asked} not found`);
    const methods = [...new Set(allowed)].sort();
    throw new MethodNotAllowed(methods, `Expected ${methods.join(' or ')}, found ${asked}`);
  }
}
