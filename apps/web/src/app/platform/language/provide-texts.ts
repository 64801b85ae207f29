/** Loads the texts of a language, and interpolates values. */
import { type EnvironmentProviders, Injectable, type Type } from '@angular/core';
import {
  provideTransloco,
  provideTranslocoTranspiler,
  type TranslocoLoader,
  type TranslocoTranspiler,
  type TranspileParams,
} from '@jsverse/transloco';
import { type Language, LANGUAGES } from './languages';
import type { Translation } from './texts';

const LOADERS: Readonly<Record<Language, () => Promise<Translation>>> = {
  en: async () => (await import('./en')).EN,
  'pt-BR': async () => (await import('./pt-br')).PT_BR,
};

/** Each language is a separate file, loaded in parallel with the page. */
@Injectable()
class TextsLoader implements TranslocoLoader {
  getTranslation(name: string): Promise<Translation> {
    const language = LANGUAGES.find((candidate) => candidate === name);
    if (!language) throw new Error(`Expected one of ${LANGUAGES.join(', ')}; found "${name}"`);
    return LOADERS[language]();
  }
}

/** Interpolates in one pass: braces in user input stay as they are. */
@Injectable()
class OncePerName implements TranslocoTranspiler {
  transpile({ value, params = {} }: TranspileParams<string>): string {
    return value.replaceAll(/{{(\w+)}}/g, (_, name: string) => String(params[name]));
  }
}

/** @param loader Source of the texts. */
export const provideTexts = (
  loader: Type<TranslocoLoader> = TextsLoader,
): EnvironmentProviders[] => [
  ...provideTransloco({
    config: {
      availableLangs: [...LANGUAGES],
      flatten: { aot: true },
      failedRetries: 0,
      missingHandler: { logMissingKey: false },
    },
    loader,
  }),
  provideTranslocoTranspiler(OncePerName),
];
