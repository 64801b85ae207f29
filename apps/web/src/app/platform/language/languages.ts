/** The languages of the client, and which one a browser prefers. */

export const LANGUAGES = ['en', 'pt-BR'] as const;
export type Language = (typeof LANGUAGES)[number];

/** Native name of each language. */
export const LANGUAGE_NAMES: Readonly<Record<Language, string>> = {
  en: 'English',
  'pt-BR': 'Português (Brasil)',
};

/** The locale for date order, month names and digit separators of each language. */
export const LOCALES: Readonly<Record<Language, string>> = { en: 'en-US', 'pt-BR': 'pt-BR' };

/** Shown when no texts of any language could be loaded. */
export const NOT_LOADED =
  'Action Tracker could not be loaded. Load the page again. · ' +
  'Não foi possível carregar o Action Tracker. Carregue a página de novo.';

/**
 * The first supported language that the user reads; English if there is none.
 *
 * @param wanted Language tags, preferred one first: `['pt-PT', 'en']`.
 */
export const languageFor = (wanted: readonly string[]): Language =>
  wanted.map(spokenAs).find((language) => language !== undefined) ?? 'en';

/** Any Portuguese maps to Brazilian Portuguese, which serves those users better than English. */
const spokenAs = (tag: string): Language | undefined =>
  LANGUAGES.find((language) => primaryOf(language) === primaryOf(tag));

const primaryOf = (tag: string): string | undefined => tag.toLowerCase().split('-')[0];
