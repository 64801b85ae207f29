/** The languages of the client, and which of them a browser asks for. */

export const LANGUAGES = ['en', 'pt-BR'] as const;
export type Language = (typeof LANGUAGES)[number];

/** What each language calls itself. */
export const LANGUAGE_NAMES: Readonly<Record<Language, string>> = {
  en: 'English',
  'pt-BR': 'Português (Brasil)',
};

/** Whose order of dates, names of months and marks between digits belong to the language. */
export const LOCALES: Readonly<Record<Language, string>> = { en: 'en-US', 'pt-BR': 'pt-BR' };

/** Stands where no text of any language could be loaded. */
export const NOT_LOADED =
  'Action Tracker could not be loaded. Load the page again. · ' +
  'Não foi possível carregar o Action Tracker. Carregue a página de novo.';

/**
 * The first language that somebody reads and we speak; English for those who read neither.
 *
 * @param wanted Language tags, the preferred one first: `['pt-PT', 'en']`.
 */
export const languageFor = (wanted: readonly string[]): Language =>
  wanted.map(spokenAs).find((language) => language !== undefined) ?? 'en';

/** Portuguese of any country is better served by that of Brazil than by English. */
const spokenAs = (tag: string): Language | undefined =>
  LANGUAGES.find((language) => primaryOf(language) === primaryOf(tag));

const primaryOf = (tag: string): string | undefined => tag.toLowerCase().split('-')[0];
