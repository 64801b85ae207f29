/**
 * The colours of the pages that the server renders: those chosen in the client, which are in a
 * cookie, or those of the system.
 */
import type { FastifyRequest } from 'fastify';
import { THEME_COOKIE } from '@action-tracker/contracts';

const COLOR_SCHEMES = ['light', 'dark'] as const;
/** A value of the CSS property `color-scheme`. */
export type ColorScheme = (typeof COLOR_SCHEMES)[number] | 'light dark';

export const pageColorScheme = ({ cookies }: Pick<FastifyRequest, 'cookies'>): ColorScheme =>
  COLOR_SCHEMES.find((scheme) => scheme === cookies[THEME_COOKIE]) ?? 'light dark';
