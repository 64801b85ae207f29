const ANY_ORIGIN = 'http://this-site.invalid';

/** A path on this site to open after signing in; anything else becomes the front page. */
export function safeReturnTo(value: unknown): string {
  if (typeof value !== 'string' || !value.startsWith('/')) return '/';
  if (!URL.canParse(value, ANY_ORIGIN)) return '/';
  const { origin, pathname, search, hash } = new URL(value, ANY_ORIGIN);
  // `//evil.example` and `/\evil.example` are other sites, and a normalised path may start with two
  // slashes.
  if (origin !== ANY_ORIGIN || pathname.startsWith('//')) return '/';
  return pathname + search + hash;
}
