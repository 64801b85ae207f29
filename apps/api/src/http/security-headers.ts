/**
 * What browsers may do with our responses. Pages run only scripts and styles with the nonce of
 * their response; data is never rendered as a page. Source: OWASP ASVS 5.0, section 3.4.
 */
import type { Settings } from '@action-tracker/runtime';
import type { FastifyInstance } from 'fastify';
import { randomBytes } from 'node:crypto';

const HSTS_SECONDS = 2 * 365 * 24 * 60 * 60;

const DATA_POLICY = "default-src 'none'; frame-ancestors 'none'";

/** Policy of our own pages, whose scripts and styles carry this nonce. */
export const pagePolicy = (nonce: string): string =>
  [
    nonceOnly(nonce),
    "require-trusted-types-for 'script'",
    'trusted-types angular angular#bundler',
  ].join('; ');

/** Policy of Swagger UI, which sets `innerHTML`; it shows only our own document. */
export const docsPolicy = (nonce: string): string => nonceOnly(nonce);

const nonceOnly = (nonce: string): string =>
  [
    "default-src 'none'",
    `script-src 'nonce-${nonce}' 'strict-dynamic'`,
    `style-src 'nonce-${nonce}' 'self'`,
    "img-src 'self' data:",
    "connect-src 'self'",
    "font-src 'self'",
    "base-uri 'none'",
    "object-src 'none'",
    "frame-ancestors 'none'",
    "form-action 'self'",
  ].join('; ');

/** An unpredictable value for one response. */
export const newNonce = (): string => randomBytes(16).toString('base64url');

/** Sets the headers of every response; a page replaces the policy with its own. */
export function setSecurityHeaders(fastify: FastifyInstance, settings: Settings): void {
  const headers = securityHeaders(settings);
  fastify.addHook('onRequest', (_request, reply, done) => {
    reply.headers(headers);
    done();
  });
}

export function securityHeaders({ publicUrl }: Settings): Readonly<Record<string, string>> {
  const isHttps = publicUrl?.protocol === 'https:';
  return {
    // Cacheable responses override this.
    'Cache-Control': 'no-store',
    'Content-Security-Policy': DATA_POLICY,
    'Cross-Origin-Opener-Policy': 'same-origin',
    'Cross-Origin-Resource-Policy': 'same-origin',
    'Referrer-Policy': 'same-origin',
    'X-Content-Type-Options': 'nosniff',
    'X-Frame-Options': 'DENY',
    ...(isHttps ? { 'Strict-Transport-Security': `max-age=${HSTS_SECONDS}` } : {}),
  };
}
