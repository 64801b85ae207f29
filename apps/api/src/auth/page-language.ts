/**
 * The language of the pages that the server renders. A language chosen in the client is in a
 * cookie, because the server cannot read browser storage; otherwise it is the first supported
 * language of the browser.
 */
import type { FastifyRequest } from 'fastify';
import { LANGUAGE_COOKIE } from '@action-tracker/contracts';

export const PAGE_LANGUAGES = ['en', 'pt-BR'] as const;
export type PageLanguage = (typeof PAGE_LANGUAGES)[number];

export function pageLanguage({ cookies, headers }: FastifyRequest): PageLanguage {
  const chosen = PAGE_LANGUAGES.find((language) => language === cookies[LANGUAGE_COOKIE]);
  return chosen ?? accepted(headers['accept-language'] ?? '');
}

/**
 * The best match for a header like `pt-PT, en;q=0.8`, by default English. Brazilian Portuguese
 * serves speakers of any Portuguese better than English.
 */
export function accepted(header: string): PageLanguage {
  const tags = header
    .split(',')
    .map((part) => {
      const [tag = '', ...parameters] = part.trim().toLowerCase().split(';');
      const quality = parameters.map((text) => /^\s*q=([\d.]+)\s*$/.exec(text)?.[1]).find(Boolean);
      return { primary: tag.split('-')[0], quality: Number(quality ?? 1) };
    })
    .filter(({ quality }) => quality > 0)
    .toSorted((a, b) => b.quality - a.quality);
  const found = tags.flatMap(
    ({ primary }) => PAGE_LANGUAGES.find((language) => language.split('-')[0] === primary) ?? [],
  );
  return found[0] ?? 'en';
}
