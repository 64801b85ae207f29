import { DomainError } from '@action-tracker/domain';
import type { FastifyInstance } from 'fastify';

/** A path that exists, asked with a method that it does not have. */
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

/** Remembers every route that is registered, so that a wrong method can be told from a wrong path. */
export class KnownRoutes {
  readonly routes: Route[] = [];

  /** Listens to the registration of routes; call it before the first one. */
  watch(fastify: FastifyInstance): void {
    fastify.addHook('onRoute', ({ method, url }) => {
      if (url.includes('*')) return;
      const form = new RegExp(`^${url.replace(/:[^/]+/g, '[^/]+')}$`);
      for (const one of [method].flat()) this.routes.push({ method: one, url, form });
    });
  }

  /** @throws MethodNotAllowed when the path has other methods, else DomainError NOT_FOUND */
  refuse(method: string, path: string): never {
    const allowed = this.routes.filter(({ form }) => form.test(path)).map((route) => route.method);
    const asked = `${method} ${path}`;
    if (allowed.length === 0) throw new DomainError('NOT_FOUND', `${asked} not found`);
    const methods = [...new Set(allowed)].sort();
    throw new MethodNotAllowed(methods, `Expected ${methods.join(' or ')}, found ${asked}`);
  }
}
